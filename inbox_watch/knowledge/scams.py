"""Signs of forgery and fraud as the tables tell them: how grave each is, of what mail it is told, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inbox_watch.knowledge import remembered, table
from inbox_watch.knowledge.sought import Sought
from inbox_watch.records import Label, Sign

SEVERITIES = ("info", "medium", "high", "critical")
_DENIAL, _NOTHING, _ANY = "denial", "-", "any"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sign: `severity` is one of SEVERITIES, `labels` are those of the mail it is told of (none: of any),
    `text` says it without its evidence."""

    severity: str
    labels: frozenset[Label]
    text: str

    def is_told_of(self, label: Label) -> bool:
        """Is the sign worth telling of mail with this label?"""
        return not self.labels or label in self.labels


@remembered
def kinds() -> Mapping[str, Kind]:
    """All kinds of signs by name, in the order of the table."""
    return {row["sign"]: Kind(row["severity"], _labels(row["labels"]), row["text"]) for row in table("scam_signs")}


def _labels(cell: str) -> frozenset[Label]:
    return frozenset() if cell == _ANY else frozenset(map(Label, cell.split(",")))


@dataclass(frozen=True, slots=True)
class _Wording:
    """Words of a sign, and others in the same clause without which they say nothing."""

    sign: str
    language: str
    words: Sought
    beside: Sought | None


@remembered
def _wordings() -> tuple[_Wording, ...]:
    return tuple(
        _Wording(row["sign"], row["language"], _sought(row["pattern"]), _beside(row["beside"]))
        for row in table("scam_words")
        if row["sign"] != _DENIAL
    )


@remembered
def _denials() -> Mapping[str, Sought]:
    return {row["language"]: _sought(row["pattern"]) for row in table("scam_words") if row["sign"] == _DENIAL}


def _sought(pattern: str) -> Sought:
    return Sought([pattern], re.IGNORECASE)


def _beside(cell: str) -> Sought | None:
    return None if cell == _NOTHING else _sought(cell)


def may_show_signs(text: str) -> bool:
    """Could words of a scam stand in a text? Where they cannot, its clauses need not be looked through."""
    return any(wording.words.may_match(text) for wording in _wordings())


def signs_in_words(clauses: Sequence[str]) -> Iterator[Sign]:
    """Yield one sign of each kind that the clauses of a mail hold, with the words of the tables that show it.

    "We never ask for bank details" is said by honest senders: a clause with a word of denial shows nothing.
    """
    whole = "\n".join(clauses)
    possible = [wording for wording in _wordings() if wording.words.may_match(whole)]
    seen: set[str] = set()
    for clause in clauses if possible else ():
        for wording in possible:
            if wording.sign not in seen and (shown := _shown(wording, clause)):
                seen.add(wording.sign)
                yield Sign(wording.sign, shown)


def _shown(wording: _Wording, clause: str) -> str:
    found = wording.words.search(clause)
    beside = wording.beside.search(clause) if found and wording.beside else None
    if not found or (wording.beside and not beside) or _is_denied(wording, clause):
        return ""
    return " … ".join(dict.fromkeys(" ".join(match[0].split()) for match in (found, beside) if match))


def _is_denied(wording: _Wording, clause: str) -> bool:
    """Words that are meant for a machine may say "not"."""
    return wording.sign != "to_machine" and bool(_denials()[wording.language].search(clause))


@remembered
def link_trackers() -> frozenset[str]:
    """Registrable domains of services that count clicks or check links."""
    return frozenset(row["domain"] for row in table("link_trackers"))


@remembered
def unsafe_endings() -> frozenset[str]:
    """Endings of the names of files that run or hide something."""
    return frozenset(row["ending"] for row in table("unsafe_files"))


@remembered
def hiring_affixes() -> frozenset[str]:
    """Words that are put before or behind an employer's name in a domain."""
    return frozenset(row["affix"] for row in table("hiring_affixes"))


@remembered
def plainly(label: str) -> str:
    """A label of a domain as a reader takes it who looks at it for a moment."""
    for row in table("alike_letters"):
        label = label.replace(row["letters"], row["alike"])
    return label
