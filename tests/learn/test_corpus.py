from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from inbox_watch.errors import UsageError
from inbox_watch.learn.corpus import Example, Sentence, acts_of, load_corpus, load_sentences, sender_of
from inbox_watch.records import Address, Detail

RECORD: dict[str, Any] = {
    "id": "t-1", "label": "rejection", "detail": "position_closed", "lang": "en", "voice": "company",
    "group": "lindhof", "family": "t-1", "split": "train", "from": "Lindhof Labs <Jobs@lindhof.example>",
    "subject": "Planner", "deciding": ["We have cancelled the search."],
    "body": "Dear Runa,\n\nThank you for your letter. We have cancelled the search. All the best.",
}  # fmt: skip


def loaded(folder: Path, **changes: Any) -> list[Example]:
    (folder / "one.jsonl").write_text(json.dumps(RECORD | changes) + "\n", "utf-8")
    return load_corpus(folder)


def acts(folder: Path, **changes: Any) -> list[tuple[str, str | None]]:
    """Each clause, the subject first, with what it says."""
    (example,) = loaded(folder, **changes)
    found = example.features()
    return list(zip((piece.text for piece in found.pieces), acts_of(example, found), strict=True))


def test_a_record_is_read_with_its_sender_and_its_deciding_sentences(tmp_path: Path) -> None:
    (example,) = loaded(tmp_path)
    assert (example.id, example.detail, example.lang, example.split) == ("t-1", Detail.POSITION_CLOSED, "en", "train")
    assert (example.voice, example.group, example.family) == ("company", "lindhof", "t-1")
    assert example.sender == Address("Lindhof Labs", "jobs@lindhof.example")
    assert example.deciding == ("We have cancelled the search.",)


def test_files_are_read_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({**RECORD, "id": name}) + "\n", "utf-8")
    assert [example.id for example in load_corpus(tmp_path)] == ["a", "b"]


def test_a_marked_clause_has_the_detail_and_every_other_is_background(tmp_path: Path) -> None:
    assert acts(tmp_path) == [
        ("Planner", None),
        ("Dear Runa,", "background"),
        ("Thank you for your letter.", "background"),
        ("We have cancelled the search.", "position_closed"),
        ("All the best.", "background"),
    ]


def test_every_clause_of_a_marked_sentence_has_the_detail(tmp_path: Path) -> None:
    body = "We liked your letter, but the place is gone. All the best."
    assert acts(tmp_path, body=body, deciding=["We liked your letter, but the place is gone."]) == [
        ("Planner", None),
        ("We liked your letter", "position_closed"),
        ("but the place is gone.", "position_closed"),
        ("All the best.", "background"),
    ]


def test_two_marked_sentences_are_not_read_as_one(tmp_path: Path) -> None:
    found = acts(tmp_path, body="It is off. Sorry. Off sorry.", deciding=["It is off.", "Sorry."])
    assert found[-1] == ("Off sorry.", "background")


@pytest.mark.parametrize("line", ["Ch.", "***"])
def test_a_line_whose_letters_stand_within_a_marked_sentence_is_background(tmp_path: Path, line: str) -> None:
    marked = "The third chair is taken."
    assert acts(tmp_path, body=f"{line}\n\n{marked}", deciding=[marked])[1] == (line, "background")


def test_a_clause_that_holds_a_marked_part_has_the_detail(tmp_path: Path) -> None:
    body = "As told by phone, the place is filled."
    assert acts(tmp_path, body=body, deciding=["the place is filled."])[1] == (body, "position_closed")


def test_where_nobody_marked_a_sentence_nobody_knows(tmp_path: Path) -> None:
    assert {act for _, act in acts(tmp_path, deciding=None)} == {None}


def test_where_nothing_decides_every_clause_is_background(tmp_path: Path) -> None:
    assert [act for _, act in acts(tmp_path, deciding=[])] == [None, *["background"] * 4]


def test_every_clause_of_mail_about_other_things_is_background_of_that_kind(tmp_path: Path) -> None:
    found = acts(tmp_path, label="other", detail="not_job", body="Hello. Dinner at eight?", deciding=None)
    assert found == [("Planner", None), ("Hello.", "not_job"), ("Dinner at eight?", "not_job")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not a corpus record ("),
        ("[]", "it is list, not an object"),
        ("null", "it is NoneType, not an object"),
        ('{"a":' + "[" * 100_000, "RecursionError"),
        (json.dumps({**RECORD, "subject": None}), "every field is a text"),
        (json.dumps({**RECORD, "deciding": [1]}), "deciding is a list of sentences"),
        (json.dumps({**RECORD, "deciding": "One sentence."}), "deciding is a list of sentences"),
        (json.dumps({**RECORD, "split": "test"}), "split is one of train, held_out"),
        (json.dumps({**RECORD, "label": "offer"}), "detail position_closed belongs to label rejection"),
        (json.dumps({**RECORD, "detail": "nonsense"}), "'nonsense' is not a valid Detail"),
        (json.dumps({key: value for key, value in RECORD.items() if key != "family"}), "'family'"),
    ],
)
def test_a_broken_record_is_named_by_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(f"{json.dumps(RECORD)}\n{line}\n", "utf-8")
    with pytest.raises(UsageError, match=re.escape(said)) as caught:
        load_corpus(tmp_path)
    assert str(caught.value).startswith(f"{path}:2: not a corpus record (")


def test_a_record_in_latin_1_is_named_and_a_line_ends_only_at_a_line_feed(tmp_path: Path) -> None:
    record = {**RECORD, "body": "one\u2028two"}
    path = tmp_path / "some.jsonl"
    path.write_bytes(json.dumps(record, ensure_ascii=False).encode("utf-8") + b'\n{"body": "gr\xfcn"}\n')
    with pytest.raises(UsageError) as caught:
        load_corpus(tmp_path)
    assert str(caught.value).startswith(f"{path}:2: not a corpus record (UnicodeDecodeError")


def test_the_bank_is_read_by_language_and_may_be_missing_unlike_the_corpus(tmp_path: Path) -> None:
    assert load_sentences(tmp_path) == []
    with pytest.raises(UsageError, match=r"no \.jsonl file"):
        load_corpus(tmp_path)
    (tmp_path / "sentences").mkdir()
    (tmp_path / "sentences" / "fr.tsv").write_text("offer\tLe poste est à vous.\nfooter\tMentions légales.\n", "utf-8")
    assert load_sentences(tmp_path) == [
        Sentence("offer", "fr", "Le poste est à vous."),
        Sentence("footer", "fr", "Mentions légales."),
    ]


def test_a_missing_corpus_and_a_folder_of_that_name_are_no_file(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").mkdir()
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError, match=r"no \.jsonl file"):
            load_corpus(folder)


def test_a_sentence_ends_only_at_a_line_feed(tmp_path: Path) -> None:
    (tmp_path / "sentences").mkdir()
    (tmp_path / "sentences" / "en.tsv").write_text("offer\tYes.\u2028It is yours.", "utf-8")
    assert load_sentences(tmp_path) == [Sentence("offer", "en", "Yes.\u2028It is yours.")]


@pytest.mark.parametrize("line", ["nonsense\tHello.", "offer", "offer\t ", "offer Hello.", "offer\tgr\ufffdn"])
def test_a_line_that_is_no_sentence_is_named_by_file_and_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "sentences").mkdir()
    path = tmp_path / "sentences" / "en.tsv"
    path.write_text(f"offer\tThe job is yours.\n{line}\n", "utf-8")
    with pytest.raises(UsageError) as caught:
        load_sentences(tmp_path)
    assert str(caught.value).startswith(f"{path}:2: not a sentence; ")


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("Lindhof Labs <Jobs@lindhof.example>", "Lindhof Labs", "jobs@lindhof.example"),
        ('"Lindhof, HR" <hr@lindhof.example>', "Lindhof, HR", "hr@lindhof.example"),
        (" HR@lindhof.example ", "", "hr@lindhof.example"),
        ("Lindhof Labs", "Lindhof Labs", ""),
    ],
)
def test_a_sender_is_a_name_an_address_or_both(text: str, name: str, address: str) -> None:
    assert sender_of(text) == Address(name, address)
