"""Names by hand-written parts: no two employers share a stem unless a story wants namesakes."""

from __future__ import annotations

import csv
import random
import unicodedata
from functools import cache
from pathlib import Path

from tests.support.year.records import Employer, Person

LANGUAGES = ("en", "de", "fr", "nl", "es", "it")
_SHARES = (46, 32, 8, 5, 5, 4)
_FREE_MAIL = ("gmail.com", "gmx.de", "web.de", "outlook.com")
_DESKS = {
    "en": (("Recruitment", "jobs"), ("Careers", "careers"), ("People Team", "people"), ("Hiring", "hiring")),
    "de": (("Personal", "personal"), ("Bewerbungen", "bewerbung"), ("Karriere", "karriere")),
    "fr": (("Recrutement", "recrutement"), ("Ressources humaines", "rh")),
    "nl": (("Personeelszaken", "hr"), ("Werken bij", "vacatures")),
    "es": (("Selección", "seleccion"), ("Recursos Humanos", "rrhh")),
    "it": (("Risorse Umane", "risorseumane"), ("Selezione", "selezione")),
}
_VENDORS = {
    "Greenhouse": 9, "Lever": 8, "Workday": 9, "Ashby": 5, "SmartRecruiters": 6, "iCIMS": 5, "Taleo": 3, "Oracle": 4,
    "SuccessFactors": 6, "Workable": 5, "BambooHR": 3, "Breezy": 2, "Recruitee": 3, "Teamtailor": 5, "Personio": 6,
    "JazzHR": 2, "Rippling": 2, "Gem": 1, "Dayforce": 2, "Paycom": 2, "Comeet": 2, "Pinpoint": 2, "BrassRing": 2,
    "Join": 3, "Manatal": 1, "Cornerstone": 1, "Refline": 1, "own": 10,
}  # fmt: skip
_AGENCY = {"en": "Recruitment", "de": "Personalberatung", "fr": "Recrutement", "nl": "Recruitment"}


@cache
def _table() -> dict[tuple[str, str], str]:
    with (Path(__file__).parent / "names.tsv").open(encoding="utf-8", newline="") as file:
        return {
            (row["language"], row["kind"]): row["words"]
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


def parts(language: str, kind: str) -> list[str]:
    """The hand-written parts of a kind: head, tail, trade, form, first, surname, ending, role, grade or mark."""
    words = _table()[language, kind]
    return words.split("|") if "|" in words else words.split()


def slug(text: str, gap: str = "-") -> str:
    """ASCII letters, digits and gaps, as in a domain name."""
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.lower().replace(letter, written)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return gap.join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def stems(dice: random.Random) -> dict[str, list[str]]:
    """Every stem of every language once, shuffled."""
    found = {}
    for language in LANGUAGES:
        heads, tails = parts(language, "head"), parts(language, "tail")
        found[language] = [head + tail for head in heads for tail in tails]
        dice.shuffle(found[language])
    return found


def a_language(dice: random.Random) -> str:
    return dice.choices(LANGUAGES, _SHARES)[0]


def a_person(dice: random.Random, language: str, domain: str) -> Person:
    first = dice.choice(parts(language, "first"))
    last = dice.choice(parts(language, "surname")) + dice.choice(parts(language, "ending"))
    local = dice.choice((f"{slug(first)}.{slug(last)}", f"{slug(first)[0]}.{slug(last)}", slug(first)))
    return Person(f"{first} {last}", f"{local}@{domain}")


def a_role(dice: random.Random, language: str) -> str:
    """A job title, sometimes with a grade before it and a mark behind it; who leads has no grade."""
    role, mark = dice.choice(parts(language, "role")), dice.choice(parts(language, "mark"))
    leads = any(word in role for word in ("Head", "Lead", "Leiter", "Assistenz", "leiter"))
    return f"{'' if leads else dice.choice(parts(language, 'grade'))}{role}{mark}"


def title(role: str) -> str:
    """The title without grade and mark."""
    known = (each for language in LANGUAGES for each in parts(language, "role") if each in role)
    return max(known, key=len)


def an_employer(dice: random.Random, stem: str, language: str, name: str = "") -> Employer:
    """An employer of this stem; a name that is given is taken whole."""
    trade = dice.choice(parts(language, "trade"))
    name = name or (f"{stem} {trade}" if dice.random() < 0.65 else stem)
    short = slug(name)
    vendor = dice.choices(list(_VENDORS), list(_VENDORS.values()))[0]
    return _settled(dice, name, short, f"{short}.example", language, vendor)


def an_agency(dice: random.Random, stem: str, language: str) -> Employer:
    name = f"{stem} {_AGENCY[language]}"
    short = slug(name)
    return _settled(dice, name, short, f"{short}.example", language, "own", agency=True)


def an_owner(dice: random.Random, stem: str, language: str) -> Employer:
    """A small owner who writes from a free-mail address."""
    name = f"{stem} {dice.choice(parts(language, 'trade'))}"
    return _settled(dice, name, slug(name), dice.choice(_FREE_MAIL), language, "own", free_mail=True)


def _settled(
    dice: random.Random,
    name: str,
    short: str,
    domain: str,
    language: str,
    vendor: str,
    *,
    agency: bool = False,
    free_mail: bool = False,
) -> Employer:
    title, local = dice.choice(_DESKS[language])
    recruiter = a_person(dice, language, domain)
    if free_mail:
        recruiter = Person(recruiter.name, f"{slug(name, '.')}.beispiel@{domain}")
    desk = recruiter if free_mail else Person(f"{title} {name}", f"{local}@{domain}")
    form = "" if agency else dice.choice(parts(language, "form"))
    numbered = vendor in ("Workday", "iCIMS", "Oracle", "SuccessFactors", "Taleo", "BrassRing") or dice.random() < 0.15
    return Employer(name, form, short, domain, language, desk, recruiter, vendor, numbered, agency, free_mail)
