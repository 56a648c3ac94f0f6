"""From a kind of mail to a subject and a body that name what they should name and nothing else.

`{s_role}` and `{s_emp}` are how a subject names role and employer, `{b_role}` and `{b_emp}` how a body does; each is
empty where the mail does not name it.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from tests.support.year.records import Applied

_OF_EMPLOYER = {"en": " at {}", "de": " bei {}", "fr": " chez {}", "nl": " bij {}", "es": " en {}", "it": " presso {}"}
_AS_ROLE = {
    "en": (" for the position of {}", " for the {} role", " as {}", " for the position {}"),
    "de": (" als {}", " auf die Stelle als {}", " für die Position {}", " als {}"),
    "fr": (" au poste de {}", " pour le poste de {}"),
    "nl": (" voor de functie {}", " als {}"),
    "es": (" para el puesto de {}",),
    "it": (" per la posizione di {}",),
}
_SUBJECT_ROLE = (" - {}", ": {}", " | {}")
_SUBJECT_ROLE_IN_WORDS = {"en": " for {}", "de": " als {}"}
_JOB_ID = {"en": ("Job ID", "Requisition", "Reference"), "de": ("Stellen-ID", "Kennziffer", "Referenznummer")}
_CANDIDATE = {"en": "Candidate ID", "de": "Bewerbernummer"}


@dataclass(frozen=True, slots=True)
class Names:
    """What a mail is to name: the role and where, the employer and where, the job's and the candidate's number."""

    role: str = ""
    role_in: str = "both"
    employer: str = ""
    employer_in: str = "both"
    job_id: str = ""
    candidate: str = ""
    answered: str = ""
    addressee: str = ""


@cache
def _rows() -> dict[tuple[str, str], list[tuple[str, str]]]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    with (Path(__file__).parent / "wordings.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault((row["kind"], row["language"]), []).append((row["subject"], row["body"]))
    return found


def written(dice: random.Random, kind: str, language: str, names: Names, day: datetime) -> tuple[str, str]:
    """Subject and body; a language that lacks a kind writes English, as international employers do."""
    language = language if (kind, language) in _rows() else "en"
    fits = [row for row in _rows()[kind, language] if _fits(row[0] + row[1], names)]
    subject, body = dice.choice(fits)
    said = _said(dice, language, names) | {"day": _date(day, language), "me": "Mirka", "employer": names.employer}
    shown = body.format(**said).replace("|", "\n")
    return subject.format(**said), "\n".join((shown, *_numbers(dice, language, names)))


def _fits(template: str, names: Names) -> bool:
    return not ("{role}" in template and not names.role) and not ("{employer}" in template and not names.employer)


def _said(dice: random.Random, language: str, names: Names) -> dict[str, str]:
    subject_role = (*_SUBJECT_ROLE, _SUBJECT_ROLE_IN_WORDS.get(language, " - {}"))
    named = {
        "s_role": (names.role, names.role_in != "body", dice.choice(subject_role)),
        "b_role": (names.role, names.role_in != "subject", dice.choice(_AS_ROLE[language])),
        "s_emp": (names.employer, names.employer_in != "body", _OF_EMPLOYER[language]),
        "b_emp": (names.employer, names.employer_in != "subject", _OF_EMPLOYER[language]),
    }
    shown = {field: form.format(name) if name and here else "" for field, (name, here, form) in named.items()}
    return shown | {"role": names.role, "answered": names.answered, "addressee": names.addressee}


def _date(day: datetime, language: str) -> str:
    return (
        f"{day:%d.%m.%Y}" if language == "de" else f"{day:%d/%m/%Y}" if language != "en" else f"{day.day} {day:%B %Y}"
    )


def _numbers(dice: random.Random, language: str, names: Names) -> list[str]:
    lines = []
    if names.job_id:
        lines.append(f"{dice.choice(_JOB_ID.get(language, _JOB_ID['en']))}: {names.job_id}")
    if names.candidate:
        lines.append(f"{_CANDIDATE.get(language, _CANDIDATE['en'])}: {names.candidate}")
    return ["", *lines] if lines else []


def signed(text: str, dice: random.Random, application: Applied) -> str:
    """The foot of an employer's mail: a person or a team, and the firm with its legal form."""
    employer = application.employer
    who = employer.recruiter.name if dice.random() < 0.5 else employer.desk.name
    return f"{text}\n\n{who}\n{employer.formal}"
