"""What a reader wrote down of employers and roles: each line names a message, and its words stand in it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from inbox_watch.learn.corpus import Example, load_corpus

DATA = Path(__file__).resolve().parents[1] / "data"
COLUMNS = ["id", "employer", "role", "role_in", "employer_in", "note"]
SPLITS = ("held_out", "train")
ROLE_PLACES = ["subject", "body"]
EMPLOYER_PLACES = ["from_name", "from_address", "subject", "body", "signature"]
# Mail about no application of the reader, or not about where one stands.
LEFT_OUT = {
    "account_security", "feedback_survey", "incomplete_application", "job_alert", "not_job", "out_of_office",
    "read_receipt", "referral_notice",
}  # fmt: skip


@cache
def corpus() -> dict[str, Example]:
    return {example.id: example for example in load_corpus(DATA / "corpus")}


@cache
def lines(split: str) -> list[list[str]]:
    text = (DATA / "facts_truth" / f"{split}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def rows(split: str) -> list[dict[str, str]]:
    return [dict(zip(COLUMNS, cells, strict=True)) for cells in lines(split)[1:]]


def several(cell: str) -> list[str]:
    return cell.split(" | ") if cell else []


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2019", "'")).casefold()


def stands_in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(plain(words))}(?!\w)", plain(text)) is not None


def letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum())


def stands_in_place(words: str, place: str, message: Example) -> bool:
    """Whether words stand in a place of a message; an address has its letters without the spaces between them."""
    if place == "from_address":
        return letters(words) in letters(message.sender.address)
    text = {"from_name": message.sender.name, "subject": message.subject}.get(place, message.body)
    return stands_in(words, text)


def places(cell: str) -> list[str]:
    return cell.split(",") if cell else []


@pytest.mark.parametrize("split", SPLITS)
def test_every_line_has_the_columns_and_no_space_around_a_cell(split: str) -> None:
    assert lines(split)[0] == COLUMNS
    assert [cells for cells in lines(split)[1:] if len(cells) != len(COLUMNS)] == []
    assert [cells for cells in lines(split) if any(cell != cell.strip() for cell in cells)] == []


@pytest.mark.parametrize("split", SPLITS)
def test_every_id_is_a_message_of_its_split_about_an_application_and_stands_once(split: str) -> None:
    ids = [row["id"] for row in rows(split)]
    assert len(ids) == len(set(ids))
    assert [each for each in ids if each not in corpus()] == []
    assert [each for each in ids if corpus()[each].split != split] == []
    assert [each for each in ids if corpus()[each].detail.value in LEFT_OUT] == []


def test_the_held_out_split_is_whole_and_every_author_group_of_training_has_a_line() -> None:
    asked = [example for example in corpus().values() if example.detail.value not in LEFT_OUT]
    assert {row["id"] for row in rows("held_out")} == {each.id for each in asked if each.split == "held_out"}
    groups = {corpus()[row["id"]].group for row in rows("train")}
    assert groups == {each.group for each in asked if each.split == "train"}


@pytest.mark.parametrize("split", SPLITS)
def test_every_role_stands_in_each_place_it_is_said_to_stand_in_and_in_no_other(split: str) -> None:
    wrong = []
    for row in rows(split):
        message = corpus()[row["id"]]
        found = {
            place
            for place in ROLE_PLACES
            for role in several(row["role"])
            if stands_in_place(role, place, message)
        }  # fmt: skip
        if places(row["role_in"]) != [place for place in ROLE_PLACES if place in found]:
            wrong.append(row["id"])
    assert wrong == []


@pytest.mark.parametrize("split", SPLITS)
def test_every_employer_stands_in_each_place_it_is_said_to_stand_in(split: str) -> None:
    wrong = []
    for row in rows(split):
        message, named = corpus()[row["id"]], places(row["employer_in"])
        in_order = named == [place for place in EMPLOYER_PLACES if place in named]
        held = all(any(stands_in_place(each, place, message) for each in several(row["employer"])) for place in named)
        if not in_order or not held or bool(named) != bool(row["employer"]):
            wrong.append(row["id"])
    assert wrong == []


@pytest.mark.parametrize("split", SPLITS)
def test_each_of_several_employers_and_roles_stands_in_the_message(split: str) -> None:
    wrong = [
        (row["id"], words)
        for row in rows(split)
        for words in several(row["employer"]) + several(row["role"])
        if not any(stands_in_place(words, place, corpus()[row["id"]]) for place in EMPLOYER_PLACES)
    ]
    assert wrong == []


@pytest.mark.parametrize("split", SPLITS)
def test_a_note_says_what_is_doubtful_or_that_the_words_are_quoted(split: str) -> None:
    notes = {row["note"] for row in rows(split)} - {""}
    assert [note for note in notes if not note.startswith("doubtful: ") and "in the quoted text only" not in note] == []


def test_nothing_left_out_is_a_word_the_corpus_does_not_know() -> None:
    assert {example.detail.value for example in corpus().values()} >= LEFT_OUT
