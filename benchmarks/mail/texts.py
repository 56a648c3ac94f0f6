"""What the mails say: the bodies of `data/corpus` and `data/sent`, in seven languages."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inbox_watch.learn.corpus import load_corpus
from inbox_watch.records import Address, Label
from inbox_watch.shipped import corpus_path

_SENT = Path(__file__).resolve().parents[2] / "data" / "sent"
ME = Address("Runa Falkenried", "runa@falkenried.example")

# Of a hundred mails that somebody gets who looks for work. Most of any mailbox is about something else.
SHARES: Mapping[Label, float] = {
    Label.OTHER: 52,
    Label.JOB_ALERT: 18,
    Label.ACKNOWLEDGEMENT: 11,
    Label.REJECTION: 8,
    Label.STATUS_UPDATE: 2,
    Label.INTERVIEW: 4,
    Label.ASSESSMENT: 1,
    Label.INFO_REQUEST: 1,
    Label.RECRUITER_OUTREACH: 2,
    Label.HUMAN_REPLY: 1,
}
LANGUAGES: Mapping[str, float] = {"en": 40, "de": 24, "fr": 9, "es": 8, "it": 7, "nl": 6, "pt": 6}


@dataclass(frozen=True, slots=True)
class Text:
    """Who says what: `label` is None in the user's own mail."""

    label: Label | None
    language: str
    sender: Address
    to: Address
    subject: str
    body: str

    @property
    def is_bulk(self) -> bool:
        """Is it sent to many?"""
        return self.label in (Label.OTHER, Label.JOB_ALERT)


def received(dice: random.Random) -> Text:
    """A mail to the user."""
    label = dice.choices(list(SHARES), list(SHARES.values()))[0]
    language = dice.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
    return dice.choice(_corpus()[label, language])


def sent(dice: random.Random) -> Text:
    """A mail of the user's."""
    return dice.choice(_own())


@cache
def _corpus() -> Mapping[tuple[Label, str], Sequence[Text]]:
    found: dict[tuple[Label, str], list[Text]] = defaultdict(list)
    for each in load_corpus(corpus_path()):
        label = each.detail.label
        found[label, each.lang].append(Text(label, each.lang, each.sender, ME, each.subject, each.body))
    return found


@cache
def _own() -> Sequence[Text]:
    lines = [line for path in sorted(_SENT.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return [_own_text(json.loads(line)) for line in lines]


def _own_text(record: Mapping[str, str]) -> Text:
    name, _, address = record["to"].rpartition("<")
    to = Address(name.strip(' "'), address.rstrip(">").strip())
    return Text(None, record["lang"], ME, to, record["subject"], record["body"])
