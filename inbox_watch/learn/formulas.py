"""The plain formulas of job mail to short mails: most real mail is a greeting, two set sentences and a courtesy.

Made mail is for training only: no number of the card counts it as evidence. Seeded; the same table gives the same mail.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inbox_watch.learn.corpus import Example
from inbox_watch.learn.train import SEED
from inbox_watch.records import Address, Detail

PER_DETAIL = {"en": 40, "de": 30}
PER_DETAIL_ELSEWHERE = 12

_MACHINE = Address("Norrvik Careers", "no-reply@norrvik.example")
_DESK = Address("HR", "jobs@norrvik.example")


def from_formulas(folder: Path) -> list[Example]:
    """Mails of every language and detail of `formulas.toml`, each of distinct text."""
    table: dict[str, dict[str, Any]] = tomllib.loads((folder / "formulas.toml").read_text("utf-8"))
    chance = random.Random(SEED)  # noqa: S311  # reproducible training data, not a secret
    return [example for lang in table for example in _of_language(lang, table[lang], chance)]


def _of_language(lang: str, table: dict[str, Any], chance: random.Random) -> Iterator[Example]:
    for name in (key for key in table if isinstance(table[key], dict)):
        bodies: dict[str, str] = {}
        for _ in range(PER_DETAIL.get(lang, PER_DETAIL_ELSEWHERE)):
            bodies[_body(table, table[name], chance)] = chance.choice(table[name]["subject"])
        for number, (body, subject) in enumerate(bodies.items()):
            yield Example(
                id=f"formula-{lang}-{name}-{number}",
                detail=Detail(name),
                lang=lang,
                voice="formula",
                group=f"formula-{lang}-{number % 3}",
                family=f"formula-{lang}-{name}",
                sender=chance.choice((_MACHINE, _DESK)),
                subject=subject,
                body=body,
            )


def _body(table: dict[str, Any], its: dict[str, list[str]], chance: random.Random) -> str:
    cores = chance.sample(its["core"], min(len(its["core"]), chance.choice((1, 1, 2, 2, 3))))
    opening = [chance.choice(its["opening"])] if chance.random() < 0.8 else []
    pieces = (chance.choice(table["greeting"]), " ".join((*opening, *cores)), chance.choice(table["courtesy"]))
    return "\n\n".join(piece for piece in pieces if piece)
