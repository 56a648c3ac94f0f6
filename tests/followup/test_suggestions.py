"""What may be done for the one follow-up, the best first."""

from __future__ import annotations

from typing import Any

import pytest

from inbox_watch.records import Address, Advert, CounterpartKind, Detail, Finding, SentKind, Via
from tests.support.events import application, stand
from tests.support.findings import LINDHOF, at, bounce, day, received, sent

KIM = Address("Kim Sola", "kim@lindhof-labs.example")
ADA = Address("Ada Brandt", "ada@lindhof-labs.example")
JOBS = Address("", "jobs@lindhof-labs.example")
ASK_KIM = "ask Kim Sola (kim@lindhof-labs.example) first, whom you know there"
INSIDE = "do you know somebody inside? Ask there first"
PORTAL = "ask through their portal, where your papers are"
FIND = "find a person or a desk at Lindhof Labs to write to"
CV = "ask which CV they got, and send your own with the one follow-up"
FRONT_DESK = "ask at the front desk who reads applications"
DESK = "ask the personnel desk that the advert or their site names"
THREAD = "answer in the same thread, in plain text and without a link"
RECEIPT = received("r", "2026-03-03", from_="no-reply@lindhof-labs.example")
AWAY = received("a", "2026-03-03", Detail.OUT_OF_OFFICE, deputy=ADA, return_on=day("2026-03-20"))


def suggested(*events: Finding, today: str = "2026-03-17", **changes: Any) -> tuple[str, ...]:
    return stand(*events, today=today, its=application(**changes)).follow_up.suggestions


LARGE = {"kind": CounterpartKind.LARGE, "via": Via.ATS}


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        (LARGE, (INSIDE, PORTAL)),
        ({**LARGE, "contacts": ()}, (INSIDE, PORTAL)),
        ({**LARGE, "acquaintances": (KIM,)}, (ASK_KIM, PORTAL)),
        ({**LARGE, "via": Via.MAIL}, (INSIDE,)),
        ({**LARGE, "via": Via.MANUAL}, (INSIDE,)),
    ],
)
def test_a_large_company_is_asked_inside_first_and_then_through_its_portal(
    changes: dict[str, Any], wanted: tuple[str, ...]
) -> None:
    """SR22: 'inside contact?' is the first suggestion; only what went through a site shows a portal."""
    assert suggested(RECEIPT, **changes) == wanted


def test_a_name_without_end_leaves_room_for_what_is_to_be_done() -> None:
    said = suggested(RECEIPT, via=Via.JOB_BOARD, contacts=(), employer="Lindhof " * 25)
    assert said[0] == f"find a person or a desk at {('Lindhof ' * 25)[:59]}… to write to"


def test_somebody_known_inside_is_asked_before_anybody_else() -> None:
    """SR32: a past thread with kim@ shows kim as a contact inside, by address and name alone."""
    assert suggested(RECEIPT, acquaintances=(KIM, Address("", "lee@lindhof-labs.example"))) == (
        ASK_KIM,
        "ask lee@lindhof-labs.example first, whom you know there",
    )


def test_asking_an_acquaintance_is_left_when_the_follow_up_is_used_or_not_advised() -> None:
    """SR32, SR35: it uses up nothing."""
    used = (RECEIPT, sent("f", "2026-03-10", SentKind.FOLLOW_UP))
    assert suggested(*used, acquaintances=(KIM,), today="2026-03-20") == (ASK_KIM,)
    assert suggested(*used, today="2026-03-20") == ()
    assert suggested(acquaintances=(KIM,), mass_mail=True) == (ASK_KIM,)
    assert suggested(acquaintances=(KIM,), today="2026-05-04") == (ASK_KIM,)
    assert suggested(today="2026-05-04") == ()


def test_who_asks_not_to_be_contacted_is_left_alone() -> None:
    """SR17: there is no way round it."""
    assert suggested(acquaintances=(KIM,), advert=Advert(no_contact=True)) == ()


def test_through_a_board_a_contact_is_found_first() -> None:
    """SR27, SR31: find a direct contact, and ask which CV they got."""
    assert suggested(RECEIPT, via=Via.JOB_BOARD, contacts=()) == (FIND, CV)
    assert suggested(RECEIPT, via=Via.JOB_BOARD, contacts=(), acquaintances=(KIM,)) == (ASK_KIM, FIND, CV)
    assert suggested(RECEIPT, via=Via.JOB_BOARD) == (CV,)
    talk = received("t", "2026-03-04", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-10"))
    assert suggested(talk, via=Via.JOB_BOARD) == ()
    nameless = suggested(RECEIPT, via=Via.JOB_BOARD, contacts=(), employer="")
    assert nameless[0].startswith("find a person or a desk at the employer to write to")


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (CounterpartKind.SMALL_OWNER, (FRONT_DESK, DESK)),
        (CounterpartKind.MIDSIZE, (FRONT_DESK, DESK)),
        (CounterpartKind.UNKNOWN, (DESK,)),
    ],
)
def test_where_nobody_is_known_there_are_desks(kind: CounterpartKind, wanted: tuple[str, ...]) -> None:
    """SR33: given no contact at all and a small or midsize house, the front desk, and the generic desk last."""
    assert suggested(RECEIPT, kind=kind, via=Via.ATS, contacts=()) == wanted
    assert suggested(RECEIPT, kind=kind, via=Via.ATS, contacts=(), acquaintances=(KIM,)) == (ASK_KIM, *wanted)
    assert suggested(RECEIPT, kind=kind, via=Via.ATS) == ()


def test_whom_the_user_names_needs_no_desk() -> None:
    """SR33: the front desk is for where nobody is known."""
    assert suggested(RECEIPT, kind=CounterpartKind.MIDSIZE, via=Via.ATS, contacts=(), write_to=LINDHOF) == ()


def test_a_person_that_the_thread_names_comes_before_a_desk() -> None:
    """SR33: somebody inside, then the named person, who is not the one who is written to."""
    greeting = sent("cv2", "2026-03-02 11:00", to=JOBS.address, addressed_to="Petra Lindhof")
    wanted = (ASK_KIM, "ask for Petra Lindhof, whom your letter greets")
    assert suggested(greeting, RECEIPT, contacts=(JOBS,), acquaintances=(KIM,)) == wanted
    petra = (Address("Petra Lindhof", LINDHOF),)
    how = f"ask Petra Lindhof ({LINDHOF}) how to reach D. Voss"
    assert suggested(RECEIPT, contacts=petra, hiring_manager="D. Voss") == (how,)
    assert suggested(RECEIPT, contacts=petra) == ()


@pytest.mark.parametrize(("today", "is_told"), [("2026-03-06", True), ("2026-03-20", True), ("2026-03-23", False)])
def test_the_deputy_is_asked_while_the_absence_lasts(today: str, *, is_told: bool) -> None:
    """SR50: the note proposes the deputy."""
    deputy = "ask Ada Brandt (ada@lindhof-labs.example), their deputy, if it cannot wait"
    assert (deputy in suggested(AWAY, today=today)) is is_told
    endless = received("a", "2026-03-03", Detail.OUT_OF_OFFICE, deputy=ADA)
    assert deputy in suggested(endless, today=today)


def test_a_letter_without_any_trace_is_answered_in_its_thread() -> None:
    """SR47: the same thread, plain text, no link."""
    assert suggested() == (THREAD,)
    assert suggested(kind=CounterpartKind.SMALL_OWNER) == ()  # who is called is asked at once
    assert suggested(RECEIPT) == ()


@pytest.mark.parametrize(
    "mail",
    [bounce("b", "2026-03-02 12:00", of="cv"), received("n", "2026-03-04", Detail.REJECTION)],
)
def test_what_came_back_or_ended_has_no_suggestions(mail: Finding) -> None:
    assert suggested(mail, acquaintances=(KIM,)) == ()


def test_a_suggestion_is_never_given_twice() -> None:
    board: dict[str, Any] = {
        "via": Via.JOB_BOARD,
        "contacts": (),
        "kind": CounterpartKind.MIDSIZE,
        "acquaintances": (KIM,),
    }
    given = suggested(AWAY, **board)
    assert len(given) == len(set(given)) == 4
