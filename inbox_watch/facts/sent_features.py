"""What the judge of Sent mail looks at; the same function serves training and scoring.

A mail is its words with the place where they stand, the letter runs of these words, what the words mean in any of seven
languages, and its shape: files, recipients, length, its place in a thread, and what the rules say of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise

from inbox_watch.classify.concepts import concepts_of
from inbox_watch.classify.features import runs
from inbox_watch.classify.language import language_of
from inbox_watch.classify.tokens import words
from inbox_watch.facts import sent
from inbox_watch.facts.greeting import addressee
from inbox_watch.facts.names import fold
from inbox_watch.knowledge import table
from inbox_watch.knowledge.senders import is_free_mail, is_machine, is_small_desk
from inbox_watch.knowledge.subjects import without_prefixes
from inbox_watch.records import Attachment, Message

READ_LINES = 15
READ_LETTERS = 4000
READ_OF_SUBJECT = 300
# The blocks of features, in the order in which they are weighed.
BLOCKS = ("terms", "runs", "concepts", "shape")

_WORD_OF_A_FILE = re.compile(r"[^\W\d_]{2,30}")
_PROFILES = re.compile(r"linkedin\.|xing\.|github\.|gitlab\.|behance\.|dribbble\.|portfolio", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S{1,300}", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d /().-]{6,20}\d")
_MONEY = re.compile(r"[€£$]\s?\d|\d\s?(?:[€£$]|euros?\b|eur\b)|\b\d{1,3}[.,]\d{3}\b", re.IGNORECASE)
_DAY_OR_HOUR = re.compile(r"\b\d{1,2}(?:[:.h]\d{2}|\s?(?:uhr|am|pm|h)\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?\n]+")
_ENDINGS = {
    "pdf": "paper", "doc": "paper", "docx": "paper", "odt": "paper", "rtf": "paper", "pages": "paper", "txt": "paper",
    "jpg": "picture", "jpeg": "picture", "png": "picture", "heic": "picture", "gif": "picture", "tif": "picture",
    "mp3": "sound", "m4a": "sound", "wav": "sound", "ogg": "sound", "mp4": "film", "mov": "film", "zip": "paper",
    "xls": "sheet", "xlsx": "sheet", "csv": "sheet", "ods": "sheet", "ppt": "slides", "pptx": "slides",
}  # fmt: skip
_VOTES = (
    "application", "follow_up", "thank_you", "withdrawal", "answer", "interest", "seeking", "able", "hiring",
    "elsewhere", "opinion", "job",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """The features of one mail by block, each with its count."""

    terms: Counter[str]
    runs: Counter[str]
    concepts: Counter[str]
    shape: Counter[str]


def seen_in(message: Message, *, with_votes: bool = True) -> Seen:
    """All features of a Sent mail; `with_votes` is off for mail on which the rules were written."""
    lines = (line for line in message.text[:READ_LETTERS].splitlines() if line.strip())
    text = "\n".join(islice(lines, READ_LINES))
    subject, place = without_prefixes(message.subject[:READ_OF_SUBJECT]), "r:" if message.in_reply_to else "s:"
    its, of_subject = words(text), words(subject)
    language = language_of([*of_subject, *its])
    said = (*_shape(message, text), *_themes_of(" ".join(its), " ".join(of_subject), language, place))
    shape = Counter([*said, *(_votes(message) if with_votes else ())])
    return Seen(
        Counter([*_terms(its, ""), *_terms(of_subject, place)]),
        Counter(run for word in (*its, *of_subject) for run in runs(word[:40])),
        Counter([*_concepts(text, language), *(f"{place}{each}" for each in concepts_of(of_subject, language))]),
        Counter(dict.fromkeys(shape, 1)),
    )


def _terms(its: list[str], place: str) -> Iterator[str]:
    yield from (f"{place}{word}" for word in its)
    yield from (f"{place}{one}_{other}" for one, other in pairwise(its))


def _concepts(text: str, language: str | None) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        found = concepts_of(words(sentence), language)[:8]
        yield from found
        yield from (f"{one}+{other}" for at, one in enumerate(found) for other in found[at + 1 :])


def _themes_of(text: str, subject: str, language: str | None, place: str) -> Iterator[str]:
    """The themes of text and subject, and each also by how many of its words are there."""
    thread = "reply" if place == "r:" else "first"
    for theme, words_of in _themes(language).items():
        count = len(set(words_of.findall(text)))
        if count:
            yield from (theme, f"{thread}:{theme}")
        if count > 1:
            yield f"{theme} twice"
        if words_of.search(subject):
            yield f"{place}{theme}"


@cache
def _themes(language: str | None) -> dict[str, re.Pattern[str]]:
    """One pattern a theme; where the language is not known, the words of all."""
    found: dict[str, list[str]] = {}
    for row in table("sent_themes"):
        if language in (None, row["language"]):
            found.setdefault(row["theme"], []).extend(map(_as_pattern, row["words"].split(",")))
    return {theme: re.compile(rf"\b(?:{'|'.join(its)})\b") for theme, its in found.items()}


def _as_pattern(entry: str) -> str:
    """Words stand one blank apart, and a star is any ending."""
    return re.escape(entry.strip()).replace(r"\*", r"\w*").replace(r"\ ", " ")


def _shape(message: Message, text: str) -> Iterator[str]:
    reply = bool(message.in_reply_to)
    thread = "reply" if reply else "first"
    yield thread
    yield f"{thread}:files={min(len(message.attachments), 3)}"
    yield from _of_files(message, thread)
    yield from _of_recipients(message, thread)
    yield from _of_text(message, text, thread)


def _of_files(message: Message, thread: str) -> Iterator[str]:
    names = {word for word in _WORD_OF_A_FILE.findall(fold(message.from_.name)) if len(word) > 2}
    for file in message.attachments[:20]:
        stem, ending = _parted(file)
        kind = _ENDINGS.get(ending, "file")
        its = _WORD_OF_A_FILE.findall(stem)
        yield from (f"{thread}:{kind}", f"ends:{ending[:5]}")
        yield from (f"file:{word}" for word in its[:8])
        if names.intersection(its):
            yield f"{thread}:{kind} with own name"
        if not its:
            yield f"{kind} without a name"


def _parted(file: Attachment) -> tuple[str, str]:
    stem, dot, ending = fold(file.name[:200]).rpartition(".")
    return (stem, ending) if dot else (ending, "")


def _of_recipients(message: Message, thread: str) -> Iterator[str]:
    yield f"to={min(len(message.to) + len(message.cc), 3)}"
    if sent.is_to_a_desk(message):
        yield from ("desk", f"{thread}:desk")
    for address in message.to[:5]:
        yield from (f"to:{word}" for word in _WORD_OF_A_FILE.findall(fold(address.local_part))[:3])
        if is_small_desk(address.local_part):
            yield "small desk"
        if is_machine(address.local_part):
            yield "machine"
        if is_free_mail(address.domain):
            yield "free mail"
        yield f"named={bool(address.name)}"
    if sent.is_to_oneself(message):
        yield "to oneself"


def _of_text(message: Message, text: str, thread: str) -> Iterator[str]:
    count = len(text.split())
    length = next(
        (name for limit, name in ((8, "line"), (25, "short"), (60, "middle"), (120, "long")) if count <= limit),
        "very long",
    )
    yield from (f"length={length}", f"{thread}:length={length}")
    yield f"asks={min(text.count('?'), 3)}"
    if text.rstrip()[-60:].count("?"):
        yield "asks at the end"
    if any(_PROFILES.search(link) for link in _LINK.findall(text)):
        yield "profile"
    elif _LINK.search(text):
        yield "link"
    if _PHONE.search(text):
        yield "phone"
    if _DAY_OR_HOUR.search(text):
        yield "hour"
    if _MONEY.search(text):
        yield from ("money", f"{thread}:money")
    if addressee(message.text):
        yield "greets a name"
    if not message.subject.strip():
        yield "no subject"


def _votes(message: Message) -> Iterator[str]:
    verdict = sent.sent_kind(message)
    thread = "reply" if message.in_reply_to else "first"
    yield from (f"rules:{verdict.value}", f"{thread}:rules:{verdict.value}")
    text = sent.folded(message)
    yield from (f"says:{kind}" for kind in _VOTES if sent.says(kind, text))
    if sent.has_file("cv", message):
        yield from ("cv", f"{thread}:cv")
    if sent.has_file("paper", message):
        yield from ("paper", f"{thread}:paper")
