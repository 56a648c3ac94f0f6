"""Gmail's thread number ties a mail to an application when a mail of the user's is in that thread."""

from __future__ import annotations

from dataclasses import replace

from inbox_watch.records import Detail, Finding, LinkReason, SentKind
from tests.support.findings import home, link_of, received, replay, sent

STRANGER = "someone@elsewhere.example"
ATS = "no-reply@us.greenhouse-mail.io"


def _in(thread: str, finding: Finding) -> Finding:
    return replace(finding, conversation=thread)


def test_an_answer_without_references_belongs_to_the_thread_of_our_letter() -> None:
    letter = _in("77", sent("cv", "2026-03-02", role="Planner"))
    other = _in("78", sent("other", "2026-03-02", to="jobs@kestrel.example", role="Cook"))
    answer = _in("77", received("no", "2026-03-20", Detail.REJECTION, from_=STRANGER))
    ledger = replay(letter, other, answer)
    its_link = link_of(ledger, answer)
    assert home(ledger, answer) == home(ledger, letter)
    assert its_link is not None
    assert its_link.reason is LinkReason.REFERENCES
    assert not its_link.verified


def test_our_own_mail_in_the_thread_belongs_there_too() -> None:
    letter = _in("77", sent("cv", "2026-03-02", role="Planner"))
    asked = _in("77", sent("asked", "2026-03-20", SentKind.FOLLOW_UP, to=STRANGER))
    ledger = replay(letter, asked)
    assert home(ledger, asked) == home(ledger, letter)


def test_receipts_that_share_a_thread_are_two_applications() -> None:
    """Gmail puts mail of one sender with one subject into one thread."""
    first = _in("77", received("first", "2026-03-02", from_=ATS, employers=["Kestrel"], role="Cook"))
    second = _in("77", received("second", "2026-03-03", from_=ATS, employers=["Lindhof"], role="Planner"))
    answer = _in("77", received("no", "2026-03-20", Detail.REJECTION, from_=ATS, employers=["Lindhof"]))
    ledger = replay(first, second, answer)
    assert home(ledger, first) != home(ledger, second) == home(ledger, answer)


def test_a_thread_that_two_applications_went_into_decides_nothing() -> None:
    first = _in("77", sent("first", "2026-03-02", to="jobs@kestrel.example", role="Cook"))
    second = _in("77", sent("second", "2026-03-03", to="jobs@lindhof.example", role="Planner"))
    answer = _in("77", received("no", "2026-03-20", Detail.REJECTION, from_=STRANGER))
    assert home(replay(first, second, answer), answer) is None
