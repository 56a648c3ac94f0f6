"""docs/standing.md, "Doubt": which question is answered by what came later without an answer of theirs."""

from __future__ import annotations

from typing import Any

import pytest

from inbox_watch.records import Detail, Finding, SentKind, State
from tests.support.events import stand
from tests.support.findings import at, received, sent

MAYBE_A_RECEIPT = received("maybe", "2026-03-03", unsure=True)


def talk(on: str) -> Finding:
    return received("talk", "2026-03-04", Detail.INTERVIEW_SCHEDULED, event_on=at(f"{on} 11:00"))


def thanks(on: str) -> Finding:
    return sent("thanks", on, SentKind.THANK_YOU)


def maybe(when: str, detail: Detail = Detail.INTERVIEW_SCHEDULED, **more: Any) -> Finding:
    return received("maybe", when, detail, unsure=True, **more)


@pytest.mark.parametrize(
    ("events", "today", "state"),
    [
        ((MAYBE_A_RECEIPT,), "2026-03-05", State.UNCONFIRMED),
        ((MAYBE_A_RECEIPT, received("sure", "2026-03-04")), "2026-03-05", State.WAITING),
        ((MAYBE_A_RECEIPT, received("sure", "2026-03-10")), "2026-03-10", State.DUE),
        ((MAYBE_A_RECEIPT, received("sure", "2026-03-11")), "2026-03-11", State.UNCONFIRMED),
        ((MAYBE_A_RECEIPT, received("sure", "2026-03-03 12:00")), "2026-03-05", State.UNCONFIRMED),
        (
            (received("sure", "2026-03-03"), maybe("2026-03-04", Detail.ACKNOWLEDGEMENT)),
            "2026-03-05",
            State.UNCONFIRMED,
        ),
        ((MAYBE_A_RECEIPT, received("also", "2026-03-04", unsure=True)), "2026-03-05", State.UNCONFIRMED),
        ((maybe("2026-03-03", Detail.REJECTION), received("sure", "2026-03-04")), "2026-03-05", State.UNCONFIRMED),
    ],
    ids=[
        "nothing later",
        "a sure receipt on the next day",
        "a week later",
        "later than a week",
        "a receipt of the day may have queued behind a refusal",
        "a receipt before",
        "another doubtful one",
        "most likely a refusal",
    ],
)
def test_a_likely_receipt_is_one_when_a_sure_one_follows(events: tuple[Finding, ...], today: str, state: State) -> None:
    assert stand(*events, today=today).state is state


@pytest.mark.parametrize(
    ("events", "today", "state"),
    [
        ((talk("2026-03-10"), maybe("2026-03-09")), "2026-03-10", State.INTERVIEW),
        ((talk("2026-03-10"), maybe("2026-03-09")), "2026-03-12", State.UNCONFIRMED),
        ((talk("2026-03-10"), maybe("2026-03-09"), thanks("2026-03-10 18:00")), "2026-03-12", State.WAITING),
        ((talk("2026-03-10"), maybe("2026-03-09"), thanks("2026-03-13")), "2026-03-13", State.WAITING),
        ((talk("2026-03-10"), maybe("2026-03-09"), thanks("2026-03-14")), "2026-03-14", State.UNCONFIRMED),
        ((talk("2026-03-10"), maybe("2026-03-10"), thanks("2026-03-11")), "2026-03-12", State.UNCONFIRMED),
        ((talk("2026-03-10"), maybe("2026-03-11"), thanks("2026-03-12")), "2026-03-12", State.UNCONFIRMED),
        ((talk("2026-03-10"), maybe("2026-03-05"), thanks("2026-03-06")), "2026-03-12", State.UNCONFIRMED),
        ((maybe("2026-03-09", Detail.REJECTION), thanks("2026-03-10")), "2026-03-12", State.UNCONFIRMED),
    ],
    ids=[
        "the talk is ahead",
        "nobody has said that it was held",
        "thanks on the day",
        "thanks within three days",
        "thanks later",
        "a mail of the day of the talk",
        "a mail after the talk",
        "thanks before the talk, for something else",
        "thanks without a talk",
    ],
)
def test_thanks_for_a_talk_say_that_it_was_held(events: tuple[Finding, ...], today: str, state: State) -> None:
    assert stand(*events, today=today).state is state
