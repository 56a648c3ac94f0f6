"""How each applicant tracking system and job board names the employer it writes for (facts of the trade)."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.support.year.records import Employer, Person
from tests.support.year.words import slug


@dataclass(frozen=True, slots=True)
class Desk:
    """A sender, and whether its From already names the employer; if not, subject and body have to."""

    sender: Person
    names_employer: bool


def _camel(employer: Employer) -> str:
    return "".join(word.capitalize() for word in employer.slug.split("-"))


def _team(dice: random.Random, employer: Employer) -> str:
    return employer.name + dice.choice(("", " Careers", " Recruiting", " Hiring Team", " Talent Acquisition"))


def desk_of(employer: Employer) -> Desk:
    """Who sends the mail of an employer's portal; it is the same sender for all of its applicants."""
    dice = random.Random(employer.slug)
    name, tenant = employer.name, slug(employer.name, "")
    titles = (f"{name} Workday Notification", "Workday", "Talent Acquisition")
    person = f"{employer.recruiter.name} - {name}"
    named, team = {
        "Greenhouse": (_team(dice, employer), f"no-reply@{dice.choice(('us', 'eu'))}.greenhouse-mail.io"),
        "Lever": (name, f"no-reply@hire{dice.choice(('', '.eu'))}.lever.co"),
        "Workday": (dice.choice(titles), f"{tenant}@myworkday.com"),
        "Ashby": (dice.choice((name, f"{name} Hiring Team")), "no-reply@ashbyhq.com"),
        "SmartRecruiters": (name, "notification@smartrecruiters.com"),
        "iCIMS": (f"{employer.formal} @ icims", f"{tenant}+autoreply@talent.icims.com"),
        "Taleo": ("", "noreply@taleo.net"),
        "Oracle": ("", "ekzz.fa.sender@workflow.mail.em3.cloud.oracle.com"),
        "SuccessFactors": (_team(dice, employer), "system@successfactors.eu"),
        "Workable": (dice.choice((name, "Workable")), "noreply@candidates.workablemail.com"),
        "BambooHR": (name, "notifications@app.bamboohr.com"),
        "Breezy": (name, f"no-reply@{employer.slug}.breezy-mail.com"),
        "Recruitee": (name, f"no-reply@{tenant}.recruitee.com"),
        "Teamtailor": (dice.choice((name, person)), f"no-reply@{tenant}.teamtailor-mail.com"),
        "Personio": (name, "jobs@m.personio.com"),
        "JazzHR": (name, "recruiting@applytojob.com"),
        "Rippling": (name, "no-reply@ats.rippling.com"),
        "Gem": (f"{name} Recruiting", "no-reply@appreview.gem.com"),
        "Dayforce": ("Dayforce", "notify@dayforce.com"),
        "Paycom": ("", "systemmessage@paycomonline.com"),
        "Comeet": (name, f"no-reply@{tenant}.comeet-notifications.com"),
        "Pinpoint": (name, f"{tenant}@pinpoint.email"),
        "BrassRing": ("AutomationManager@brassring.com", "Enterprise@trm.brassring.com"),
        "Join": (name, "noreply@join.com"),
        "Manatal": (name, f"{tenant}@mail.manatal.com"),
        "Cornerstone": ("", f"Noreply{_camel(employer)}Recruiting@csod.com"),
        "Refline": (name, f"noreply@{tenant}.refline.ch"),
        "own": (_team(dice, employer), f"{dice.choice(('noreply', 'careers', 'no-reply'))}@{employer.domain}"),
    }[employer.vendor]  # fmt: skip
    return Desk(Person(named, team), name in named or tenant in team or employer.slug in team)


def platform_of_tests(dice: random.Random, employer: Employer) -> Desk:
    """Test platforms are never the employer; subject or display name tells whose test it is."""
    name, sender = dice.choice(
        (
            ("HackerRank", "support@hackerrankforwork.com"),
            ("CodeSignal", "no-reply@codesignal.com"),
            (f"{employer.name} via Codility", "robot@codility.com"),
            (employer.name, "interviews@hirevue.com"),
            ("TestGorilla", "noreply@testgorilla.com"),
        )
    )
    return Desk(Person(name, sender), employer.name in name)
