"""Which role: the title of the job a mail is about.

Where a tagger has looked, fixed places of known systems come first and what it sees is weighed (`choice.py`); rules
alone do without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inbox_watch.facts.board_receipt import role_in_block
from inbox_watch.facts.choice import Heard, Title, chosen, titles
from inbox_watch.facts.mentions import NONE, Mention, Mentions
from inbox_watch.facts.names import clean_role, employer_id, fold, role_key, small_words
from inbox_watch.facts.people import Names, is_a_name, people_of
from inbox_watch.facts.scripts import CAPITALS, CASELESS, Framed
from inbox_watch.facts.templates import template_fields
from inbox_watch.facts.titles import title_runs, words_before_titles
from inbox_watch.knowledge import remembered, table
from inbox_watch.knowledge.sought import that_may_match
from inbox_watch.records import FolderRole, Message

_BEGINS = CAPITALS + CASELESS
_TITLE = (
    r"[„“\"'«]?(?P<role>(?:\.(?=NET\b))?[" + _BEGINS + r"][\w&+#/.'’:*-]*"
    r"(?:[ ,]{1,2}(?:(?:of|and|und|de|des|du|di|da|do|für|for|im|in der|en|et|e|y|to|the|van|-|–|&)\s)?"
    r"[" + _BEGINS + r"(&][\w&+#/.'’:*()-]*){0,7})(?:[ ]\([^()\n]{1,24}\))?"
)
_CUT = re.compile(
    r"(?<!\s)\s+(?:at|bei|chez|bij|presso|in|with|from|via|to|has|have|was|is|and we|on|en|na|no"
    r"|role|position|job|vacancy|Team|Stelle)\b.*$"
    r"|\s[-–—|]\s.*$|[.!?;:](?:\s.*)?$|,(?!\s[A-ZÄÖÜÉÈÀÁÍÓÚÑÇ]).*$|[\"“”»]\s?.*$"
)
# The person who writes is not the job: titles of the hiring trade at the end of a mail name the sender.
_HIRING_TRADE = re.compile(
    r"\b(?:HR|Human Resources|Talent|Recruit\w*|Personal\w*|People|Hiring|Bewerb\w*|Ausbildungsleit\w*)\b",
    re.IGNORECASE,
)
_HEAD = 1500
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NUMBER = re.compile(r"^[#(]?(?:JR|REQ|Req|Ref|R|ID|Job)?[-_.]?\d[\w-]*\)?$")
_LINK_AT_THE_END = re.compile(
    r"(?<!\s)\s++(?:at|of|for|in|with|bei|für|im|von|de|du|des|chez|del|en|di|da|presso|do|na|no|bij|van|voor)$",
    re.IGNORECASE,
)
# "QA", "HR".
_SHORTEST = 2
_TEAMS = frozenset("team staff equipe equipo squadra equipa".split())
# What is shorter may be an abbreviation: "Stellv. Leiter".
_SHORTEST_LAST_WORD = 7


@dataclass(frozen=True, slots=True)
class Candidates:
    """Titles that a mail may be about: those of fixed places and those that rules find, both in their order, and those
    that a tagger sees."""

    fixed: tuple[str, ...]
    ruled: tuple[str, ...]
    seen: tuple[Title, ...]

    def keys(self) -> frozenset[frozenset[str]]:
        """What identifies the titles that rules find."""
        return frozenset(map(role_key, self.ruled))


def role(message: Message, employers: Sequence[str] = (), seen: Mentions = NONE) -> str:
    """Return the title of the job the mail is about, or the empty string.

    `employers` are cut from its end; `seen` is what the tagger sees.
    """
    found = candidates(message, employers, seen)
    title = "" if found.fixed else chosen(found.seen, found.keys(), seen.weights)
    # The tagger knows the mail that people get; of what they write it misses more.
    is_left_to_rules = not seen.weights or message.role is FolderRole.SENT
    first = (*found.fixed, *([title] if title else []))
    return _fullest((*first, *found.ruled)) if first or is_left_to_rules else ""


def candidates(message: Message, employers: Sequence[str], seen: Mentions) -> Candidates:
    """Find the titles that a mail may be about."""
    text = message.text[:6000]
    fixed, people = template_fields(message), people_of(message)
    ruled = (
        *_no_names(_titles(message.subject), people, framed=True),
        *_no_names(_by_title_word(message.subject), people),
        *_no_names(_titles(text), people, framed=True),
        *_no_names(_by_title_word(text[:_HEAD]), people),
    )
    named = employer_id(employers[0]) if employers else ""
    # Where the subject is a fixed one, no word of it is a title but that in its place for one.
    heard = ((_bare(each.text), each) for each in seen.roles if not (fixed and each.in_subject))
    titled = (
        (text, each)
        for text, each in heard
        if not is_a_name(text, people, framed=False) and not _says_what_mail_it_is(text, message.subject)
    )
    return Candidates(
        fixed=_kept((fixed.get("role", ""), _bare(role_in_block(message))), employers, named),
        ruled=_kept(ruled, employers, named),
        seen=tuple(titles(_heard(titled, employers, named))),
    )


def _heard(titled: Iterable[tuple[str, Mention]], employers: Sequence[str], named: str) -> Iterator[Heard]:
    for text, mention in titled:
        for kept in _kept((text,), employers, named):
            yield Heard(kept, mention.probability, mention.in_subject)


def _kept(found: Iterable[str], employers: Sequence[str], named: str) -> tuple[str, ...]:
    """Those that may be titles, without what stands behind them; the employer's own name is none."""
    bare = (_without_employer(each, employers) for each in found)
    return tuple(title for title in bare if _may_be_one(title) and employer_id(title) != named)


def _no_names(titles: Iterable[str], people: Names, *, framed: bool = False) -> list[str]:
    return [title for title in titles if not is_a_name(title, people, framed=framed)]


def _may_be_one(title: str) -> bool:
    return len(title) >= _SHORTEST and not _is_no_role(title) and not _is_a_team(title)


def _fullest(titles: Sequence[str]) -> str:
    """The first title, with its specialty when another place gives it: "Analyst", "Analyst, Credit Risk"."""
    first = next(iter(titles), "")
    return next((title for title in titles if first and title.startswith(f"{first},")), first)


def _is_a_team(title: str) -> bool:
    return fold(title.rpartition(" ")[2]) in _TEAMS


def _without_employer(title: str, employers: Sequence[str]) -> str:
    for employer in employers:
        title = title.removesuffix(employer).rstrip(" -–·|,") or title
    return _LINK_AT_THE_END.sub("", title)


def _by_title_word(text: str) -> Iterator[str]:
    """A run of capitalised words around a word that ends like a job title ("Network Planner Air Freight")."""
    for match in title_runs(text):
        title = _bare(match[0])
        numbered = re.search(r"\d{4}", title)
        if title and not numbered and not _HIRING_TRADE.search(title):
            yield title


def _is_no_role(title: str) -> bool:
    """Is it a pronoun or no more than small words? "IT" is a title's word, "it" is none."""
    words = [fold(word.strip(",.;:!?")) for word in title.split() if not (word.isupper() and len(word) > 1)]
    is_small = all(word in small_words() or (word, "alone") in _no_roles() for word in words)
    return (fold(title.split()[0]), "begin") in _no_roles() or (is_small and len(words) == len(title.split()))


def _says_what_mail_it_is(title: str, subject: str) -> bool:
    """ "Accusé de réception" looks for no receptionist."""
    folded = fold(subject)
    return any(fold(title) in phrase and phrase in folded for phrase in _names_of_mail())


@remembered
def _names_of_mail() -> tuple[str, ...]:
    return tuple(row["word"] for row in table("no_roles") if row["where"] == "within")


@remembered
def _no_roles() -> frozenset[tuple[str, str]]:
    return frozenset((row["word"], row["where"]) for row in table("no_roles"))


def _one_sentence(title: str) -> str:
    """A title up to the end of its sentence ("Planner. The team ..."); the dot of an abbreviation ends none."""
    for end in re.finditer(r"\b(\w++)[.!?]\s+(\w+)", title):
        if len(end[1]) >= _SHORTEST_LAST_WORD or fold(end[2]) in small_words():
            return title[: end.end(1)]
    return title


def _bare(title: str) -> str:
    """A title without what a subject says around it: "Status Update for JR-0166 Data Scientist" and "Data Scientist,
    Ref. 4711" are a Data Scientist."""
    title = _one_sentence(title)
    head, comma, specialty = title.partition(",")
    if comma and _without_subject_words(specialty) != specialty.split():
        title = head
    return clean_role(" ".join(_without_subject_words(title)))


def _without_subject_words(text: str) -> list[str]:
    words = text.split()
    while words and (_NUMBER.match(words[0]) or fold(words[0].strip(":–—-|,#.")) in words_before_titles()):
        words.pop(0)
    return words


def _titles(text: str) -> Iterator[str]:
    for pattern in that_may_match(_phrases(), text):
        for match in pattern.finditer(text):
            title = _bare(_CUT.sub("", match["role"]))
            if _LETTERS.search(title):
                yield title


@remembered
def _phrases() -> tuple[Framed, ...]:
    return tuple(Framed(row["pattern"], "{role}", _TITLE) for row in table("role_phrases"))
