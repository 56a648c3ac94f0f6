"""What speaks for a name when the employer of a mail is chosen, learned from author groups that the tagger had not
learned from; `python -m inbox_watch.learn.titles` writes it to `employer_weights.tsv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from inbox_watch.facts.board_receipt import without_adverts
from inbox_watch.facts.employer import weighed
from inbox_watch.facts.employer_choice import TOGETHER, facts_of_names
from inbox_watch.facts.mentions import mentions
from inbox_watch.facts.names import same_employer
from inbox_watch.facts.tagger import Tagger
from inbox_watch.knowledge import Row
from inbox_watch.learn.choice import Examples, message_of

# Two facts weigh together where so many names have both; chosen, as the strength, on groups that were left out.
_LEAST_OFTEN, _STRENGTH = 30, 0.12
_LEAST_WEIGHT = 0.01
_HEAD = """\
# What each fact about a name weighs when the employer of a mail is chosen, and what two weigh that hold together.
# Learned: `python -m inbox_watch.learn.titles` writes it (docs/decisions/0054-employers-are-weighed.md).
facts\tweight
"""

Facts = Mapping[str, float]


def asked(tagger: Tagger, told: Examples) -> Iterator[tuple[Facts, bool]]:
    """The facts of every name in mail the tagger has not learned from, and whether it is the reader's employer."""
    for example, each in told:
        message = without_adverts(message_of(example))
        found, about = weighed(message, mentions(message, tagger))
        for key, facts in facts_of_names(found, about).items():
            if each.employers:
                yield facts, any(same_employer(found[key].name, name) for name in each.employers)


def weights_of(names: Iterable[tuple[Facts, bool]]) -> tuple[Row, ...]:
    """Fit what weighs, as the rows of the table; deterministic."""
    facts, right = zip(*names, strict=True)
    rows = _often(list(map(_with_pairs, facts)))
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(rows)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    fitted = LogisticRegression(C=_STRENGTH, l1_ratio=1.0, solver="liblinear", max_iter=500, random_state=0)
    fitted.fit(matrix, right)
    weights = zip(map(str, vectors.get_feature_names_out()), map(float, fitted.coef_[0]), strict=True)
    return tuple({"facts": name, "weight": f"{weight:.2f}"} for name, weight in weights if abs(weight) >= _LEAST_WEIGHT)


def write(rows: Iterable[Row], path: Path) -> None:
    """Write the table."""
    lines = (f"{row['facts']}\t{row['weight']}\n" for row in rows)
    path.write_text("".join((_HEAD, *lines)), "utf-8")


def _with_pairs(facts: Facts) -> dict[str, float]:
    pairs = combinations(sorted(facts), 2)
    return {**facts, **{TOGETHER.join(pair): facts[pair[0]] * facts[pair[1]] for pair in pairs}}


def _often(rows: Sequence[dict[str, float]]) -> list[dict[str, float]]:
    times = Counter(chain.from_iterable(rows))
    return [{name: value for name, value in row.items() if times[name] >= _LEAST_OFTEN} for row in rows]
