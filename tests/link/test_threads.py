"""Mail that answers the user's letter about an application is about it: the judge is sure of what decides there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.link.threads import heard_in_threads
from inbox_watch.records import Detail, Finding, SentKind
from tests.support.findings import received, sent

LETTER = sent("letter", "2026-03-02")
FRIEND = sent("friend", "2026-03-02", SentKind.OTHER, to="kim@x.example")


def torn(**thread: object) -> Finding:
    mail = received("torn", "2026-03-05", Detail.OFFER, unsure=True, **thread)  # type: ignore[arg-type]  # as received
    return replace(mail, verdict=replace(mail.verdict, sure_in_thread=True))


@pytest.mark.parametrize(
    ("mail", "unsure"),
    [
        (torn(answers="letter"), False),
        (torn(references=["letter"]), False),
        (torn(), True),
        (torn(answers="friend"), True),
        (torn(answers="unknown"), True),
        (received("torn", "2026-03-05", Detail.OFFER, unsure=True, answers="letter"), True),
    ],
    ids=[
        "answers the letter",
        "refers to it",
        "stands alone",
        "answers a friend",
        "answers mail unknown",
        "torn there too",
    ],
)
def test_it_is_sure_only_in_a_thread_about_an_application(mail: Finding, unsure: bool) -> None:
    heard = {each.sha256: each for each in heard_in_threads([mail, FRIEND, LETTER])}
    assert heard[mail.sha256].verdict.unsure is unsure
    assert replace(heard[mail.sha256], verdict=mail.verdict) == mail
    assert (heard[LETTER.sha256], heard[FRIEND.sha256]) == (LETTER, FRIEND)


def test_a_letter_of_theirs_is_no_letter_of_the_user() -> None:
    theirs = received("letter", "2026-03-02")
    assert list(heard_in_threads([theirs, torn(answers="letter")])) == [theirs, torn(answers="letter")]
