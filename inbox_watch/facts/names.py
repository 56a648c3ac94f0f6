"""Names of employers and roles, made comparable: legal forms, desk words, accents and decorations off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from itertools import takewhile

from inbox_watch.knowledge import remembered, table
from inbox_watch.knowledge.senders import vendor_names

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
# "C++", "C#"
_WORD_OF_TITLE = re.compile(r"[^\W_]+(?:\+\+|#)?")
# "Abbott-HR-Workday"
_HYPHENED_DESK = re.compile(r"-(?=(?:HR|Workday|Careers|Recruiting)\b)")
# "Lindhof Labs Do Not Reply"
_NOBODY = re.compile(
    r"\b(?:please\s)?(?:do\s?not|no|auto(?:matic)?|keine|ne\spas)[\s-]?(?:reply|respond|antwort|répondre)\b",
    re.IGNORECASE,
)
# "Equipo de Lindhof Labs"
_LINKS = frozenset("von der des di del della de da do du of la le van".split())
# "Lindhof Group AG" is the whole of Lindhof, a "Hiring Group" a desk; "Lindhof Group" may be the name of a house.
_GROUPS = frozenset("group gruppe groupe grupo gruppo groep".split())
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ROLE_MARK = re.compile(
    r"\(?\b(?:[mwfdhx]\s?/\s?[mwfdhx](?:\s?/\s?[mwfdhx*])*|all genders?|gn|div(?:ers)?)\b\)?|[:*/]in(?:nen)?\b|\(in\)",
    re.IGNORECASE,
)
# Of two titles that each have a word of their own, so much of the longer one must be common to be alike.
_MOST_WORDS = 0.6
# "Engineer - Backend", "Analyst, Credit Risk": what stands behind is a specialty.
_BEFORE_SPECIALTY = re.compile(r",|\s[-–—|·/]\s")
# "(80-100%)", "(REQ-48112)"; "(B2B)" is none.
_NUMBERED = re.compile(r"(?<![^\W_])\d")
_AT_THE_BEGINNING = re.compile(r"^(?:[ \-–—,:;|/„“”\"'«»]|\.(?!NET\b))+")
# "Disponentin" is the Disponent, "Planerin" the Planer.
_FEMININE = re.compile(r"(?<=er|nt|ar|or|st)in$")
_GRADES = frozenset(
    "senior junior sr jr lead principal staff mid intern trainee graduate entry level i ii iii erfahren erfahrener "
    "angehender confirme debutant".split()
)
_SHORT_GRADES = {"sr": "senior", "jr": "junior", "erfahrener": "erfahren"}
_NUMERALS = frozenset(("i", "ii", "iii"))
_SENIORITY = _GRADES | frozenset("the a an of for and und et y e de la der die das im in".split())


@remembered
def legal_forms() -> frozenset[str]:
    """What stands behind a company's name ("gmbh"), folded."""
    return frozenset(fold(row["form"].replace(".", "")) for row in table("legal_forms"))


@remembered
def desk_words() -> frozenset[str]:
    """Words that name a personnel desk, never an employer."""
    return frozenset(fold(row["word"]) for row in table("desk_words"))


@remembered
def _desk_words_in_front() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in table("desk_words") if row["where"] == "both")


class _Folded(dict[int, str]):
    """What each letter met so far is in lower case without accents, by code point."""

    def __missing__(self, code: int) -> str:
        """Fold a letter, and remember it."""
        plain = unicodedata.normalize("NFKD", chr(code).casefold())
        self[code] = found = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
        return found


_folded = _Folded()


def fold(text: str) -> str:
    """Lower case without accents; German ß as ss."""
    return text.lower() if text.isascii() else text.translate(_folded)


# Linking asks for the key of the same few thousand names again and again.
@remembered
def employer_key(name: str) -> tuple[str, ...]:
    """The words that identify an employer: "Lindhof Labs GmbH (via Greenhouse)" and "LINDHOF LABS" are one.

    Two names are the same employer when their keys, run together, are equal; a part of a name is another name.
    """
    words = _WORD.findall(fold(_BRACKETS.sub(" ", name).replace("&", " and ").replace(".", "")))
    words = [word for word in words if word not in ("and", "und", "et")]
    spoken = len(words)
    while len(words) > 1 and words[-1] in legal_forms():
        words.pop()
    if 1 < len(words) < spoken and words[-1] in _GROUPS:
        words.pop()
    while len(words) > 1 and words[0] in ("the", "die", "der", "das", "le", "la", "les"):
        words.pop(0)
    return tuple(words)


@remembered
def employer_id(name: str) -> str:
    """The key of a name, run together; for another name of an employer (`employer_aliases`) that of the employer."""
    return _own_name(_run_together(name), _aliases())


def _run_together(name: str) -> str:
    """Umlauts as domains spell them are umlauts: Söderloh is soederloh.example."""
    key = "".join(employer_key(name))
    return key.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _own_name(key: str, aliases: Mapping[str, str]) -> str:
    while key in aliases:
        key = aliases[key]
    return key


@remembered
def _aliases() -> Mapping[str, str]:
    """From key to key. Only what leads nowhere yet is led on, so no chain of names goes round in a circle."""
    found: dict[str, str] = {}
    for row in table("employer_aliases"):
        name, employer = (_own_name(_run_together(row[column]), found) for column in ("name", "employer"))
        if "" != name != employer != "":
            found[name] = employer
    return found


def same_employer(one: str, other: str) -> bool:
    """Do both names name the same employer, whole word by whole word?"""
    return bool(one) and employer_id(one) == employer_id(other) != ""


@remembered
def without_desk_words(name: str) -> str:
    """A display name without the desk: "Lindhof Labs Talent Acquisition" to "Lindhof Labs"; empty when only a desk."""
    name = re.split(r"\s(?:via|@)\s", _NOBODY.sub(" ", _BRACKETS.sub(" ", name.replace("_", " "))), maxsplit=1)[0]
    words = _HYPHENED_DESK.sub(" ", name).replace("|", " ").split()
    if len(words) > 1 and _plain(words[-1]) in _GROUPS and _plain(words[-2]) in desk_words():
        words.pop()
    while words and (_plain(words[-1]) in desk_words() or words[-1] in _LINKS):
        words.pop()
    in_front = len(list(takewhile(lambda word: _plain(word) in _desk_words_in_front(), words)))
    is_linked = 0 < in_front < len(words) - 1 and words[in_front] in _LINKS
    return " ".join(words[in_front + is_linked :]).strip(" -–—,|:·•")


def _plain(word: str) -> str:
    return fold(word).strip(".,:!'’-–")


def is_platform_name(name: str) -> bool:
    """Is it the name of an applicant tracking system or board, which is never the employer?"""
    return "".join(employer_key(name)) in _platform_keys()


@remembered
def _platform_keys() -> frozenset[str]:
    return frozenset("".join(employer_key(name)) for name in vendor_names())


def clean_role(title: str) -> str:
    """A title as a person would say it: gender marks, ids and trailing places off."""
    title = _ROLE_MARK.sub("", title)
    title = re.sub(r"\(\s*\)|\s{2,}", " ", title)
    title = re.sub(
        r"(?<!\s)\s*+[\[(#]?\s*+(?<!\w)(?:ref|req|id|job|nr|no|kennziffer)\b.{0,30}$", "", title, flags=re.IGNORECASE
    )
    if title.count("(") > title.count(")"):
        title = title[: title.rindex("(")]
    return _AT_THE_BEGINNING.sub("", title).rstrip(" -–—,.:;|/„“”\"'«»")[:80]


def role_key(title: str) -> frozenset[str]:
    """The words that identify a role; seniority and gender marks do not count."""
    words = _WORD_OF_TITLE.findall(fold(_ROLE_MARK.sub(" ", _BRACKETS.sub(" ", title))))
    return frozenset(_FEMININE.sub("", word) for word in words if word not in _SENIORITY and len(word) > 1)


def seniority(title: str) -> frozenset[str]:
    """The words of a title that only grade it ("senior", also for "Sr.")."""
    return frozenset(_SHORT_GRADES.get(word, word) for word in _GRADES.intersection(_WORD.findall(fold(title))))


def are_other_grades(one: str, other: str) -> bool:
    """Are both graded, and not alike ("Senior Controller", "Junior Controller")? No number is a word's opposite."""
    first, second = seniority(one), seniority(other)
    pairs = ((first - _NUMERALS, second - _NUMERALS), (first & _NUMERALS, second & _NUMERALS))
    return any(its and others and its.isdisjoint(others) for its, others in pairs)


class RoleFit(IntEnum):
    """How well two titles name one job. A title within a longer one is its short form; a single word is that only
    where nothing else can be meant: "Analyst" may be the Data Analyst. Where each has a word of its own, they are two
    jobs, however much is common."""

    OTHER = 0
    ALIKE = 1
    MAYBE = 2
    CLOSE = 3
    SAME = 4


@remembered
def role_fit(one: str, other: str) -> RoleFit:
    """Compare two titles; an empty one fits none.

    What stands behind a comma or a dash or in brackets is a specialty: it counts when both have one ("Analyst, Credit"
    and "Analyst (Fraud)").
    """
    (first, its_own), (second, other_own) = _parted(one), _parted(other)
    if its_own and other_own:
        return min(_fit(first, second), _fit(its_own, other_own))
    is_same = bool(first and second) and first | its_own == second | other_own
    return RoleFit.SAME if is_same else _fit(first, second)


def role_keys(title: str) -> frozenset[str]:
    """Keys of which two titles share one when they are the same job (`RoleFit.SAME`); none for an empty title."""
    head, specialty = _parted(title)
    return frozenset(" ".join(sorted(words)) for words in (head, head | specialty) if head)


@remembered
def _parted(title: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a title and those of its specialty; terms of work ("Part-time", "40 h") are neither."""
    plain = _ROLE_MARK.sub(" ", title)
    head, *behind = _BEFORE_SPECIALTY.split(_BRACKETS.sub(" ", plain), maxsplit=1)
    aside = [each[1:-1] for each in _BRACKETS.findall(plain)]
    specialty = " ".join(each for each in (*behind, *aside) if not _NUMBERED.search(each))
    return role_key(head), role_key(specialty) - _terms_of_work()


@remembered
def _terms_of_work() -> frozenset[str]:
    return frozenset(word for row in table("terms_of_work") for word in _WORD.findall(fold(row["words"])))


def _fit(one: frozenset[str], other: frozenset[str]) -> RoleFit:
    shared = len(one & other)
    if not shared:
        return RoleFit.OTHER
    if one == other:
        return RoleFit.SAME
    if one < other or other < one:
        return RoleFit.CLOSE if shared > 1 else RoleFit.MAYBE
    return RoleFit.ALIKE if shared / max(len(one), len(other)) >= _MOST_WORDS else RoleFit.OTHER


@cache
def small_words() -> frozenset[str]:
    """The words, folded, of which a language is made and no name and no title: "the", "wir", "para"."""
    return frozenset(word for row in table("function_words") for word in row["words"].split(","))
