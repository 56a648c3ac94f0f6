"""The corpus: messages as JSON Lines, each naming its author group and template family, and the sentence bank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inbox_watch.classify.features import Features, Piece, features
from inbox_watch.classify.tokens import words
from inbox_watch.errors import UsageError
from inbox_watch.learn.lines import files_of, read_lines
from inbox_watch.mail.text import split_text
from inbox_watch.records import Address, Detail

FIELDS = ("id", "label", "detail", "lang", "voice", "group", "family", "split", "from", "subject", "body")
SPLITS = ("train", "held_out")

# A mark of fewer words is found in clauses that only happen to hold them.
FEWEST_WORDS = 3

BACKGROUND = "background"
# What clauses say that decides nothing; with the details, these are the acts of a clause.
NEUTRAL = (
    "apply_again company conditional courtesy employer_side footer greeting_thanks keep_cv life other_application "
    "portal praise process volume"
).split()


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled message: `group` is the persona that wrote it, `family` its wording; folds never split a group.

    `deciding` are the sentences that alone tell a reader what the mail is, or None where nobody marked them.
    """

    id: str
    detail: Detail
    lang: str
    voice: str
    group: str
    family: str
    split: str
    sender: Address
    subject: str
    body: str
    deciding: tuple[str, ...] | None = None

    def features(self) -> Features:
        """The features of the text a reader sees; history and signature are set apart as in real mail."""
        return features(self.sender, self.subject, split_text(self.body).text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the bank: what it says by itself."""

    act: str
    lang: str
    text: str


def load_corpus(folder: Path) -> list[Example]:
    """Read every .jsonl file of a folder, in order of name; raises UsageError with file and line."""
    return [example for path in files_of(folder) for example in _read(path)]


def _read(path: Path) -> Iterator[Example]:
    return read_lines(path, _example, name="a corpus record", needs=f"fields are {', '.join(FIELDS)}")


def _example(record: Mapping[str, Any], _number: int) -> Example:
    detail = Detail(record["detail"])
    if detail.label.value != record["label"]:
        raise ValueError(f"detail {detail.value} belongs to label {detail.label.value}")
    if record["split"] not in SPLITS:
        raise ValueError(f"split is one of {', '.join(SPLITS)}")
    deciding = record.get("deciding")
    if any(not isinstance(record[name], str) for name in FIELDS):
        raise TypeError("every field is a text")
    if deciding is not None and not (isinstance(deciding, list) and all(isinstance(each, str) for each in deciding)):
        raise ValueError("deciding is a list of sentences")
    return Example(
        id=record["id"],
        detail=detail,
        lang=record["lang"],
        voice=record["voice"],
        group=record["group"],
        family=record["family"],
        split=record["split"],
        sender=sender_of(record["from"]),
        subject=record["subject"],
        body=record["body"],
        deciding=None if deciding is None else tuple(deciding),
    )


def load_sentences(folder: Path) -> list[Sentence]:
    """Read the sentence bank (`sentences/*.tsv`); raises UsageError with file and line."""
    return [sentence for path in sorted((folder / "sentences").glob("*.tsv")) for sentence in _sentences(path)]


def _sentences(path: Path) -> Iterator[Sentence]:
    known = {detail.value for detail in Detail} | set(NEUTRAL)
    lines = path.read_text("utf-8", errors="replace").split("\n")
    for number, line in enumerate(lines[:-1] if lines[-1] == "" else lines, 1):
        act, _, text = line.partition("\t")
        if "\ufffd" in line or act not in known or not text.strip():
            raise UsageError(f"{path}:{number}: not a sentence; a line is an act, a tab and the sentence.")
        yield Sentence(act, path.stem, text)


def acts_of(example: Example, found: Features) -> list[str | None]:
    """What each clause of a message says: its detail where it was marked, else background; None where nobody knows.

    Of mail about other things every clause is background of that kind. A subject is no clause.
    """
    if example.detail is Detail.NOT_JOB:
        return [None, *([Detail.NOT_JOB.value] * (len(found.pieces) - 1))]
    if example.deciding is None:
        return [None] * len(found.pieces)
    marked = [f" {' '.join(words(text))} " for text in example.deciding]
    return [None, *(_act(piece, example.detail, marked) for piece in found.pieces[1:])]


def _act(piece: Piece, detail: Detail, marked: Sequence[str]) -> str:
    """The detail when the clause is part of a marked sentence or holds one of some words, word by word."""
    its = f" {' '.join(piece.words)} "
    decides = bool(piece.words) and any(
        its in text or (text in its and len(text.split()) >= FEWEST_WORDS) for text in marked
    )
    return detail.value if decides else BACKGROUND


def sender_of(text: str) -> Address:
    """A `From` text such as "Lindhof Labs <jobs@lindhof.example>" as an address."""
    name, bracket, address = text.rpartition("<")
    if not bracket:
        return Address("", text.strip().lower()) if "@" in text else Address(text.strip(), "")
    return Address(name.strip().strip('"'), address.rstrip("> ").lower())


def languages(examples: Iterable[Example]) -> list[str]:
    """The languages of the examples, sorted."""
    return sorted({example.lang for example in examples})
