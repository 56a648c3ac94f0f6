"""`python -m inbox_watch.learn.titles [CORPUS TRUTH MODELS TABLES]`: train the tagger of titles and employers.

It learns from `data/facts_truth/train.tsv`, and how titles and employers are weighed from mail of author groups that
were left out (`learn/choice.py`, `learn/employers.py`). Needs CRFsuite (`pip install python-crfsuite`); the same input
gives the same octets.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inbox_watch.facts.choice import FACTS
from inbox_watch.facts.tagger import FORMAT, TAGS, Tagger, load_tagger
from inbox_watch.facts.tagging import Line, features, lines_of
from inbox_watch.knowledge import in_use, use
from inbox_watch.learn import choice as weighing
from inbox_watch.learn import employers as naming
from inbox_watch.learn.corpus import Example, load_corpus
from inbox_watch.learn.export import write
from inbox_watch.learn.told import Told, read_truth
from inbox_watch.mail.text import split_text

# L2 alone: with L1 beside it less was found in mail of people never seen.
_C1, _C2, _ITERATIONS = 0.0, 2.0, 80
# Weights below this change no title: they are left out of the file.
_LEAST = 0.01

TABLES = "inbox_watch/knowledge"

Lines = list[list[list[str]]]


def main(
    corpus: str = "data/corpus", truth: str = "data/facts_truth", models: str = "models", tables: str = TABLES
) -> None:
    """Train on every message of train.tsv and write titles.npz, and employer_weights.tsv into the folder `tables`."""
    examples = {example.id: example for example in load_corpus(Path(corpus))}
    told = [(examples[id_], each) for id_, each in read_truth(Path(truth) / "train.tsv").items()]
    with ProcessPoolExecutor() as pool:
        whole = pool.submit(train, told)
        parts = [(pool.submit(train, learned), left_out) for learned, left_out in weighing.parts(told)]
        taggers = [(_tagger(trained.result()), left_out) for trained, left_out in parts]
        rows = naming.weights_of(each for tagger, left_out in taggers for each in naming.asked(tagger, left_out))
        use({**in_use(), "employer_weights": rows})
        asked = [each for tagger, left_out in taggers for each in weighing.asked(tagger, left_out)]
        weights = weighing.weights_of(asked)
        octets = as_octets(whole.result(), weights)
    naming.write(rows, Path(tables) / "employer_weights.tsv")
    write(octets, Path(models) / "titles.npz")
    sys.stdout.write(f"{len(told)} messages, {len(octets)} octets\n{weighing.measured(asked, weights)}\n")


def _tagger(trained: Trained) -> Tagger:
    """What was trained as it is shipped; nothing is weighed with it yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "titles.npz"
        path.write_bytes(as_octets(trained, (0.0,) * len(FACTS)))
        return load_tagger(path)


def read(example: Example) -> tuple[list[Line], Lines]:
    """The lines of a message and their features, as in mail that is read."""
    visible = split_text(example.body)
    lines = lines_of(example.sender, example.subject, f"{visible.text}\n{visible.signature}")
    return lines, features(lines, example.sender)


def tags_of(lines: Iterable[Line], told: Told) -> list[list[str]]:
    """The tag of each token; titles first, the longer before the shorter, wherever the words stand."""
    wanted = [("role", title) for title in sorted(told.roles, key=len, reverse=True)]
    wanted += [("employer", name) for name in told.employers]
    return [_tags(line, wanted) for line in lines]


def _tags(line: Line, wanted: Sequence[tuple[str, str]]) -> list[str]:
    tags = ["O"] * len(line.spans)
    for kind, words in wanted:
        for start, end in _places(line.text, words):
            within = [place for place, (first, last) in enumerate(line.spans) if first < end and last > start]
            if all(tags[place] == "O" for place in within):
                for place in within:
                    tags[place] = f"{'B' if place == within[0] else 'I'}-{kind}"
    return tags


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"
    return (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class Trained:
    """Weights by (feature, tag), and by (tag, tag that follows)."""

    states: dict[tuple[str, str], float]
    transitions: dict[tuple[str, str], float]


def train(told: Iterable[tuple[Example, Told]]) -> Trained:
    """Fit the field with CRFsuite; deterministic, in one thread."""
    import pycrfsuite  # only those who train need it

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": _C1, "c2": _C2, "max_iterations": _ITERATIONS, "feature.possible_transitions": True})
    for example, each in told:
        lines, found = read(example)
        for its, tags in zip(found, tags_of(lines, each), strict=True):
            if its:
                trainer.append(its, tags)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "titles.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        return Trained(dict(info.state_features), dict(info.transitions))


def as_octets(trained: Trained, choice: Sequence[float]) -> bytes:
    """The file: names of features, their weights in half precision, the transitions, and how titles are weighed."""
    kept = sorted({name for (name, _), weight in trained.states.items() if abs(weight) >= _LEAST})
    rows = {name: row for row, name in enumerate(kept)}
    weights = np.zeros((len(kept), len(TAGS)), dtype=np.float16)
    for (name, tag), weight in trained.states.items():
        if name in rows:
            weights[rows[name], TAGS.index(tag)] = weight
    transitions = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for (before, behind), weight in trained.transitions.items():
        transitions[TAGS.index(before), TAGS.index(behind)] = weight
    octets = io.BytesIO()
    names = np.frombuffer("\n".join(kept).encode(), dtype=np.uint8)
    np.savez_compressed(
        octets,
        format=np.int64(FORMAT),
        names=names,
        weights=weights,
        transitions=transitions,
        choice=np.array(choice, dtype=np.float64),
    )
    return octets.getvalue()


if __name__ == "__main__":
    main(*sys.argv[1:])
