"""Which job number: the numbers of the posting, never of the candidate, and the ids in links to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inbox_watch.facts.names import fold
from inbox_watch.facts.templates import template_fields
from inbox_watch.facts.titles import title_runs, words_before_titles
from inbox_watch.knowledge import remembered, table
from inbox_watch.knowledge.sought import Sought, that_may_match
from inbox_watch.records import Message

_JOB_ID = re.compile(
    r"\b(?P<plain>(?:REQ|JR|JOB|RQ|VAC|R)[-_ ]?\d{3,9}|\d{4,7}BR)\b"
    r"|\b(?:job|requisition|req|posting|vacancy|reference|ref|kennziffer|stellen-?(?:id|nr|nummer)|referenz(?:nummer|nr)?|r[ée]f[ée]rence|r[ée]f"
    r"|referencia|vacaturenummer|riferimento|refer[êe]ncia)\s?(?:id|no|number|nr|code|nummer)?\.?\s?[:#]?\s?(?P<named>(?=[\w/-]*\d)[A-Z0-9][A-Z0-9/_-]{2,15})\b"
    r"|\(\s?ID:?\s?(?P<bracket>\d{3,10})\s?\)",
    re.IGNORECASE,
)
# Without a word for it, beside a title: "Planner, 1736486 at Lindhof", "Lindhof - 1736486 - Planner", "SUPPL179875".
_NUMBER_BESIDE = re.compile(
    r"(?<!\d)[,(#–-]\s?(?P<digits>(?!(?:19|20)\d{6}\b)\d{6,8})(?=\s?[-–),]|\.?\s|\.?$)|\b(?P<coded>[A-Z]{1,6}-?0*[1-9]\d{4,8})\b"
)
# Neither has fewer digits.
_LONG_NUMBER = re.compile(r"\d{5}")
_FIRST_LINES = 600
_LETTERS = re.compile(r"[^\W\d_]+")
# "your", "application"; shorter words stand everywhere.
_SHORTEST_WORD = 4
# "Tel. (+49) 30 - 1234567"
_TELEPHONE = re.compile(
    r"(?:\+\d|\b(?:tel|fon|phone|fax|mob|cell)[a-z]{0,10}\b)[^\n]{0,20}$|(?:\(0|\b0)[\d\s/()-]{1,12}$", re.IGNORECASE
)
# "REQ 48112" and "Req. 48112" are one number.
_PREFIX = re.compile(r"^(?:REQ|JOB|REF|ID)[-:]?(?=\d)")
_OF_CANDIDATE = (
    r"(?:candidate|applicant|bewerber\w*|candidat|kunden|profile?|{more})[\s-]?(?:id|no|number|nr|nummer)?\.?\s?"
    r"(?:is\s|[:#])?\s?$"
)
_CANDIDATE = re.compile(_OF_CANDIDATE.format(more="application|bewerbungs?"), re.IGNORECASE)
# "Your application SUPPL179875" names the posting, "your application number 48112" does not.
_CANDIDATE_BESIDE = re.compile(_OF_CANDIDATE.format(more="application (?:id|no|number)"), re.IGNORECASE)
_LINK = re.compile(r"https?://\S+")


def job_ids(message: Message) -> tuple[str, ...]:
    """Return the numbers of the posting (never of the candidate), upper-case, and ids in posting links."""
    text = _LINK.sub(" ", f"{message.subject}\n{message.text[:6000]}")
    found = (
        template_fields(message).get("job_id", ""),
        *_numbers(_JOB_ID, _CANDIDATE, text),
        *_beside_titles(_LINK.sub(" ", message.subject), _LINK.sub(" ", message.text[:_FIRST_LINES])),
        *posting_ids(message.links),
    )
    return tuple(dict.fromkeys(_written_alike(number) for number in found if number))[:5]


def _beside_titles(subject: str, text: str) -> Iterator[str]:
    """Numbers that no word calls so: in the subject, or on a line that names a job, for signatures have such too."""
    lines = text.split("\n") if _LONG_NUMBER.search(text) else ()
    numbered = (line for line in lines if _NUMBER_BESIDE.search(line) and _is_about_a_job(line))
    for line in (subject, *numbered):
        for match in _NUMBER_BESIDE.finditer(line):
            before = line[max(0, match.start() - 30) : match.start() + 1]
            coded = match["coded"]
            is_other = _is_no_posting(coded) if coded else bool(_TELEPHONE.search(before))
            if not is_other and not _CANDIDATE_BESIDE.search(before[:-1]):
                yield coded or match["digits"]


def _is_about_a_job(line: str) -> bool:
    words = {word for word in _LETTERS.findall(fold(line)) if len(word) >= _SHORTEST_WORD}
    return not words.isdisjoint(words_before_titles()) or any(title_runs(line))


def _is_no_posting(coded: str) -> bool:
    """A postcode (D-10115), a tax number or an account (DE123456789), a norm (ISO27001), the candidate's own."""
    letters = _LETTERS.match(coded)
    return letters is not None and letters[0] in _prefixes()


@remembered
def _prefixes() -> frozenset[str]:
    return frozenset(row["prefix"] for row in table("number_prefixes"))


def posting_ids(links: Sequence[str]) -> tuple[str, ...]:
    """Return the id in links to the posting; none where they lead to several, for those are adverts for other jobs."""
    likely = that_may_match(_posting_links(), "\n".join(links))
    matches = (pattern.search(link) for link in links for pattern in likely)
    found = {_written_alike(match["id"]) for match in matches if match}
    return tuple(found) if len(found) == 1 else ()


@remembered
def _posting_links() -> tuple[Sought, ...]:
    return tuple(Sought([row["pattern"]], re.IGNORECASE) for row in table("posting_links"))


def _numbers(pattern: re.Pattern[str], candidate: re.Pattern[str], text: str) -> Iterator[str]:
    """What a pattern finds in one of its groups, unless it stands behind words for the candidate's own number."""
    for match in pattern.finditer(text):
        if not candidate.search(text[max(0, match.start() - 30) : match.start()]):
            yield next(group for group in match.groups() if group)


def _written_alike(number: str) -> str:
    return _PREFIX.sub("", number.upper().replace(" ", "").replace("_", "-"))
