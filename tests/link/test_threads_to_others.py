"""A thread leads to an application only between the user and those who have it: not to friends, nor other employers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.records import Detail, Finding, SentKind
from tests.support.findings import LINDHOF, address, bounce, home, link_of, linked, received, replay, sent
from tests.support.written_mail import applications, mine, rule, theirs, told

REFUSAL, REPLY = Detail.REJECTION, Detail.HUMAN_REPLY
WHEN = "2026-03-06"
BEA = "Bea Falk <bea.falk@gmail.com>"
CV = "<cv@falkenried.example>"
LETTER = mine("2026-03-02", "jobs@lindhof-labs.example", "Application as Planner", message_id=CV)
FORWARD = mine(
    "2026-03-03",
    BEA,
    "Fwd: Application as Planner",
    text="Hi Bea,\nthis is what I sent them yesterday. See you on Friday!\nRuna",
    message_id="<f@falkenried.example>",
    in_reply_to=CV,
    references=CV,
)


def of_bea(when: str = "2026-03-20", **headers: str) -> Finding:
    return theirs(when, REPLY, BEA, "Re: Application as Planner", "Hi Runa, shall we meet at eight?", **headers)


# To a friend


def test_a_letter_forwarded_to_a_friend_makes_no_counterpart_of_the_friend() -> None:
    (application,) = applications(LETTER, FORWARD)
    assert [contact.address for contact in application.contacts] == ["jobs@lindhof-labs.example"]


@pytest.mark.parametrize(
    "headers",
    [
        rule("outside of the thread", {}),
        rule("in the thread", {"in_reply_to": "<f@falkenried.example>", "references": f"{CV} <f@falkenried.example>"}),
        rule("with References alone", {"references": f"{CV} <f@falkenried.example>"}),
    ],
)
def test_mail_of_a_friend_who_got_the_letter_answers_no_application(headers: dict[str, str]) -> None:
    assert told(LETTER, FORWARD, of_bea(**headers)) == "A--"


def test_what_goes_on_with_the_friend_in_that_thread_is_none_of_the_application() -> None:
    first = of_bea(message_id="<b@gmail.com>", in_reply_to="<f@falkenried.example>")
    above = f"{CV} <f@falkenried.example> <b@gmail.com>"
    mine_is = mine("2026-03-21", BEA, "Re: CV", text="At eight!", in_reply_to="<b@gmail.com>", references=above)
    again = of_bea("2026-03-22", in_reply_to=f"<{mine_is.message_id}>", references=f"{above} <{mine_is.message_id}>")
    assert told(LETTER, FORWARD, first, mine_is, again) == "A----"


def test_mail_of_theirs_that_is_forwarded_to_a_friend_is_no_answer() -> None:
    invitation = received("inv", "2026-03-05", Detail.INTERVIEW_INVITE, answers="cv")
    forward = sent("fwd", "2026-03-05 12:00", SentKind.OTHER, to="bea.falk@gmail.com", answers="inv")
    ledger = replay(sent("cv", "2026-03-02"), invitation, replace(forward, subject="Fwd: inv"))
    assert link_of(ledger, forward) is None


def test_a_friend_who_gets_a_copy_of_the_follow_up_is_no_counterpart() -> None:
    asked = sent("asked", "2026-03-12", SentKind.FOLLOW_UP, answers="cv")
    asked = replace(asked, to=(address(LINDHOF), address("bea.falk@gmail.com")))
    friends = received("r", "2026-03-20", REPLY, from_="bea.falk@gmail.com")
    ledger = replay(sent("cv", "2026-03-02"), asked, friends)
    its_link = link_of(ledger, asked)
    assert its_link is not None
    assert its_link.sent_kind is SentKind.FOLLOW_UP
    assert link_of(ledger, friends) is None


def test_the_user_may_say_that_it_belongs_there_all_the_same() -> None:
    letter, mail = sent("cv", "2026-03-02"), sent("fwd", "2026-03-03", SentKind.OTHER, to="jo@gmail.com", answers="cv")
    answer = received("r", "2026-03-20", REPLY, from_="jo@gmail.com", answers="fwd")
    ledger = replay(letter, mail, answer, statements=[linked(1, mail, letter)])
    assert home(ledger, answer) == home(ledger, mail) == home(ledger, letter)


def test_a_friend_who_works_there_hands_the_letter_in_and_the_employer_answers() -> None:
    """Whoever the thread leads to, the employer's address still tells its mail."""
    no = theirs("2026-03-09", REFUSAL, "jobs@lindhof-labs.example", "Re: Fwd", in_reply_to="<f@falkenried.example>")
    assert told(LETTER, FORWARD, no) == "A-A"


# To those whom the thread names


@pytest.mark.parametrize(
    "mail",
    [
        rule("another desk of theirs", sent("m", WHEN, SentKind.OTHER, to="hr@lindhof-labs.example", answers="r")),
        rule("who was in copy", sent("m", WHEN, SentKind.OTHER, to="ana@vostel.example", answers="r")),
        rule(
            "somebody else",
            sent("m", WHEN, SentKind.OTHER, to="jo@elsewhere.example", answers="r"),
        ),
    ],
)
def test_an_answer_may_go_to_whom_they_name(mail: Finding) -> None:
    letter = sent("cv", "2026-03-02")
    asked = received("r", "2026-03-05", Detail.INFO_REQUEST, answers="cv")
    asked = replace(asked, to=(*asked.to, address("ana@vostel.example")))
    its_link = link_of(replay(letter, asked, mail), mail)
    assert its_link is not None
    assert its_link.sent_kind is SentKind.ANSWER


def test_a_letter_that_came_back_and_is_sent_to_another_address_is_the_same_application() -> None:
    letter = sent("cv", "2026-03-02", role="Planner")
    again = sent("again", "2026-03-03", to="lindhof.labs@gmail.com", answers="cv", role="Planner")
    ledger = replay(letter, bounce("b", "2026-03-02 10:05", of="cv"), again)
    (application,) = ledger.applications
    assert [each.address for each in application.contacts] == [LINDHOF, "lindhof.labs@gmail.com"]
    its_link = link_of(ledger, again)
    assert its_link is not None
    assert its_link.sent_kind is SentKind.APPLICATION


# To the next employer: mail programs keep the References (RFC 5322 section 3.6.4) of a letter that is used again.


@pytest.mark.parametrize("headers", [{"references": CV}, {"in_reply_to": CV, "references": CV}])
def test_a_letter_sent_on_to_another_employer_is_another_application(headers: dict[str, str]) -> None:
    body = "Dear team,\nI would like to apply for the position of Planner. My CV is attached."
    again = mine(
        "2026-03-05",
        "hr@kestrel.example",
        "Application as Planner",
        body,
        message_id="<b@kestrel.example>",
        **headers,
    )
    no = theirs(
        "2026-03-12",
        REFUSAL,
        "hr@kestrel.example",
        "Re: Application as Planner",
        "We chose another.",
        in_reply_to="<b@kestrel.example>",
        references=f"{CV} <b@kestrel.example>",
    )
    assert told(LETTER, again, no) == "ABB"


# To the same recruiter, for another job

ANA = "ana@vostel-staffing.example"
TO_ANA = mine("2026-03-02", ANA, "Application as Planner", message_id=CV)
IN_THREAD = {"in_reply_to": "<r@vostel.example>", "references": f"{CV} <r@vostel.example>"}


def of_ana(detail: Detail) -> Finding:
    text = "Another client looks for a Pastry Cook. Send me your CV."
    head = {"in_reply_to": CV, "message_id": "<r@vostel.example>"}
    return theirs("2026-03-05", detail, f"Ana <{ANA}>", "Re: Application as Planner", text, **head)


@pytest.mark.parametrize("detail", [REFUSAL, REPLY])
def test_an_application_for_another_job_in_an_old_thread_is_another_application(detail: Detail) -> None:
    text = "Hello Ana,\nI would like to apply for the position of Pastry Cook. My CV is attached."
    other = mine("2026-03-06", ANA, "Application as Pastry Cook", text, **IN_THREAD)
    assert told(TO_ANA, of_ana(detail), other) == "AAB"


@pytest.mark.parametrize(("detail", "homes"), [(REFUSAL, 2), (REPLY, 1)])
def test_an_application_without_a_title_in_a_thread_is_new_only_behind_a_refusal(detail: Detail, homes: int) -> None:
    letter, theirs_is = sent("cv", "2026-03-02", role="Planner"), received("r", "2026-03-05", detail, answers="cv")
    assert len(replay(letter, theirs_is, sent("new", "2026-03-06", answers="r")).applications) == homes


@pytest.mark.parametrize(
    ("title", "homes"), [("Pastry Cook", 1), ("Senior Pastry Cook Nights", 2), ("Pastry Cook Days", 2)]
)
def test_within_a_thread_a_title_may_be_shortened(title: str, homes: int) -> None:
    letter, again = (
        sent("cv", "2026-03-02", role="Pastry Cook Nights"),
        sent("new", "2026-03-09", answers="cv", role=title),
    )
    assert len(replay(letter, again).applications) == homes
