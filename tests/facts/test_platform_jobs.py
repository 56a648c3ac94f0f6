"""A platform carries the mail of others, and hires people of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.facts.employer import employers
from inbox_watch.facts.names import is_platform_name
from inbox_watch.knowledge.senders import vendor_names
from inbox_watch.records import EmployerCandidate, Message
from tests.facts.mails import mail

LEVER, WORKDAY = "no-reply@hire.lever.co", "no-reply@myworkday.com"


@pytest.mark.parametrize(
    ("message", "employer", "evidence"),
    [
        (mail(subject="Your application to Workday", sender=WORKDAY), "Workday", "subject"),
        (mail(subject="Re: Thank you for applying at Rippling!", sender=LEVER, name="Rippling"), "Rippling", "subject"),
        (mail("the Planner position at LinkedIn.", sender=LEVER, name="LinkedIn"), "LinkedIn", "body"),
        (mail("You applied to Greenhouse Careers last week.", sender=LEVER), "Greenhouse", "body"),
        (mail("die Stelle. Ihre Bewerbung als Planer bei Personio ist da.", sender=LEVER), "Personio", "body"),
        (mail("le poste de planificateur chez HelloWork.", sender=LEVER), "HelloWork", "body"),
        (mail("We got it.", subject="Your application", sender="workday@myworkday.com"), "Workday", "local_part"),
        (
            mail(subject="Your application was sent to LinkedIn", sender="jobs-noreply@linkedin.com"),
            "LinkedIn",
            "template",
        ),
    ],
)
def test_a_platform_is_the_employer_where_the_application_goes_to_it(
    message: Message, employer: str, evidence: str
) -> None:
    assert employers(message)[0] == EmployerCandidate(employer, evidence)


@pytest.mark.parametrize("sender", [WORKDAY, "no-reply@us.greenhouse-mail.io", "indeedapply@indeed.com", "a@gmail.com"])
@given(
    platform=st.sampled_from(sorted(vendor_names())),
    way=st.sampled_from(
        [
            "This message was sent via {}.",
            "Powered by {}",
            "Your {} application",
            "You applied with {} on Monday.",
            "See your application on {}.",
            "View your applications at {}.",
            "{} has invited you to a test.",
            "{}: thank you.",
            "The {} Team",
            "Open the {} portal for your application.",
        ]
    ),
)
def test_the_way_an_application_goes_is_no_employer(sender: str, platform: str, way: str) -> None:
    said = way.format(platform.title())
    found = employers(mail(said, subject=said, sender=sender, name=platform.title()))
    assert [each for each in found if is_platform_name(each.name)] == []


@pytest.mark.parametrize(
    "message",
    [
        mail("Your application to Workday was sent.", sender="lindhof@myworkday.com"),
        mail(
            "You applied to LinkedIn.", sender="jobs-noreply@linkedin.com", subject="Thank you for applying to Lindhof"
        ),
    ],
)
def test_a_platform_gives_way_to_any_other_employer(message: Message) -> None:
    assert [each.name for each in employers(message)] == ["Lindhof"]
