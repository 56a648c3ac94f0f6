"""Whom the user knows at an employer, from mail of their own outside of any application."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from inbox_watch.records import Address, Application, Detail, Finding, SentKind
from tests.support.any_mail import any_mail
from tests.support.findings import ME, address, bounce, edited, home, linked, received, replay, sent

LETTER = sent("cv", "2026-03-02", to="jobs@lindhof-labs.example", role="Planner")
KIM = Address("Kim Arlt", "kim@lindhof-labs.example")


def written(key: str, when: str, to: str = "Kim Arlt <kim@lindhof-labs.example>") -> Finding:
    return sent(key, when, SentKind.OTHER, to=to)


def about(letter: Finding, *mail: Finding, **said: str) -> Application:
    statements = [edited(number, letter, **{field: value}) for number, (field, value) in enumerate(said.items(), 1)]
    found = home(replay(letter, *mail, statements=statements), letter)
    assert found
    return found


def test_whom_the_user_wrote_to_before_is_known_there() -> None:
    """SR32: a past thread with kim@ of the employer shows kim, by address and name alone."""
    assert about(LETTER, written("hike", "2025-09-01")).acquaintances == (KIM,)
    assert about(LETTER).acquaintances == ()


def test_who_answered_the_user_is_known_and_who_only_wrote_is_not() -> None:
    """SR32: a stranger's mail makes nobody an acquaintance."""
    question = written("question", "2025-09-01", "info@lindhof-labs.example")
    answer = received("answer", "2025-09-02", Detail.NOT_JOB, from_="Kim Arlt <kim@lindhof-labs.example>")
    assert about(LETTER, question, answer).acquaintances == ()
    answers = replace(answer, in_reply_to=(question.message_id,))
    assert about(LETTER, question, answers).acquaintances == (KIM,)
    assert about(LETTER, answers).acquaintances == ()


@pytest.mark.parametrize(
    "reply",
    [
        received("reply", "2025-09-02", Detail.NOT_JOB, from_=KIM.address, answers="question", automatic=True),
        received("reply", "2025-09-02", Detail.OUT_OF_OFFICE, from_=KIM.address, answers="question"),
        replace(bounce("reply", "2025-09-02", "question"), in_reply_to=("question@mail.example",), from_=KIM),
    ],
)
def test_a_machine_that_answers_is_nobody(reply: Finding) -> None:
    """SR32: an automatic answer is none."""
    assert about(LETTER, written("question", "2025-09-01", "info@lindhof-labs.example"), reply).acquaintances == ()


@pytest.mark.parametrize(
    "to",
    [
        "info@lindhof-labs.example",
        "sales.north@lindhof-labs.example",
        "owner@lindhof-labs.example",
        "bewerbung@lindhof-labs.example",
        "hr@lindhof-labs.example",
        "no-reply@lindhof-labs.example",
        "lindhof-labs@lindhof-labs.example",
        "candidate-48112@lindhof-labs.example",
        "kim@elsewhere.example",
        "kim@gmail.com",
        "kim@us.greenhouse-mail.io",
        ME.address,
    ],
)
def test_a_desk_a_machine_and_who_is_elsewhere_are_no_acquaintances(to: str) -> None:
    """SR32: persons at the employer's own domain."""
    assert about(LETTER, written("mail", "2025-09-01", to)).acquaintances == ()


def test_the_user_is_no_acquaintance_of_themselves() -> None:
    """SR32: who applies inside the own house writes from its domain."""
    own = Address("Runa", "runa@lindhof-labs.example")
    mail = replace(written("copy", "2025-09-01"), from_=own, to=(own, KIM))
    assert about(LETTER, mail).acquaintances == (KIM,)


def test_at_an_address_that_everybody_may_have_nobody_is_known() -> None:
    """SR32: two customers of one mail provider are no colleagues."""
    bakery = sent("cv", "2026-03-02", to="bakery@gmail.com")
    assert about(bakery, written("mail", "2025-09-01", "kim@gmail.com")).acquaintances == ()


def test_mail_of_an_application_makes_no_acquaintance() -> None:
    """SR32: whom the user wrote to about this job or another is no friend inside, and must not be asked twice."""
    other = sent("other", "2026-02-02", to="Petra Lindhof <petra@lindhof-labs.example>", role="Cook")
    asked = sent("asked", "2026-02-12", SentKind.FOLLOW_UP, to="otto@lindhof-labs.example", answers="other")
    assert about(LETTER, other, asked).acquaintances == ()
    assert about(other, LETTER, asked).acquaintances == ()


def test_whom_the_application_was_sent_to_is_no_acquaintance() -> None:
    """SR32: the counterpart is known already."""
    letter = sent("cv", "2026-03-02", to="kim@lindhof-labs.example", role="Planner")
    assert about(letter, written("hike", "2025-09-01")).acquaintances == ()


def test_mail_that_the_user_takes_out_of_every_application_shows_who_is_known() -> None:
    """SR32: what belongs to none is the user's own correspondence."""
    later = written("later", "2026-03-20")
    assert about(LETTER, later).acquaintances == ()
    found = home(replay(LETTER, later, statements=[linked(1, later, "none")]), LETTER)
    assert found
    assert found.acquaintances == (KIM,)


def test_the_latest_three_are_shown_and_a_name_is_kept_from_older_mail() -> None:
    """SR32: at most three, newest first."""
    mail = [
        written("one", "2025-01-01", "ada@lindhof-labs.example"),
        written("two", "2025-02-01", "ben@lindhof-labs.example"),
        written("three", "2025-03-01"),
        written("four", "2025-04-01", "cleo@lindhof-labs.example"),
        written("five", "2025-05-01", "kim@lindhof-labs.example"),
    ]
    assert about(LETTER, *mail).acquaintances == (
        KIM,
        address("cleo@lindhof-labs.example"),
        address("ben@lindhof-labs.example"),
    )


def test_whom_the_user_names_comes_first_and_needs_no_domain() -> None:
    """SR32: the word of the user adds one in front, with the name the mail knows."""
    known = written("hike", "2025-09-01")
    named = about(LETTER, known, inside_contact="Jo@Private.example")
    assert named.acquaintances == (Address("", "jo@private.example"), KIM)
    assert about(LETTER, known, inside_contact=KIM.address).acquaintances == (KIM,)
    receipt = received("r", "2026-03-02", from_="no-reply@us.greenhouse-mail.io", employers=["Kestrel"])
    assert about(receipt, inside_contact="jo@private.example").acquaintances == (Address("", "jo@private.example"),)


def test_several_may_be_named_and_the_last_comes_first() -> None:
    """SR32: one word does not replace the other."""
    said = [edited(1, LETTER, inside_contact="ada@x.example"), edited(2, LETTER, inside_contact="ben@x.example")]
    (application,) = replay(LETTER, statements=said).applications
    assert [each.address for each in application.acquaintances] == ["ben@x.example", "ada@x.example"]


def test_people_at_the_agency_are_nobody_inside_the_company() -> None:
    """SR32, SR24: the company is where the user wants to work."""
    answer = received("answer", "2026-03-05", from_="eva@wirth-search.example", answers="cv", platform_kind="agency")
    mail = [written("hike", "2025-09-01"), written("call", "2025-10-01", "max@wirth-search.example")]
    assert about(LETTER, answer, *mail).acquaintances == (KIM,)
    to_agency = sent("cv", "2026-03-02", to="eva@wirth-recruitment.example")
    assert about(to_agency, written("call", "2025-10-01", "max@wirth-recruitment.example")).acquaintances == ()


@given(any_mail())
@settings(max_examples=60, deadline=None)
def test_in_any_order_the_same_people_are_known(findings: list[Finding]) -> None:
    """SR32: what is shown depends on the mail alone, and nobody it was written to about a job is shown."""
    ledger = replay(*findings)
    assert replay(*reversed(findings)).applications == ledger.applications
    for application in ledger.applications:
        shown = [each.address for each in application.acquaintances]
        assert len(shown) == len(set(shown)) <= 3
        assert set(shown).isdisjoint(each.address for each in application.contacts)
