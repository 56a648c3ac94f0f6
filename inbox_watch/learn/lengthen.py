"""Short hand-written mail to longer mail: neutral paragraphs around the message, as applicant systems add them.

The message keeps its label, group and family, so no fold can see its short form in training and its long form in the
test. Seeded: the same corpus gives the same mail.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from inbox_watch.learn.corpus import Example
from inbox_watch.learn.train import SEED
from inbox_watch.records import Detail

# Conditional process text stands in mail about a running application; a refusal or private mail has none of it.
_WITH_PROCESS = frozenset(
    {
        Detail.ACKNOWLEDGEMENT,
        Detail.APPLICATION_SENT,
        Detail.STATUS_UPDATE,
        Detail.ASSESSMENT,
        Detail.INTERVIEW_INVITE,
        Detail.INTERVIEW_SCHEDULED,
        Detail.INFO_REQUEST,
        Detail.INCOMPLETE_APPLICATION,
        Detail.ACCOUNT_SECURITY,
    }
)

Parts = Mapping[str, Mapping[str, Sequence[str]]]


def load_parts(folder: Path) -> Parts:
    """The paragraphs by language and kind."""
    return tomllib.loads((folder / "parts.toml").read_text("utf-8"))


def lengthened(examples: Sequence[Example], parts: Parts) -> list[Example]:
    """One longer form of every example whose language has paragraphs."""
    chance = random.Random(SEED)  # noqa: S311  # reproducible training data, not a secret
    return [_longer(example, parts[example.lang], chance) for example in examples if example.lang in parts]


def _longer(example: Example, parts: Mapping[str, Sequence[str]], chance: random.Random) -> Example:
    process = parts["process"] if example.detail in _WITH_PROCESS else ()
    added = chance.sample(process, min(len(process), chance.randint(1, 4)))
    footers = chance.sample(parts["footer"], min(len(parts["footer"]), chance.randint(0, 3)))
    body = "\n\n".join((example.body, *added, *footers))
    return replace(example, id=f"{example.id}+", body=body)
