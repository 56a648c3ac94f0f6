"""Which tables the user may lay rows over, what a cell of such a row may say, and which row it replaces."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from inbox_watch.knowledge import phrases
from inbox_watch.knowledge.phrases import ToFaults, ToPattern
from inbox_watch.records import Detail

_NOTHING = "-"
_LONGEST_CELL = 200
_LANGUAGE = re.compile(r"[a-z]{2}")
_ADDRESS = re.compile(r"\A(?:[^\s@]{1,100}+@)?[^\s@.]++(?:\.[^\s@.]++)++\Z")


def _no_faults(_: str) -> Iterator[str]:
    yield from ()


@dataclass(frozen=True, slots=True)
class Extendable:
    """One table. `key` is the column by which a row replaces or switches off a shipped one; phrases have none.

    `values` are what some columns may say, `lists` the same for columns with several values and commas between;
    `to_pattern` makes of the phrase in `pattern` what the shipped rows hold.
    """

    key: str = ""
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    to_pattern: ToPattern | None = None
    faults_of_phrase: ToFaults = _no_faults
    most_rows: int = 5_000


def _of_phrases(to_pattern: ToPattern, faults: ToFaults, **values: frozenset[str]) -> Extendable:
    """Each phrase is looked for in each mail, and a message has two seconds."""
    return Extendable(values=values, to_pattern=to_pattern, faults_of_phrase=faults, most_rows=200)


def _words(*words: str) -> frozenset[str]:
    return frozenset(words)


EXTENDABLE: Mapping[str, Extendable] = {
    "senders": Extendable(
        "address",
        {
            "kind": _words(
                "ats",
                "job_board",
                "alerts",
                "relay",
                "social",
                "scheduler",
                "assessment",
                "background_check",
                "agency",
                "account",
            ),
            "size": _words("large", "midsize", "small_owner", _NOTHING),
        },
        {
            "employer_in": _words(
                "display_name", "subject", "body", "local_part", "subdomain", "domain", "reply_to", _NOTHING
            )
        },
    ),
    "free_mail": Extendable("domain"),
    "legal_forms": Extendable("form"),
    "desk_words": Extendable("word", {"where": _words("both", "end")}),
    "no_names": Extendable("word"),
    "subject_words": Extendable("word"),
    "employer_aliases": Extendable("name"),
    "board_templates": _of_phrases(
        phrases.whole_subject, phrases.faults_of_subject, detail=_words(_NOTHING, *(detail.value for detail in Detail))
    ),
    "employer_phrases": _of_phrases(
        phrases.around("name"), phrases.faults_around("name"), where=_words("subject", "body", "both")
    ),
    "role_phrases": _of_phrases(phrases.around("role"), phrases.faults_around("role")),
    "agency_words": _of_phrases(phrases.anywhere, phrases.faults_of_words),
    "greetings": _of_phrases(phrases.greeting, phrases.faults_of_words),
    "title_words": _of_phrases(phrases.ending, phrases.faults_of_ending, names=_words("person", "field")),
    "sent_words": _of_phrases(
        phrases.anywhere,
        phrases.faults_of_words,
        kind=frozenset(
            "application speculative advert follow_up answer thank_you withdrawal interest seeking able hiring "
            "elsewhere opinion job cv paper letter desk promise call cover_letter enclosed withheld".split()
        ),
    ),
    "absence": _of_phrases(
        phrases.anywhere,
        phrases.faults_of_words,
        kind=_words("subject", "text", "deputy", "other_matter", "left", "return"),
    ),
}

# Columns that hold one word, and columns that hold an address or a domain, in every table.
_ONE_WORD = _words("form", "word")
_ADDRESSES = _words("address", "domain", "sender")


def faults_of_cell(table: Extendable, column: str, cell: str) -> Iterator[str]:
    """Yield what is wrong with a cell of a table, as the end of a sentence that begins with the column."""
    if not cell:
        yield "is empty"
    elif len(cell) > _LONGEST_CELL:
        yield f"is longer than {_LONGEST_CELL} letters"
    elif column in table.values:
        yield from _unknown([cell], table.values[column])
    elif column in table.lists:
        yield from _unknown(cell.split(","), table.lists[column])
    elif column == "pattern":
        yield from table.faults_of_phrase(cell)
    else:
        yield from _faults_of_word(column, cell)


def _unknown(said: list[str], known: frozenset[str]) -> Iterator[str]:
    for word in said:
        if word not in known:
            near = difflib.get_close_matches(word, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(known))}"
            yield f"knows no {word}; {hint}"


def _faults_of_word(column: str, cell: str) -> Iterator[str]:
    if column in _ADDRESSES and not _ADDRESS.match(cell):
        yield "must be an address or a domain such as jobs.example"
    elif column in _ONE_WORD and len(cell.split()) > 1:
        yield "must be one word: give each word a line of its own"
    elif column == "language" and not _LANGUAGE.fullmatch(cell):
        yield "must be two small letters such as en"
