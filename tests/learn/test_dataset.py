from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inbox_watch.classify.rules import by_structure
from inbox_watch.errors import UsageError
from inbox_watch.learn.dataset import Record, load_records
from inbox_watch.records import Address, DeliveryStatus, Detail, Label

PLAIN = {
    "id": "p1",
    "label": "rejection",
    "lang": "de",
    "source": "letters",
    "from": "Lindhof Labs <jobs@lindhof.example>",
    "subject": "Ihre Bewerbung",
    "body": "Guten Tag,\n\nleider müssen wir Ihnen absagen.\n",
}


def write(folder: Path, *items: dict[str, Any], name: str = "set.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), "utf-8")
    return path


def read(folder: Path, **item: Any) -> Record:
    """The one record of a file with this item."""
    (record,) = load_records(write(folder, item))
    return record


def test_a_plain_record_is_read_as_a_mail(tmp_path: Path) -> None:
    record = read(tmp_path, **PLAIN)
    assert (record.name, record.source, record.lang) == ("p1", "letters", "de")
    assert record.message.from_ == Address("Lindhof Labs", "jobs@lindhof.example")
    assert record.message.subject == "Ihre Bewerbung"
    assert record.message.text == "Guten Tag,\n\nleider müssen wir Ihnen absagen."
    assert (record.message.event, record.message.delivery, record.message.attachments) == (None, None, ())


def test_what_a_record_does_not_say_has_a_default(tmp_path: Path) -> None:
    record = read(tmp_path, label="offer", subject="Hello")
    assert (record.name, record.source, record.lang) == ("set:1", "set", "en")
    assert (record.message.from_.address, record.message.text) == ("", "")


@pytest.mark.parametrize(
    ("named", "label", "detail"),
    [
        ({"label": "position_closed"}, Label.REJECTION, Detail.POSITION_CLOSED),
        ({"label": "rejection", "detail": "position_closed"}, Label.REJECTION, Detail.POSITION_CLOSED),
        ({"label": "rejection"}, Label.REJECTION, Detail.REJECTION),
        ({"label": "interview"}, Label.INTERVIEW, None),
        ({"label": "other"}, Label.OTHER, None),
        ({"label": "interview", "detail": ""}, Label.INTERVIEW, None),
    ],
)
def test_a_label_or_a_detail_may_be_named(
    tmp_path: Path, named: dict[str, str], label: Label, detail: Detail | None
) -> None:
    record = read(tmp_path, body="x", **named)
    assert (record.label, record.detail) == (label, detail)


@pytest.mark.parametrize(
    ("action", "status", "detail"),
    [("failed", "5.1.1", Detail.DELIVERY_FAILURE), ("delayed", "4.4.1", Detail.DELIVERY_DELAY)],
)
def test_a_record_with_a_report_becomes_a_delivery_report_that_the_rules_know(
    tmp_path: Path, action: str, status: str, detail: Detail
) -> None:
    report = {"action": action, "status": status, "final_recipient": "jobs@lindhof.example"}
    record = read(tmp_path, label="delivery_failure", subject="Undelivered", body="Sorry.", dsn=report)
    assert record.message.delivery == DeliveryStatus(action, ("jobs@lindhof.example",), (status,), None)
    verdict = by_structure(record.message)
    assert verdict is not None
    assert (verdict.detail, verdict.judged_by) == (detail, "rule:delivery-report")


def test_a_cancelled_event_is_a_cancelled_interview(tmp_path: Path) -> None:
    event = {"method": "CANCEL", "summary": "Interview Runa", "organizer": "petra@lindhof.example", "sequence": 1}
    record = read(tmp_path, label="interview_cancelled", subject="Cancelled", body="Sorry.", ics=event)
    found = record.message.event
    assert found is not None
    assert (found.method, found.summary, found.sequence) == ("CANCEL", "Interview Runa", 1)
    assert found.organizer == "petra@lindhof.example"
    assert record.message.text == "Sorry."
    verdict = by_structure(record.message)
    assert verdict is not None
    assert verdict.detail is Detail.INTERVIEW_CANCELLED


def test_headers_of_a_record_are_headers_of_the_mail(tmp_path: Path) -> None:
    headers = {"In-Reply-To": "<cv@me.example>", "Auto-Submitted": "auto-replied"}
    record = read(tmp_path, label="out_of_office", subject="Away", body="x", headers=headers)
    assert record.message.in_reply_to == ("cv@me.example",)
    assert [mark.vote for mark in record.message.marks] == ["absence"]


def test_half_a_surrogate_pair_and_a_line_break_in_a_subject_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"label": "offer", "subject": "Good\\nnews", "body": "Yes \\ud83d"}\n', "utf-8")
    (record,) = load_records(path)
    assert (record.message.subject, record.message.text) == ("Good news", "Yes ?")


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "null",
        "{}",
        '{"label": "nonsense", "body": "x"}',
        '{"label": "offer", "body": "x", "headers": 7}',
        '{"label": "offer", "detail": "rejection", "body": "x"}',
        '{"label": "offer", "detail": "nonsense", "body": "x"}',
    ],
)
def test_a_broken_line_is_named_by_file_and_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(f"{json.dumps(PLAIN)}\n{line}\n", "utf-8")
    with pytest.raises(UsageError) as caught:
        load_records(path)
    assert str(caught.value).startswith(f"{path}:2: not a labelled message (")
    assert "\n" not in str(caught.value)


def test_every_file_of_a_folder_is_read_in_order_of_name_and_there_has_to_be_one(tmp_path: Path) -> None:
    write(tmp_path, {"label": "offer", "body": "b"}, name="b.jsonl")
    write(tmp_path, {"label": "offer", "body": "a"}, {"label": "offer", "body": "c"}, name="a.jsonl")
    (tmp_path / "note.txt").write_text("no record", "utf-8")
    assert [record.name for record in load_records(tmp_path)] == ["a:1", "a:2", "b:1"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=r"no \.jsonl file"):
        load_records(tmp_path / "empty")


@pytest.mark.parametrize("separator", ["\u2028", "\x85"])
def test_a_line_ends_only_at_a_line_feed(tmp_path: Path, separator: str) -> None:
    assert read(tmp_path, label="offer", body=f"one{separator}two").label is Label.OFFER


@pytest.mark.parametrize("rest", [b'"body": "gr\xfcn"', b'"id": "7"'])
def test_what_cannot_be_read_is_named_whatever_is_wrong_with_it(tmp_path: Path, rest: bytes) -> None:
    (tmp_path / "bad.jsonl").write_bytes(b'{"label": "offer", ' + rest + b"}\n")
    with pytest.raises(UsageError):
        load_records(tmp_path)


def test_a_record_without_a_body_is_one_of_its_subject(tmp_path: Path) -> None:
    assert read(tmp_path, label="offer", subject="Welcome aboard", body=None).message.text == ""


def test_a_read_receipt_given_by_its_header_is_no_bounce(tmp_path: Path) -> None:
    kind = {"Content-Type": "multipart/report; report-type=disposition-notification"}
    record = read(tmp_path, label="other", subject="Read: Letter", body="It was displayed.", headers=kind)
    assert record.message.delivery is None


def test_only_the_records_of_a_split_are_read_when_one_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, {**PLAIN, "split": "train"}, {**PLAIN, "split": "held_out"}, PLAIN)
    assert [record.name for record in load_records(path, "held_out")] == [load_records(path)[1].name]


@pytest.mark.parametrize("more", [{"headers": {"Content-Transfer-Encoding": "base64"}}, {"from": "Jö <j@jö.example>"}])
def test_neither_a_header_about_the_body_nor_an_umlaut_in_a_domain_does_harm(tmp_path: Path, more: Any) -> None:
    message = read(tmp_path, label="offer", body="grün", **{"from": "Jö <j@j.example>", **more}).message
    assert (message.text, message.from_.name) == ("grün", "Jö")
