"""What the user's own letter says: what it promises, whether it is one at all, and which letters are the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date

from inbox_watch.classify.clauses import clauses, sentences
from inbox_watch.facts.greeting import without_greeting
from inbox_watch.facts.names import employer_key, fold
from inbox_watch.facts.sent import has_file, is_document, says
from inbox_watch.facts.timeline import day_named
from inbox_watch.knowledge import patterns
from inbox_watch.records import Message
from inbox_watch.workdays import Workdays

_READ = 6000
# With as many words a mail only says what is attached (SR30).
_WORDS_OF_A_NOTE = 80
_LETTERS = re.compile(r"[^\W_]+")
# What is shorter is a date, an address, a closing or a name.
_SHORT_LINE = 40
_SHORTEST_NAME = 4


def promise(message: Message, written_on: date, workdays: Workdays) -> tuple[date | None, bool]:
    """The date on which the user promised to get in touch, and whether by telephone; "next week" ends on its Friday."""
    words, call = patterns("sent_words", "kind", "promise"), patterns("sent_words", "kind", "call")
    for clause in clauses(message.text[:_READ]):
        said = fold(clause.text.replace("’", "'"))
        day = day_named(clause.text, written_on, workdays) if words.search(said) else None
        if day:
            return day, bool(call.search(said))
    return None, False


def has_letter(message: Message) -> bool:
    """Did a letter go with the application: more than 80 words in the mail, a document beside the CV, or a document
    that holds both, as the mail says?"""
    documents = [file for file in message.attachments if is_document(file.name)]
    if len(message.text.split()) > _WORDS_OF_A_NOTE or len(documents) > 1 or has_file("letter", message):
        return True
    return bool(documents) and _says_a_letter_is_enclosed(message.text[:_READ])


def _says_a_letter_is_enclosed(text: str) -> bool:
    """ "My CV and cover letter are attached", but not "attached is my CV, a cover letter follows"."""
    every = (fold(sentence.replace("’", "'")) for sentence in sentences(text))
    return any(says("cover_letter", said) and says("enclosed", said) and not says("withheld", said) for said in every)


def text_fingerprint(message: Message, names: Iterable[str] = ()) -> str:
    """A digest of the letter without greeting, numbers and the employer's names, so that a mass mailing shows itself.

    `names` are what the reader and the employer are called; a run of capitalised words that holds one is left out.
    Empty for a note without a longer line.
    """
    keys = {"".join(employer_key(name)) for name in names}
    keys = {key for key in keys if len(key) >= _SHORTEST_NAME}
    words = " ".join(word for paragraph in _paragraphs(message.text) for word in _unnamed(paragraph, keys))
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of the letter, whatever its line width."""
    for paragraph in re.split(r"\n\s*\n", without_greeting(text)):
        if any(len(line.strip()) > _SHORT_LINE for line in paragraph.split("\n")):
            yield paragraph


def _unnamed(paragraph: str, keys: set[str]) -> Iterator[str]:
    """The folded words outside of runs that hold a name."""
    run: list[str] = []
    for word in [*_LETTERS.findall(paragraph), ""]:
        if word[:1].isupper():
            run.append(fold(word))
            continue
        compact = "".join(run)
        if not any(key in compact for key in keys):
            yield from run
        run = []
        if word and not word.isdigit():
            yield fold(word)
