"""What a sender calls itself: the employer in a display name, told from a desk and from a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inbox_watch.facts.names import desk_words, fold, without_desk_words
from inbox_watch.knowledge.senders import is_machine, is_small_desk
from inbox_watch.records import Message

_PERSON = re.compile(
    r"^[^\W\d_]+(?:[-'’][^\W\d_]+)?(?: [^\W\d_]\.)?(?: (?:von|van|de|der|di|da|del))?"
    r"(?: [^\W\d_]+(?:[-'’][^\W\d_]+)?){1,2}$"
)
_FORM_OF_ADDRESS = re.compile(r"\b(?:Prof|Dr|Mr|Mrs|Ms|Miss|Frau|Herr|Mme|Sig|Sra?|Avv|Ing|Sir|Sister|Rev)\b\.?")
_PIECES = re.compile(r"\s[-–|@]\s|,\s")


def display_names(message: Message) -> Iterator[str]:
    """Names in the display name of a shared platform address, the first piece first; people are left out."""
    for piece in _pieces(message):
        kept = without_desk_words(piece)
        is_desk = kept != piece.strip()
        if kept and not _is_a_recruiter(piece, kept, message) and (is_desk or not _looks_like_person(kept, message)):
            yield kept


def desk_names(message: Message) -> Iterator[str]:
    """What a desk of an own domain calls itself ("Lindhof Labs Careers"), and who writes from a machine's or a desk's
    address; a bare name of somebody who can be answered is a person's."""
    at_a_desk = is_machine(message.from_.local_part) or _is_desk(message.from_.local_part)
    pieces = _pieces(message)
    for piece in pieces:
        kept = without_desk_words(piece)
        if not kept or _looks_like_person(kept, message) or _is_a_recruiter(piece, kept, message):
            continue
        bare_but_no_person = at_a_desk or len(pieces) > 1 or not _PERSON.match(kept)
        if kept != piece.strip() or (bare_but_no_person and not _is_a_person(kept, message)):
            yield kept


def _pieces(message: Message) -> list[str]:
    name = message.from_.name
    return [] if "@" in name and " @ " not in name else [piece for piece in _PIECES.split(name) if piece.strip()]


def _is_desk(local_part: str) -> bool:
    return is_small_desk(local_part) or any(word in desk_words() for word in re.split(r"[._+-]", local_part))


def _is_a_recruiter(piece: str, kept: str, message: Message) -> bool:
    """ "Ana, Recruiter" is a person; "Acme Recruiter" a desk where the mail itself speaks of Acme."""
    if not fold(piece).rstrip(" .").endswith("recruiter"):
        return False
    return not re.search(rf"\b{re.escape(kept)}\b", f"{message.subject}\n{message.text[:6000]}")


def _is_a_person(name: str, message: Message) -> bool:
    is_in_address = " " not in name and fold(name) in fold(message.from_.local_part)
    return is_in_address or bool(_FORM_OF_ADDRESS.search(name))


def _looks_like_person(name: str, message: Message) -> bool:
    """Two or three capitalised words whose last one stands in the local part: a person, not a company."""
    last = fold(name.split()[-1])
    return bool(_PERSON.match(name)) and len(last) > 2 and last in fold(message.from_.local_part)
