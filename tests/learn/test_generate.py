from __future__ import annotations

from pathlib import Path

import pytest

from inbox_watch.learn.corpus import Example, Sentence, load_sentences
from inbox_watch.learn.generate import OFTEN, SELDOM, generate
from inbox_watch.records import Detail, Label

FORMS = """
[en]
greetings = ["Dear Runa,", ""]
closings = ["Kind regards\\nThe team", "Sincerely,"]

[en.subjects]
rejection = ["Your letter", "Re: Planner"]
offer = ["Good news"]
not_job = ["Dinner"]
assessment = ["A task"]

[de]
greetings = ["Hallo Runa,"]
closings = ["Viele Grüße"]

[de.subjects]
rejection = ["Ihre Bewerbung"]
"""
ENGLISH = """\
rejection\tWe chose somebody else.
rejection\tThe place went to another.
offer\tThe job is yours.
life\tThe soup is ready.
life\tBring your boots.
life\tIt will rain on Sunday.
employer_side\tThe candidate comes at nine.
employer_side\tPlease book a room.
courtesy\tWe wish you well.
praise\tYour letter was a joy to read.
keep_cv\tWe keep your papers for a year.
greeting_thanks\tThank you for your letter.
footer\tThis address is not read.
footer\tA firm of the Lindhof group.
volume\tWe had many letters.
status_update\tIt takes a week longer.
"""
GERMAN = "rejection\tDie Stelle ist vergeben.\ncourtesy\tAlles Gute.\nfooter\tAmtsgericht Lindhof.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small bank: no sentence for `assessment`, no subject for `status_update`."""
    (tmp_path / "forms.toml").write_text(FORMS, "utf-8")
    (tmp_path / "sentences").mkdir()
    (tmp_path / "sentences" / "en.tsv").write_text(ENGLISH, "utf-8")
    (tmp_path / "sentences" / "de.tsv").write_text(GERMAN, "utf-8")
    return tmp_path


@pytest.fixture
def made(folder: Path) -> list[Example]:
    return generate(folder, load_sentences(folder))


def without(text: str, pieces: list[str]) -> str:
    """What is left of a text when these pieces are taken out, without blanks."""
    for piece in pieces:
        text = text.replace(piece, "")
    return "".join(text.split())


def test_the_same_bank_gives_the_same_mail(folder: Path, made: list[Example]) -> None:
    assert generate(folder, load_sentences(folder)) == made
    assert len(made) > 50


def test_every_body_of_a_detail_is_different(made: list[Example]) -> None:
    texts = [(example.lang, example.detail, example.body) for example in made]
    assert len(set(texts)) == len(texts)
    assert len({example.id for example in made}) == len(made)


def test_mail_is_made_where_there_are_sentences_and_subjects(made: list[Example]) -> None:
    assert {(example.lang, example.detail.value) for example in made} == {
        ("en", "rejection"),
        ("en", "offer"),
        ("en", "not_job"),
        ("de", "rejection"),
    }
    assert {example.detail.label for example in made} == {Label.REJECTION, Label.OFFER, Label.OTHER}


def test_made_mail_says_that_it_is_made_and_is_never_held_out(made: list[Example]) -> None:
    assert {example.group for example in made} == {"made-en", "made-de"}
    assert {(example.voice, example.split, example.deciding) for example in made} == {("generator", "train", None)}
    assert all(example.id.startswith(f"{example.family}-") for example in made)
    assert all(example.family == f"made-{example.lang}-{example.detail.value}" for example in made)
    assert all(example.sender.address.endswith(".example") for example in made)


@pytest.mark.parametrize(
    ("lang", "detail", "subjects"),
    [
        ("en", Detail.REJECTION, {"Your letter", "Re: Planner"}),
        ("en", Detail.NOT_JOB, {"Dinner"}),
        ("de", Detail.REJECTION, {"Ihre Bewerbung"}),
    ],
)
def test_a_subject_is_one_of_its_language_and_detail(
    made: list[Example], lang: str, detail: Detail, subjects: set[str]
) -> None:
    assert {each.subject for each in made if (each.lang, each.detail) == (lang, detail)} == subjects


def test_a_body_holds_nothing_but_sentences_of_its_language_and_a_greeting_and_a_closing(
    folder: Path, made: list[Example]
) -> None:
    forms = {"en": ["Dear Runa,", "Kind regards\nThe team", "Sincerely,"], "de": ["Hallo Runa,", "Viele Grüße"]}
    for example in made:
        sentences = [each.text for each in load_sentences(folder) if each.lang == example.lang]
        assert without(example.body, [*sentences, *forms[example.lang]]) == "", example.body


def test_every_body_has_a_sentence_that_decides_and_none_of_another_detail(made: list[Example]) -> None:
    for example in made:
        refuses = "We chose somebody else." in example.body or "The place went to another." in example.body
        refuses = refuses or "Die Stelle ist vergeben." in example.body
        assert refuses is (example.detail is Detail.REJECTION), example.body
        assert ("The job is yours." in example.body) is (example.detail is Detail.OFFER), example.body


def test_mail_about_other_things_is_of_one_kind_and_speaks_of_no_application(made: list[Example]) -> None:
    sides = [{"soup", "boots", "rain"}, {"candidate", "room"}]
    for body in (example.body for example in made if example.detail is Detail.NOT_JOB):
        assert sum(any(word in body for word in side) for side in sides) == 1, body
        assert without(body, ["We wish you well.", "Thank you for your letter."]) == "".join(body.split())


def test_there_are_no_more_messages_of_a_kind_than_promised(folder: Path) -> None:
    many = [Sentence("rejection", lang, f"No {number}.") for number in range(999) for lang in ("en", "de")]
    offers = [Sentence("offer", "en", f"Yes {number}.") for number in range(999)]
    counts = dict.fromkeys(("made-en-rejection", "made-en-offer", "made-de-rejection"), 0)
    for example in generate(folder, [*many, *offers]):
        counts[example.family] += 1
    assert OFTEN[0] * 0.9 < counts["made-en-rejection"] <= OFTEN[0]
    assert OFTEN[1] * 0.9 < counts["made-en-offer"] <= OFTEN[1]
    assert SELDOM[0] * 0.9 < counts["made-de-rejection"] <= SELDOM[0]
