"""Learning how titles are weighed: groups stay on one side, and what is learned finds what is right."""

from __future__ import annotations

from inbox_watch.facts.choice import FACTS, Heard, titles
from inbox_watch.learn.choice import Asked, measured, message_of, parts, weights_of
from inbox_watch.learn.corpus import Example
from inbox_watch.learn.told import Told, outcome
from inbox_watch.records import Address, Detail


def _example(number: int, group: str) -> Example:
    return Example(
        f"x{number}", Detail.ACKNOWLEDGEMENT, "en", "v", group, "f", "train",
        Address("Åse", "jobs@lindhof.example"), "Planner", "Dear Kim,\nthanks.",
    )  # fmt: skip


def _asked(*places: tuple[str, float], roles: tuple[str, ...], fixed: str = "") -> Asked:
    heard = [Heard(text, probability, in_subject=False) for text, probability in places]
    return Asked(tuple(titles(heard)), frozenset(), fixed, Told(roles, ()))


def test_the_mail_of_a_group_is_on_one_side_and_each_is_left_out_once() -> None:
    told = [(_example(number, f"g{number % 7}"), Told((), ())) for number in range(30)]
    left = []
    for learned, left_out in parts(told):
        assert not {each.group for each, _ in learned} & {each.group for each, _ in left_out}
        assert len(learned) + len(left_out) == len(told)
        left += [each.id for each, _ in left_out]
    assert sorted(left) == sorted(each.id for each, _ in told)


def test_a_message_of_the_corpus_is_read_as_mail_is() -> None:
    message = message_of(_example(1, "g"))
    assert message.from_ == Address("Åse", "jobs@lindhof.example")
    assert (message.subject, message.text) == ("Planner", "Dear Kim,\nthanks.")


def test_what_is_learned_finds_the_likely_titles() -> None:
    mails = [
        *[_asked(("Planner", 0.9), ("Cook", 0.1), roles=("Planner",))] * 20,
        *[_asked(("Planner", 0.1), roles=())] * 20,
        _asked(("Planner", 0.9), roles=("Cook",), fixed="Cook"),
    ]
    weights = weights_of(mails)
    assert len(weights) == len(FACTS)
    assert measured(mails, weights) == "right 21, part 0, wrong 0, missed 0, said 0, none 20"
    assert weights == weights_of(mails)


def test_a_title_is_compared_with_those_of_the_reader() -> None:
    told = Told(("Data Analyst", "Analyst for data"), ())
    assert [outcome(role, told) for role in ("Senior Data Analyst", "Analyst", "Cook", "")] == [
        "right", "part", "wrong", "missed",
    ]  # fmt: skip
    assert [outcome(role, Told((), ())) for role in ("Cook", "")] == ["said", "none"]
