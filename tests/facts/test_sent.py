"""What the user sent is told apart by its words, its files and its place in a thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.facts.sent import promise, sent_kind, text_fingerprint
from inbox_watch.records import Attachment, Message, SentKind
from inbox_watch.workdays import Workdays
from tests.facts.mails import letter

CV = (Attachment("CV_Kim.pdf", "application/pdf", 90_000),)
PHOTO = (Attachment("cv.png", "image/png", 90_000),)
WEDNESDAY = date(2026, 6, 3)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (replace(letter("Dear team,", subject="Planner"), attachments=CV), SentKind.APPLICATION),
        (replace(letter("Please find my CV attached.", reply=True), attachments=CV), SentKind.APPLICATION),
        (letter("I would like to apply for the position of Planner."), SentKind.APPLICATION),
        (letter("hiermit bewerbe ich mich als Disponent."), SentKind.APPLICATION),
        (letter("I would like to apply.", to="anna@acme.example"), SentKind.APPLICATION),
        (letter("I would like to apply.", to="anna@acme.example", reply=True), SentKind.OTHER),
        (letter("I wanted to ask whether my application arrived safely."), SentKind.FOLLOW_UP),
        (letter("ich möchte nachfragen, wie der Stand meiner Bewerbung ist."), SentKind.FOLLOW_UP),
        (letter("Je me permets de vous relancer."), SentKind.FOLLOW_UP),
        (letter("Following up on my application", subject="Planner", reply=True), SentKind.FOLLOW_UP),
        (letter("Thank you for the interview yesterday."), SentKind.THANK_YOU),
        (letter("vielen Dank für das Gespräch gestern"), SentKind.THANK_YOU),
        (letter("I would like to withdraw my application."), SentKind.WITHDRAWAL),
        (letter("Hiermit ziehe ich meine Bewerbung zurück."), SentKind.WITHDRAWAL),
        (replace(letter("I withdraw my application."), attachments=CV), SentKind.WITHDRAWAL),
        (replace(letter("Tuesday suits me.", reply=True), attachments=CV), SentKind.OTHER),
        (replace(letter("A picture"), attachments=PHOTO), SentKind.OTHER),
        (letter("Tuesday at ten suits me well.", reply=True), SentKind.OTHER),
        (letter(), SentKind.OTHER),
    ],
)
def test_what_the_user_sent_is_told_apart(message: Message, kind: SentKind) -> None:
    assert sent_kind(message) is kind


def test_in_a_thread_the_subject_of_the_first_mail_says_nothing() -> None:
    answer = letter("Tuesday suits me.", subject="Re: Application for the Planner position", reply=True)
    assert sent_kind(answer) is SentKind.OTHER


@pytest.mark.parametrize(
    ("text", "promised", "by_call"),
    [
        ("I will call you on 12 June.", date(2026, 6, 12), True),
        ("I will be in touch on 12 June 2026.", date(2026, 6, 12), False),
        ("Ich melde mich am 15. Juni telefonisch bei Ihnen.", date(2026, 6, 15), True),
        ("I will call you soon.", None, False),
        ("You will call me on 12 June.", None, False),
        ("", None, False),
    ],
)
def test_a_promise_has_a_day_and_a_way(text: str, promised: date | None, by_call: bool) -> None:
    assert promise(letter(text), WEDNESDAY, Workdays("DE")) == (promised, by_call)


LETTER = "I have planned networks of air freight for nine years, and would like to do it for you."


def test_the_same_letter_has_one_fingerprint_whatever_the_greeting() -> None:
    one, other = letter(f"Dear Ms Weiss,\n{LETTER}"), letter(f"Hello,\n  {LETTER.upper()}  \n")
    assert text_fingerprint(one) == text_fingerprint(other) != ""


def test_a_short_note_has_no_fingerprint() -> None:
    assert text_fingerprint(letter("Hello\nSee you")) == ""


@given(st.text(max_size=300), st.booleans())
def test_any_letter_is_of_some_kind(text: str, reply: bool) -> None:
    assert sent_kind(letter(text, reply=reply)) in SentKind
