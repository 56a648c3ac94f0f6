from __future__ import annotations

from xml.etree import ElementTree

import pytest

from inbox_watch.learn.measure import Answer
from inbox_watch.learn.picture import SIZE, reliability_picture
from inbox_watch.records import Label

SVG = "{http://www.w3.org/2000/svg}"


def answer(probability: float, *, right: bool = True) -> Answer:
    true = Label.REJECTION if right else Label.OFFER
    return Answer(true, Label.REJECTION, Label.REJECTION, probability, "test", "en", "one")


def dots(answers: list[Answer]) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(reliability_picture(answers)).iter(f"{SVG}circle"))


def test_the_picture_is_well_formed_svg_with_a_title() -> None:
    root = ElementTree.fromstring(reliability_picture([answer(0.95)]))
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == "0 0 320 320"
    assert root.findtext(f"{SVG}title") == "How often answers are right, by how sure they were"


def test_every_range_with_messages_has_one_dot_that_says_what_it_stands_for() -> None:
    answers = [answer(0.95), answer(0.95, right=False), answer(0.55), answer(0.15, right=False)]
    assert [dot.findtext(f"{SVG}title") for dot in dots(answers)] == [
        "1 messages, 15% sure, 0% right",
        "1 messages, 55% sure, 100% right",
        "2 messages, 95% sure, 50% right",
    ]


def test_without_answers_there_is_a_frame_and_no_dot() -> None:
    assert dots([]) == []
    assert "how sure" in reliability_picture([])


@pytest.mark.parametrize(("probability", "right"), [(1.0, True), (1.0, False), (0.0, True), (0.0, False)])
def test_a_dot_at_the_edge_stays_inside_the_picture(probability: float, right: bool) -> None:
    (dot,) = dots([answer(probability, right=right)])
    for centre in ("cx", "cy"):
        assert float(dot.attrib["r"]) <= float(dot.attrib[centre]) <= SIZE - float(dot.attrib["r"])


def test_surer_is_further_to_the_right_and_more_often_right_is_higher() -> None:
    low, high = dots([answer(0.15, right=False), answer(0.95)])
    assert float(low.attrib["cx"]) < float(high.attrib["cx"])
    assert float(low.attrib["cy"]) > float(high.attrib["cy"])


def test_the_area_of_a_dot_grows_with_its_messages() -> None:
    few, many = dots([answer(0.15)] + [answer(0.95)] * 4)
    assert (few.attrib["r"], many.attrib["r"]) == ("7.0", "12.0")


def test_the_picture_runs_nothing_and_fetches_nothing() -> None:
    root = ElementTree.fromstring(reliability_picture([answer(0.95), answer(0.3)]))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg", "title", "rect", "path", "text", "circle",
    }  # fmt: skip
    names = {name.lower() for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name or name == "style"]
