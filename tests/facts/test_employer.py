"""The employer is found where it stands, strongest evidence first."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.facts.employer import employers
from inbox_watch.facts.names import same_employer
from inbox_watch.records import Address, Message
from tests.facts.mails import HOSTILE, mail

ATS_ADDRESS = "no-reply@us.greenhouse-mail.io"


@pytest.mark.parametrize(
    ("message", "employer"),
    [
        (mail(sender="no-reply@us.greenhouse-mail.io", name="Lindhof Labs"), "Lindhof Labs"),
        (mail(sender="no-reply@hire.lever.co", subject="Thank you for applying to Lindhof Labs"), "Lindhof Labs"),
        (mail(sender="lindhof@myworkday.com", name="Workday"), "Lindhof"),
        (mail(sender="lindhof@myworkday.com", name="Lindhof Labs Workday"), "Lindhof Labs"),
        (mail(sender="noreply@lindhof.recruitee.com"), "Lindhof"),
        (mail(sender="jobs-noreply@linkedin.com", subject="Your application was sent to Lindhof Labs"), "Lindhof Labs"),
        (
            mail("Planner\nLindhof Labs · Berlin\n", sender="indeedapply@indeed.com", subject="Bewerbung: Planner"),
            "Lindhof Labs",
        ),
        (mail("Thank you for your application to Lindhof Labs.", sender="hr@lindhof.example"), "Lindhof Labs"),
        (mail("vielen Dank für Ihre Bewerbung bei der Lindhof Labs GmbH.", sender="hr@lindhof.example"), "Lindhof"),
        (mail("Merci pour votre candidature chez Maison Duvernay.", sender="rh@duvernay.example"), "Maison Duvernay"),
        (mail(sender="jobs@lindhof.example", name="Lindhof Labs Careers"), "Lindhof Labs"),
        (mail("We are glad.\n\nLindhof Labs GmbH", sender="petra.weiss@gmail.com"), "Lindhof Labs"),
        (mail("Your interview with Lindhof Labs is booked.", sender="no-reply@calendly.com"), "Lindhof Labs"),
        (mail("Hello", sender="petra@lindhof-labs.example"), "Lindhof Labs"),
        (mail("Düsterbek freut sich.", sender="hr@duesterbek.example"), "Düsterbek"),
    ],
)
def test_the_employer_is_named_first(message: Message, employer: str) -> None:
    found = employers(message)
    assert found
    assert found[0].name.startswith(employer), found


@pytest.mark.parametrize(
    "message",
    [
        mail("Hello, how are you?", sender="kim@gmail.com"),
        mail("Monday at Noon", sender="no-reply@us.greenhouse-mail.io", name="Greenhouse"),
        mail("We got it.", sender="no-reply@us.greenhouse-mail.io", name="Jane Doerr"),
        mail("I saw your profile.", sender="inmail-hit-reply@linkedin.com", name="Zwenja Doerr via LinkedIn"),
        mail(sender=""),
    ],
)
def test_nobody_is_named_when_nobody_is(message: Message) -> None:
    assert employers(message) == ()


def test_a_person_is_no_employer() -> None:
    found = employers(mail("Hi", sender="anna.jansen@us.greenhouse-mail.io", name="Anna Jansen"))
    assert not any(same_employer(candidate.name, "Anna Jansen") for candidate in found)


def test_the_reader_is_no_employer() -> None:
    text = "Hi Kim,\nthank you for applying to Kim. We at Lindhof Labs will answer."
    assert [each.name for each in employers(mail(text, sender="a@gmail.com"))] == ["Lindhof Labs"]


def test_a_job_is_no_employer() -> None:
    text = "Thank you for applying to Data Analyst. We at Lindhof Labs will answer."
    assert [each.name for each in employers(mail(text, sender="a@gmail.com"))] == ["Lindhof Labs"]


def test_a_name_ends_with_its_line() -> None:
    text = "Thank you for applying to Lindhof\nHello Kim"
    assert [each.name for each in employers(mail(text, sender="a@gmail.com"))] == ["Lindhof"]


def test_initials_give_way_to_the_name_they_stand_for() -> None:
    message = mail("Thank you for applying to Carrow Tyre Works.", sender=ATS_ADDRESS, name="CTW Workday")
    assert [each.name for each in employers(message)][:2] == ["Carrow Tyre Works", "CTW"]


def test_one_employer_is_named_once_with_its_strongest_evidence() -> None:
    text = "Thank you for applying to Lindhof Labs. We at Lindhof Labs will answer.\n\nLindhof Labs GmbH"
    message = mail(text, sender="no-reply@us.greenhouse-mail.io", name="LINDHOF LABS")
    assert [(each.name, each.evidence) for each in employers(message)] == [("LINDHOF LABS", "display_name")]


@pytest.mark.parametrize(
    ("message", "employer"),
    [
        (
            mail("You applied.", subject="Thank you for applying to Lindhof", sender=ATS_ADDRESS, name="Jane Doerr"),
            "Lindhof",
        ),
        (mail(subject="Thanks for applying to Night Porter at Lindhof", sender=ATS_ADDRESS), "Lindhof"),
        (mail(subject="Lindhof application confirmation", sender="notifications@app.bamboohr.com"), "Lindhof"),
        (mail("Your Lindhof background check is done.", sender="support@checkr.com"), "Lindhof"),
        (
            mail("Your application for Cook was submitted to Lindhof Sdn. Bhd.", sender="a@jobstreet.com"),
            "Lindhof Sdn. Bhd.",
        ),
        (mail("Thank you for applying to Dr. Lindhof. We read it.", sender=ATS_ADDRESS), "Dr. Lindhof"),
        (mail("Thank you for applying to Lindhof Ltd. We read it.", sender=ATS_ADDRESS), "Lindhof Ltd."),
        (mail(subject="Lindhof has reviewed your application", sender="noreply@indeed.com"), "Lindhof"),
        (mail(subject="Lindhof hat dir einen Test geschickt", sender="no-reply@codility.com"), "Lindhof"),
        (mail(subject="Bewerbung als Planer in Teilzeit bei Lindhof ist da", sender="noreply@stepstone.de"), "Lindhof"),
        (mail(subject="Je sollicitatie is verstuurd naar Lindhof", sender="jobs-noreply@linkedin.com"), "Lindhof"),
        (mail("We got it.", sender="no-reply@notification.hays.com"), "Hays"),
        (mail("We sent your application to Lindhof.", sender="no-reply@notification.hays.com"), "Lindhof"),
    ],
)
def test_the_employer_alone_is_named_first(message: Message, employer: str) -> None:
    assert employers(message)[0].name == employer


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_at_most_eight_names_of_at_most_eighty_letters(text: str, subject: str, name: str) -> None:
    found = employers(mail(text, subject=subject, name=name, sender="jobs@acme.example"))
    assert len(found) <= 8
    assert all(2 <= len(each.name) <= 80 for each in found)


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("sender", ["hr@aaaa.example", "aaaa@myworkday.com", "no-reply@linkedin.com"])
def test_no_text_makes_it_slow(kind: str, sender: str) -> None:
    text = HOSTILE[kind]
    message = mail(text, subject=text[:500], sender=sender, name=text[:500], signature=text)
    employers(replace(message, from_=Address("", sender), text=""))  # the tables are read once
    started = time.process_time()
    employers(message)
    assert time.process_time() - started < 1.0
