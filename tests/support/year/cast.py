"""Who is applied to: the plain crowd, and the few whose mail is hard to tell apart."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from tests.support.year import words
from tests.support.year.records import APPLICATIONS, BEGINS, Applied, Employer

PAIRS, NAMESAKES, REAPPLIED, SAME_NUMBER, AGENCIES, A_FIRM, OWNERS, MAILED, BOARDS = 5, 10, 12, 6, 14, 5, 60, 200, 130
_SECOND_WORDS = ("Robotics", "Works", "Capital", "Marine", "Labs", "Foods", "Health", "Aviation", "Studios", "Energy")
_LAST_APPLICATION = 325


class Casting:
    """Deals stems, dates and numbers; every stem is used once."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.stems = words.stems(dice)
        self.people: set[str] = set()
        self.cast: list[Applied] = []

    def language(self, *allowed: str) -> str:
        return self.dice.choice(allowed) if allowed else words.a_language(self.dice)

    def employer(self, *allowed: str) -> Employer:
        language = self.language(*allowed)
        if not self.stems[language]:
            language = "en" if self.stems["en"] else "de"
        stem = self.stems[language].pop()
        return self.staffed(partial(words.an_employer, self.dice, stem, language))

    def staffed(self, make: Callable[[], Employer]) -> Employer:
        """Make an employer whose recruiter is named like nobody else's."""
        employer = make()
        while employer.recruiter.name in self.people:
            employer = make()
        self.people.add(employer.recruiter.name)
        return employer

    def day(self, first: int = 0, last: int = _LAST_APPLICATION) -> datetime:
        minutes = self.dice.randrange(0, 12 * 60)
        return BEGINS + timedelta(days=self.dice.randint(first, last), minutes=minutes, seconds=self.dice.randrange(60))

    def apply(self, employer: Employer, via: str, when: datetime, story: str = "plain", role: str = "") -> Applied:
        count = sum(other.employer.slug == employer.slug for other in self.cast)
        candidates = [other.candidate for other in self.cast if other.employer.slug == employer.slug]
        application = Applied(
            key=f"{employer.slug}-{count + 1}",
            employer=employer,
            role=role or words.a_role(self.dice, employer.language),
            via=via,
            when=when,
            job_id=_job_id(self.dice) if employer.numbered else "",
            candidate=candidates[0] if candidates else str(self.dice.randrange(10**6, 10**8)),
            story=story,
        )
        self.cast.append(application)
        return application


def _job_id(dice: random.Random) -> str:
    number = dice.randrange(10_000, 99_999)
    return dice.choice((f"R-{number}", f"REQ-{number}", f"JR{number}", f"{number}BR", f"{number}", f"2025-{number}"))


def cast(dice: random.Random) -> list[Applied]:
    """All applications in the order in which they were sent."""
    casting = Casting(dice)
    for story in (_pairs, _namesakes, _reapplied, _same_number, _agencies, _owners, _crowd):
        story(casting)
    return sorted(casting.cast, key=lambda application: application.when)


def _pairs(casting: Casting) -> None:
    """Two roles running at once at one employer; in one pair only the grade tells them apart."""
    ways = (("portal", "portal"), ("portal", "portal"), ("mail", "mail"), ("board", "portal"), ("portal", "portal"))
    for number, (one, two) in enumerate(ways):
        employer = replace(casting.employer("en", "de"), numbered=number in (0, 1))
        first = casting.day(0, 250)
        role = words.a_role(casting.dice, employer.language)
        other = f"Senior {role.removeprefix('Senior ')}" if number == 1 else _another_role(casting, employer, role)
        role = role.removeprefix("Senior ")
        casting.apply(employer, one, first, "pair", role)
        casting.apply(employer, two, first + timedelta(days=casting.dice.randint(3, 25), hours=1), "pair", other)


def _another_role(casting: Casting, employer: Employer, role: str) -> str:
    """A role with no word in common."""
    taken = set(role.lower().split())
    while True:
        other = words.a_role(casting.dice, employer.language)
        if not taken & set(other.lower().split()):
            return other


def _namesakes(casting: Casting) -> None:
    for second in _SECOND_WORDS[:NAMESAKES]:
        stem = casting.stems["en"].pop()
        first = casting.day(0, 280)
        for name in (stem, f"{stem} {second}"):
            employer = casting.staffed(partial(words.an_employer, casting.dice, stem, "en", name))
            when = first + timedelta(days=casting.dice.randint(0, 40), minutes=casting.dice.randrange(1, 600))
            casting.apply(employer, casting.dice.choice(("portal", "portal", "mail", "board")), when, "namesake")


def _reapplied(casting: Casting) -> None:
    """Refused, and months later tried again: two applications in three for the same role."""
    for number in range(REAPPLIED):
        employer, via = casting.employer("en", "de"), ("portal", "mail", "portal")[number % 3]
        first = casting.apply(employer, via, casting.day(0, 120), "refused at first")
        role = _another_role(casting, employer, first.role) if number % 3 == 2 else first.role
        casting.apply(employer, via, first.when + timedelta(days=casting.dice.randint(120, 190)), "again", role)


def _same_number(casting: Casting) -> None:
    for _ in range(SAME_NUMBER):
        shared, first = _job_id(casting.dice), casting.day(0, 280)
        for _ in range(2):
            employer = replace(casting.employer("en", "de"), numbered=True)
            when = first + timedelta(days=casting.dice.randint(0, 30), minutes=casting.dice.randrange(600))
            casting.apply(employer, "portal", when, "same number")
            casting.cast[-1] = replace(casting.cast[-1], job_id=shared)


def _agencies(casting: Casting) -> None:
    for _ in range(AGENCIES):
        language = casting.language("en", "en", "de", "de", "fr", "nl")
        agency = casting.staffed(partial(words.an_agency, casting.dice, casting.stems[language].pop(), language))
        roles: list[str] = []
        for _ in range(A_FIRM):
            role = words.a_role(casting.dice, language)
            while any(words.title(role) == words.title(other) for other in roles):
                role = words.a_role(casting.dice, language)
            roles.append(role)
            casting.apply(agency, "agency", casting.day(), "agency", role)


def _owners(casting: Casting) -> None:
    for _ in range(OWNERS):
        language = casting.language("en", "en", "de", "de", "fr", "it")
        owner = casting.staffed(partial(words.an_owner, casting.dice, casting.stems[language].pop(), language))
        casting.apply(owner, "owner", casting.day())


def _crowd(casting: Casting) -> None:
    for via in (*("mail",) * MAILED, *("board",) * BOARDS):
        casting.apply(casting.employer(), via, casting.day())
    while len(casting.cast) < APPLICATIONS:
        casting.apply(casting.employer(), "portal", casting.day())


def strangers(dice: random.Random, known: list[Applied]) -> Iterator[Employer]:
    """Employers that were never applied to in writing, without end; none shares a stem with one that was."""
    taken = {application.employer.name.split()[0] for application in known}
    shelf = {language: [stem for stem in stems if stem not in taken] for language, stems in words.stems(dice).items()}
    while True:
        language = dice.choice(("en", "en", "de"))
        yield words.an_employer(dice, dice.choice(shelf[language]), language)
