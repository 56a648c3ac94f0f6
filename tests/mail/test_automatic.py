"""Header fields vote for software at work; one line a mark."""

from __future__ import annotations

import pytest

from inbox_watch.mail.automatic import automatic_marks
from inbox_watch.records import AutomaticMark


@pytest.mark.parametrize(
    ("header", "value", "vote"),
    [
        ("Auto-Submitted", "auto-replied", "absence"),
        ("Auto-Submitted", "auto-replied (vacation)", "absence"),
        ("AUTO-SUBMITTED", "Auto-Generated", "automated"),
        ("Auto-Submitted", "auto-notified; owner-email=x", "automated"),
        ("Auto-Submitted", "no", "human"),
        ("X-Autoreply", "yes", "absence"),
        ("X-Autorespond", "1", "absence"),
        ("X-POST-MessageClass", "9; Autoresponder", "absence"),
        ("Delivered-To", "Autoresponder", "absence"),
        ("Precedence", "auto_reply", "absence"),
        ("Precedence", "bulk", "bulk"),
        ("List-Unsubscribe", "<https://acme.example/u>", "bulk"),
        ("X-Failed-Recipients", "a@b.example", "report"),
        ("Return-Path", "<>", "report"),
        ("Return-Path", "<MAILER-DAEMON>", "report"),
        ("Return-Path", "<MAILER-DAEMON@mx.acme.example>", "report"),
        ("Content-Type", 'multipart/report; report-type="delivery-status";\n boundary=x', "report"),
        ("Content-Type", "multipart/report;\n\tboundary=x; report-type=delivery-status", "report"),
        ("X-MS-Exchange-Message-Is-Ndr", "", "report"),
    ],
)
def test_a_mark_is_known_by_its_field_and_value(header: str, value: str, vote: str) -> None:
    assert automatic_marks([(header, value)]) == (AutomaticMark(header, value.strip()[:80], vote),)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Subject", "auto-replied"),
        ("Auto-Submitted", "nothing"),
        ("Precedence", "first-class"),
        ("Return-Path", "<jobs@acme.example>"),
        ("Return-Path", "<mailer-daemon-team@acme.example>"),
        ("Delivered-To", "kim@home.example"),
        ("Content-Type", "multipart/report; report-type=disposition-notification"),
        ("Content-Type", "multipart/mixed; boundary=x"),
    ],
)
def test_any_other_field_says_nothing(header: str, value: str) -> None:
    assert automatic_marks([(header, value)]) == ()


def test_marks_keep_the_order_of_the_message_and_their_values_are_short() -> None:
    marks = automatic_marks([("List-Id", "x" * 200), ("From", "a@b.example"), ("Auto-Submitted", "auto-generated")])
    assert [(mark.header, len(mark.value)) for mark in marks] == [("List-Id", 80), ("Auto-Submitted", 14)]
