"""How much may be risked to say a label: chosen on what a model says of author groups that it has not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from inbox_watch.classify.decision import Limits, best_and_risk, by_label, cost
from inbox_watch.records import Detail, Label

# What is said of unseen author groups may cost this much in the mean, for each label; an ordinary mistake costs 1.
ALLOWED = 0.2
# A single one of them may cost as much as an ordinary mistake, by the judge's own reckoning: saying it has to be no
# worse than asking. A receipt may cost half as much again: it only says that silence has begun, while the rest rings,
# ends an application, or is overlooked.
AT_MOST, AT_MOST_QUIETLY = 1.0, 1.5
_QUIET = frozenset({Label.ACKNOWLEDGEMENT})


def choose_limits(probabilities: NDArray[np.float64], details: Sequence[Detail], truth: Sequence[Detail]) -> Limits:
    """For each label the largest risk at which what is said of unseen groups costs no more than is allowed.

    A limit for all would say the rare labels less often than they are right: risks of labels do not compare.
    """
    answers: dict[Label, list[tuple[float, float]]] = {}
    for row, true in zip(probabilities, truth, strict=True):
        label, risk = best_and_risk(label_table(row, details))
        answers.setdefault(label, []).append((risk, cost(label, true.label)))
    return {label: _largest(answers[label], most_for(label)) for label in sorted(answers)}


def most_for(label: Label) -> float:
    """What a single answer may cost."""
    return AT_MOST_QUIETLY if label in _QUIET else AT_MOST


def label_table(row: NDArray[np.float64], details: Sequence[Detail]) -> dict[Label, float]:
    """The probabilities of labels from those of details, which stand in the order of `details`."""
    return by_label(dict(zip(details, row.tolist(), strict=True)))


def _largest(answers: Sequence[tuple[float, float]], most: float) -> float:
    """The largest risk up to which the mean cost is allowed; answers of one risk are in or out together."""
    ordered = sorted(answer for answer in answers if answer[0] <= most)
    mean = np.cumsum([price for _, price in ordered]) / np.arange(1, len(ordered) + 1)
    risks = np.array([risk for risk, _ in ordered])
    is_last = np.append(risks[1:] > risks[:-1], True) if len(risks) else np.array([], dtype=bool)
    enough = np.flatnonzero((mean <= ALLOWED) & is_last)
    return round(float(risks[enough[-1]]), 4) if len(enough) else 0.0
