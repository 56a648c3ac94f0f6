"""Which role, and which job number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from inbox_watch.facts.names import clean_role
from inbox_watch.knowledge import table
from inbox_watch.records import Message

_TITLE = (
    r"[„“\"'«]?(?P<role>[A-ZÄÖÜÉÈÀÁÍÓÚÑÇ][\w&+/.'’:*-]*"
    r"(?:[ ,]{1,2}(?:(?:of|and|und|de|des|du|di|da|do|für|for|im|in der|en|et|e|y|to|the|van|-|–|&)\s)?"
    r"[A-ZÄÖÜÉÈÀÁÍÓÚÑÇ(&][\w&+/.'’:*()-]*){0,7})"
)
_CUT = re.compile(
    r"(?<!\s)\s+(?:at|bei|chez|bij|presso|in|with|from|via|to|has|have|was|is|and we|on|en|na|no"
    r"|role|position|job|vacancy|Team|Stelle)\b.*$"
    r"|\s[-–—|]\s.*$|[.!?,;:](?:\s.*)?$|[\"“”»]\s?.*$"
)
_JOB_ID = re.compile(
    r"\b(?P<plain>(?:REQ|JR|JOB|RQ|VAC|R)[-_ ]?\d{3,9}|\d{4,7}BR)\b"
    r"|\b(?:job|requisition|req|posting|vacancy|reference|ref|kennziffer|stellen-?(?:id|nr|nummer)|referenz(?:nummer|nr)?|r[ée]f[ée]rence|r[ée]f"
    r"|referencia|vacaturenummer|riferimento|refer[êe]ncia)\s?(?:id|no|number|nr|code|nummer)?\.?\s?[:#]?\s?(?P<named>(?=[\w/-]*\d)[A-Z0-9][A-Z0-9/_-]{2,15})\b"
    r"|\(\s?ID:?\s?(?P<bracket>\d{3,10})\s?\)",
    re.IGNORECASE,
)
# "REQ 48112" and "Req. 48112" are one number.
_PREFIX = re.compile(r"^(?:REQ|JOB|REF|ID)[-:]?(?=\d)")
_CANDIDATE = re.compile(
    r"(?:candidate|applicant|bewerber\w*|candidat|application|bewerbungs?|kunden|profile?)[\s-]?(?:id|no|number|nr|nummer)?\.?\s?[:#]?\s?$",
    re.IGNORECASE,
)
_POSTING = re.compile(
    r"(?:greenhouse\.io/[\w-]+/jobs/|lever\.co/[\w-]+/|ashbyhq\.com/[\w-]+/|workable\.com/[\w-]+/j/|smartrecruiters\.com/[\w-]+/)(?P<id>[0-9a-fA-F-]{6,36}|[A-Z0-9]{8,12})(?![\w/])"
)
# The person who writes is not the job: titles of the hiring trade at the end of a mail name the sender.
_HIRING_TRADE = re.compile(
    r"\b(?:HR|Human Resources|Talent|Recruit\w*|Personal\w*|People|Hiring|Bewerb\w*|Ausbildungsleit\w*)\b",
    re.IGNORECASE,
)
_HEAD = 1500
_MAIL_WORD = re.compile(
    r"^(?:(?:JR|REQ|Req|Ref|R|ID|Job)[-\s]?\d[\w-]*|Candidatura|Candidature|Sollicitatie|Bewerbung|Initiativbewerbung|Application|Solicitud|Your|Re|AW|Stelle|Position|Poste|Puesto|Vacature|Vaga|Posizione|Role|Job)\b[\s:–-]*"
)
_NO_ROLES = frozenset(
    "the this our your job role position team interview application bewerbung stelle candidate ihre unsere dear hello "
    "we you thank vielen".split()
)


def role(message: Message, employers: Sequence[str] = ()) -> str:
    """Return the title of the job the mail is about, or the empty string; `employers` are cut from its end."""
    text = message.text[:6000]
    found = (*_titles(message.subject), *_by_title_word(message.subject), *_titles(text), *_by_title_word(text[:_HEAD]))
    return next((kept for title in found if len(kept := _without_employer(title, employers)) > 2), "")


def _without_employer(title: str, employers: Sequence[str]) -> str:
    for employer in employers:
        title = title.removesuffix(employer).rstrip(" -–·|,")
    return title


def _by_title_word(text: str) -> Iterator[str]:
    """A run of capitalised words around a word that ends like a job title ("Network Planner Air Freight")."""
    for match in _title_run().finditer(text):
        title = clean_role(_MAIL_WORD.sub("", match[0]))
        numbered = re.search(r"\d{4}", title)
        if title and not numbered and not _HIRING_TRADE.search(title) and title.split()[0].lower() not in _NO_ROLES:
            yield title


@cache
def _title_run() -> re.Pattern[str]:
    endings = "|".join(row["pattern"] for row in table("title_words"))
    capital = "A-ZÄÖÜÉÈÀÁÍÓÚÑÇ"
    link = r"(?:[ ](?:of|for|and|und|für|de|&|im|in der|en|y|e|et)[ ]|[ ]?&[ ]?|[ /-])"
    # A word keeps its hyphens and strokes unless a capital follows: there the next word begins, so no text fits twice.
    word = rf"[{capital}][\w+.]{{0,40}}+(?:[&/-](?![{capital}])[\w+.]{{0,40}}+)*+"
    # No title word is shorter than four letters.
    title = rf"(?=[A-ZÄÖÜÉÁ]\w{{3}})\w{{0,40}}(?i:{endings})\b"
    return re.compile(rf"(?<![^\W\d_])(?:{word}{link}){{0,4}}{title}(?:\([^()]{{1,12}}\)|{link}{word}){{0,4}}")


def _titles(text: str) -> Iterator[str]:
    for pattern in _phrases():
        for match in pattern.finditer(text):
            title = clean_role(_CUT.sub("", match["role"]))
            if len(title) > 2 and title.split()[0].lower() not in _NO_ROLES:
                yield title


@cache
def _phrases() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(_TITLE.join(f"(?i:{piece})" if piece else "" for piece in row["pattern"].split("{role}")))
        for row in table("role_phrases")
    )


def job_ids(message: Message) -> tuple[str, ...]:
    """Return the numbers of the posting (never of the candidate), upper-case, and ids in posting links."""
    text = f"{message.subject}\n{message.text[:6000]}"
    found = [
        _PREFIX.sub(
            "", (match["plain"] or match["named"] or match["bracket"]).upper().replace(" ", "").replace("_", "-")
        )
        for match in _JOB_ID.finditer(text)
        if not _CANDIDATE.search(text[max(0, match.start() - 30) : match.start()])
    ]
    found += [match["id"].upper() for link in message.links for match in _POSTING.finditer(link)]
    return tuple(dict.fromkeys(found))[:5]
