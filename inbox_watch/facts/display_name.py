"""What a sender calls itself: the employer in a display name, told from a desk and from a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inbox_watch.facts.company_names import is_company
from inbox_watch.facts.names import desk_words, fold, without_desk_words
from inbox_watch.knowledge import remembered, table
from inbox_watch.knowledge.senders import is_machine, is_small_desk
from inbox_watch.mail.origin import registrable_domain
from inbox_watch.records import Address, Message

_PERSON = re.compile(
    r"^[^\W\d_]+(?:[-'’][^\W\d_]+)?(?: [^\W\d_]\.)?(?: (?:von|van|de|der|di|da|del))?"
    r"(?: [^\W\d_]+(?:[-'’][^\W\d_]+)?){1,2}$"
)
_FORM_OF_ADDRESS = re.compile(r"\b(?:Prof|Dr|Mr|Mrs|Ms|Miss|Frau|Herr|Mme|Sig|Sra?|Avv|Ing|Sir|Sister|Rev)\b\.?")
# "Sekretariat Prof. Doerr"
_TITLED = re.compile(rf"(?:{_FORM_OF_ADDRESS.pattern}\s?)+[^\W\d_]\S*")
_PIECES = re.compile(r"\s[-–|@]\s|,\s")
# "Ana from Lindhof Labs"
_OF_A_HOUSE = re.compile(r"\A[^\W\d_][^\d]{0,40}?\s(?:from|at|bei|chez|bij|presso)\s(?=\S)")
_DOMAIN = re.compile(r"\A[a-z0-9-]+(?:\.[a-z0-9-]+)+\Z")
_BETWEEN_NAMES = re.compile(r"\w\.|von|van|de|der|di|da|del")
_CLOSING_LINES = 8
_READ = 6000


def display_names(message: Message) -> Iterator[str]:
    """Names in the display name of a shared platform address, the first piece first; people are left out."""
    for piece in pieces(message):
        kept = _house(piece)
        is_desk = kept != piece.strip()
        if kept and not _is_a_recruiter(piece, kept, message) and (is_desk or not _looks_like_person(kept, message)):
            yield _owner(kept)


def desk_names(message: Message) -> Iterator[str]:
    """What a desk of an own domain calls itself ("Lindhof Labs Careers"), and who writes from a machine's or a desk's
    address; a bare name of somebody who can be answered is a person's."""
    at_a_desk = is_machine(message.from_.local_part) or _is_desk(message.from_.local_part)
    parts = pieces(message)
    for piece in parts:
        kept = _house(piece)
        if is_company(kept):
            yield _owner(kept)
            continue
        if not kept or _TITLED.fullmatch(kept) or _looks_like_person(kept, message):
            continue
        if _is_a_recruiter(piece, kept, message):
            continue
        bare_but_no_person = at_a_desk or len(parts) > 1 or not _PERSON.match(kept)
        if kept != piece.strip() or (bare_but_no_person and not _is_a_person(kept, message)):
            yield _owner(kept)


def house_of(address: Address) -> str:
    """What an address the user wrote to says of its house ("Lindhof Labs Careers <jobs@…>" is that of Lindhof Labs);
    empty where its name may be a person's."""
    kept = "" if "@" in address.name else _house(address.name)
    if not kept or is_company(kept):
        return kept
    may_be_a_person = bool(_FORM_OF_ADDRESS.search(kept)) or all(map(is_a_given_name, kept.split()))
    if may_be_a_person or is_person(kept, address.local_part):
        return ""
    is_at_a_desk = is_machine(address.local_part) or _is_desk(address.local_part)
    return _owner(kept) if is_at_a_desk else ""


def pieces(message: Message) -> list[str]:
    """The parts of the sender's name between dashes and commas; none of an address."""
    name = message.from_.name
    return [] if "@" in name and " @ " not in name else [piece for piece in _PIECES.split(name) if piece.strip()]


def _house(piece: str) -> str:
    return without_desk_words(_OF_A_HOUSE.sub("", piece.strip()))


def _owner(name: str) -> str:
    """ "lindhof.example" is Lindhof; with a capital ("Lindhof.example") it is what the firm calls itself."""
    if not _DOMAIN.match(name):
        return name
    return registrable_domain(name).split(".")[0].replace("-", " ").title()


def _is_desk(local_part: str) -> bool:
    return is_small_desk(local_part) or any(word in desk_words() for word in re.split(r"[._+-]", local_part))


def _is_a_recruiter(piece: str, kept: str, message: Message) -> bool:
    """ "Ana, Recruiter" is a person; "Acme Recruiter" a desk where the mail speaks of Acme, not only by its closing."""
    if not fold(piece).rstrip(" .").endswith("recruiter"):
        return False
    return not _speaks_of(kept, message)


def _is_a_person(name: str, message: Message) -> bool:
    is_in_address = " " not in name and fold(name) in fold(message.from_.local_part)
    return is_in_address or bool(_FORM_OF_ADDRESS.search(name))


def looks_like_a_person(name: str) -> bool:
    """Has it the form of a person's name: two or three capitalised words or more small ones between them?"""
    return bool(_PERSON.match(name))


def is_person(name: str, local_part: str) -> bool:
    """Is it a person's name: two or three capitalised words of which the last one stands in the local part of the
    address, or given names come before it?"""
    if not _PERSON.match(name):
        return False
    first, *between, last = name.split()
    is_in_address = len(fold(last)) > 2 and fold(last) in fold(local_part)
    return is_in_address or all(map(is_a_given_name, (first, *between)))


def _looks_like_person(name: str, message: Message) -> bool:
    """A person's name; or its first word alone closes a mail that does not speak of it."""
    if not _PERSON.match(name):
        return False
    first, *between, _ = name.split()
    closes = all(map(is_a_given_name, between)) and _closes(first, message)
    return closes or is_person(name, message.from_.local_part)


def is_a_given_name(word: str) -> bool:
    """Is it a given name ("Anne-Sophie" too), an initial, or what stands before a surname?"""
    plain = fold(word)
    return plain in _given_names() or plain.split("-")[0] in _given_names() or bool(_BETWEEN_NAMES.fullmatch(plain))


@remembered
def _given_names() -> frozenset[str]:
    return frozenset(fold(name) for row in table("given_names") for name in row["names"].split(","))


def _closes(word: str, message: Message) -> bool:
    text = f"{message.text}\n{message.signature}".rstrip()
    closing = [line.strip(" ,.-*|") for line in text.split("\n")[-_CLOSING_LINES:]]
    return word in closing and not _speaks_of(word, message)


def _speaks_of(name: str, message: Message) -> bool:
    """Does the mail name it, and not only by itself on a line?"""
    lines = (line for line in message.text[:_READ].split("\n") if line.strip(" ,.-*|") != name)
    elsewhere = "\n".join((message.subject, message.from_.domain, *lines))
    return bool(re.search(rf"\b{re.escape(name)}\b", elsewhere, re.IGNORECASE))
