"""What the user sent is told apart by its words, its files and its place in a thread."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.facts.sent import sent_kind
from inbox_watch.records import Address, Attachment, Message, SentKind
from tests.facts.mails import HOSTILE, letter

CV = (Attachment("CV_Kim.pdf", "application/pdf", 90_000),)
PHOTO = (Attachment("cv.png", "image/png", 90_000),)
LETTER = (Attachment("Letter_Kim.pdf", "application/pdf", 90_000),)


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
        (replace(letter("Tuesday suits me.", reply=True), attachments=CV), SentKind.ANSWER),
        (replace(letter("See the file.", reply=True), attachments=CV), SentKind.OTHER),
        (replace(letter("Please put me forward for the role.", reply=True), attachments=CV), SentKind.APPLICATION),
        (replace(letter("About the vacancy."), attachments=LETTER), SentKind.APPLICATION),
        (replace(letter("The kettle leaks."), attachments=LETTER), SentKind.OTHER),
        (replace(letter("I am applying for the flat in Mill Lane."), attachments=CV), SentKind.OTHER),
        (replace(letter("I apply for the position of insurance clerk."), attachments=CV), SentKind.APPLICATION),
        (replace(letter("Could you proofread this?"), attachments=CV), SentKind.OTHER),
        (replace(letter("Thank you for your application."), attachments=CV), SentKind.OTHER),
        (letter("Do you have any shifts? I have three years of experience."), SentKind.APPLICATION),
        (letter("Do you need any help with the move?"), SentKind.OTHER),
        (replace(letter("A picture"), attachments=PHOTO), SentKind.OTHER),
        (letter("Tuesday at ten suits me well.", reply=True), SentKind.ANSWER),
        (letter(), SentKind.OTHER),
    ],
)
def test_what_the_user_sent_is_told_apart(message: Message, kind: SentKind) -> None:
    assert sent_kind(message) is kind


def test_in_a_thread_the_subject_of_the_first_mail_says_nothing() -> None:
    answer = letter("Tuesday suits me.", subject="Re: Application for the Planner position", reply=True)
    assert sent_kind(answer) is SentKind.ANSWER


@pytest.mark.parametrize("to", [Address("", "kim@home.example"), Address("Kim", "kim@office.example")])
def test_a_note_to_oneself_is_no_application(to: Address) -> None:
    assert sent_kind(replace(letter("My CV"), attachments=CV, to=(to,))) is SentKind.OTHER


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_is_judged_in_time(kind: str) -> None:
    started = time.process_time()
    sent_kind(letter(HOSTILE[kind]))
    assert time.process_time() - started < 0.5


@given(st.text(max_size=300), st.booleans())
def test_any_letter_is_of_some_kind(text: str, reply: bool) -> None:
    assert sent_kind(letter(text, reply=reply)) in SentKind
