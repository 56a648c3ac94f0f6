"""Titles of jobs in mail of author groups that were never learned from: `python -m tests.measures.roles`.

Beside the strict count (the reader's words, grades aside) it says how many are one job for the linker: the same
(`RoleFit.SAME`), or near enough to decide between two applications (`RoleFit.CLOSE`). Also the employer that is named
first, where name, subject, text or signature has one.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from inbox_watch.facts.gather import facts_of
from inbox_watch.facts.names import role_fit, same_employer
from inbox_watch.learn.choice import message_of
from inbox_watch.learn.corpus import load_corpus
from inbox_watch.learn.told import Told, outcome, read_truth
from inbox_watch.records import Facts
from inbox_watch.shipped import corpus_path
from tests.support.sample import shipped_judge

TRUTH = Path(__file__).resolve().parents[2] / "data" / "facts_truth" / "held_out.tsv"
_Row = tuple[dict[str, str], str, Told, Facts]


def measure() -> Iterator[str]:
    """Count right, in part, wrong, missed and said where there is none; of all, without doubtful lines, by language."""
    read = list(_read())
    yield f"all: {_roles(read)}"
    yield f"without doubtful lines: {_roles(each for each in read if not each[0]['note'].startswith('doubtful'))}"
    for language in sorted({each[1] for each in read}):
        yield f"{language}: {_roles(each for each in read if each[1] == language)}"
    named = [each for each in read if each[0]["employer_in"] not in ("", "from_address")]
    first = [(each[3].employers[0].name if each[3].employers else "", each[2].employers) for each in named]
    right = sum(any(same_employer(name, other) for other in true) for name, true in first)
    yield f"first employer right in {right} of {len(named)}"


def _read() -> Iterator[_Row]:
    judge = shipped_judge()
    examples = {example.id: example for example in load_corpus(corpus_path())}
    told = read_truth(TRUTH)
    with TRUTH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            example = examples[row["id"]]
            facts = facts_of(message_of(example), example.detail, judge.place, judge.tagger)
            yield row, example.lang, told[row["id"]], facts


def _roles(read: Iterable[_Row]) -> str:
    counts, fits = Counter[str](), Counter[int]()
    for _, _, told, facts in read:
        counts[outcome(facts.role, told)] += 1
        if told.roles:
            fits[max(role_fit(facts.role, each) for each in told.roles)] += 1
    named = sum(fits.values())
    said = ", ".join(f"{name} {counts[name]}" for name in ("right", "part", "wrong", "missed", "said", "none"))
    return f"{said}; of {named} that name one, the same for the linker {fits[4]}, the same or close {fits[4] + fits[3]}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in measure())
