"""Which role: the title of the job a mail is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from inbox_watch.facts.board_receipt import role_in_block
from inbox_watch.facts.mentions import NONE, Mention, Mentions
from inbox_watch.facts.names import clean_role, employer_id, fold, small_words
from inbox_watch.facts.people import Names, is_a_name, people_of
from inbox_watch.facts.scripts import CAPITALS, CASELESS
from inbox_watch.facts.tagging import kinds_of
from inbox_watch.facts.templates import template_fields
from inbox_watch.facts.titles import title_runs, words_before_titles
from inbox_watch.knowledge import remembered, table
from inbox_watch.knowledge.sought import Sought, that_may_match
from inbox_watch.records import Message

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
# Chosen on author groups the tagger had not learned from.
_MENTIONED, _MENTIONED_AS_A_FIELD = 0.2, 0.4
_LINK_AT_THE_END = re.compile(
    r"(?<!\s)\s++(?:at|of|for|in|with|bei|für|im|von|de|du|des|chez|del|en|di|da|presso|do|na|no|bij|van|voor)$",
    re.IGNORECASE,
)
# "QA", "HR".
_SHORTEST = 2
_TEAMS = frozenset("team staff equipe equipo squadra equipa".split())
# What is shorter may be an abbreviation: "Stellv. Leiter".
_SHORTEST_LAST_WORD = 7


def role(message: Message, employers: Sequence[str] = (), seen: Mentions = NONE) -> str:
    """Return the title of the job the mail is about, or the empty string.

    `employers` are cut from its end; `seen` is what the tagger sees.
    """
    text = message.text[:6000]
    fixed, people = template_fields(message), people_of(message)
    # Where the subject is a fixed one, no word of it is a title but that in its place for one.
    mentioned = [mention for mention in seen.roles if not (fixed and mention.in_subject)]
    found = (
        fixed.get("role", ""),
        _bare(role_in_block(message)),
        *_no_names((_bare(mention.text) for mention in mentioned if _is_sure(mention)), people)[:1],
        *_no_names(_titles(message.subject), people, framed=True),
        *_no_names(_by_title_word(message.subject), people),
        *_no_names(_titles(text), people, framed=True),
        *_no_names(_by_title_word(text[:_HEAD]), people),
    )
    named = employer_id(employers[0]) if employers else ""
    bare = (_without_employer(each, employers) for each in found)
    kept = [title for title in bare if len(title) >= _SHORTEST and not _is_no_role(title)]
    return _fullest([title for title in kept if employer_id(title) != named and not _is_a_team(title)])


def _no_names(titles: Iterable[str], people: Names, *, framed: bool = False) -> list[str]:
    return [title for title in titles if not is_a_name(title, people, framed=framed)]


def _is_sure(mention: Mention) -> bool:
    """A field of work may stand for the job ("Reception"), but without an occupation such words mean much else."""
    kinds = {kind for word in fold(mention.text).split() for kind in kinds_of(word)}
    is_occupation = not kinds.isdisjoint(("head", "ending"))
    return mention.probability >= (_MENTIONED if is_occupation else _MENTIONED_AS_A_FIELD)


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


@remembered
def _no_roles() -> frozenset[tuple[str, str]]:
    return frozenset((row["word"], row["where"]) for row in table("no_roles"))


def _one_sentence(title: str) -> str:
    """A title up to the end of its sentence ("Planner. The team ..."); the dot of an abbreviation ends none."""
    for end in re.finditer(r"(\w+)[.!?]\s+(\w+)", title):
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
def _phrases() -> tuple[Sought, ...]:
    return tuple(
        Sought([_TITLE.join(f"(?i:{piece})" if piece else "" for piece in row["pattern"].split("{role}"))])
        for row in table("role_phrases")
    )
