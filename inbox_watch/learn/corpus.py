"""The hand-written corpus: JSON Lines, one message a line, each naming its author group and template family."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from inbox_watch.classify.features import Features, features
from inbox_watch.errors import UsageError
from inbox_watch.mail.text import split_text
from inbox_watch.records import Address, Detail

FIELDS = ("id", "label", "detail", "lang", "voice", "group", "family", "from", "subject", "body")


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled message: `group` is the persona that wrote it, `family` its wording; folds never split a group."""

    id: str
    detail: Detail
    lang: str
    voice: str
    group: str
    family: str
    sender: Address
    subject: str
    body: str

    def features(self) -> Features:
        """The features of the text a reader sees; history and signature are set apart as in real mail."""
        return features(self.sender, self.subject, split_text(self.body).text)


def load_corpus(folder: Path) -> list[Example]:
    """Read every .jsonl file of a folder, in order of name; raises UsageError with file and line."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise UsageError(f"There is no .jsonl file in {folder}.")
    return [example for path in paths for example in _read(path)]


def _read(path: Path) -> Iterator[Example]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            yield _example(json.loads(line))
        except (ValueError, KeyError) as error:
            raise UsageError(
                f"{path}:{number}: not a corpus record ({error}); fields are {', '.join(FIELDS)}."
            ) from error


def _example(record: dict[str, str]) -> Example:
    detail = Detail(record["detail"])
    if detail.label.value != record["label"]:
        raise ValueError(f"detail {detail.value} belongs to label {detail.label.value}")
    return Example(
        id=record["id"],
        detail=detail,
        lang=record["lang"],
        voice=record["voice"],
        group=record["group"],
        family=record["family"],
        sender=sender_of(record["from"]),
        subject=record["subject"],
        body=record["body"],
    )


def sender_of(text: str) -> Address:
    """A `From` text such as "Lindhof Labs <jobs@lindhof.example>" as an address."""
    name, bracket, address = text.rpartition("<")
    if not bracket:
        return Address("", text.strip().lower()) if "@" in text else Address(text.strip(), "")
    return Address(name.strip().strip('"'), address.rstrip("> ").lower())


def languages(examples: Iterable[Example]) -> list[str]:
    """The languages of the examples, sorted."""
    return sorted({example.lang for example in examples})
