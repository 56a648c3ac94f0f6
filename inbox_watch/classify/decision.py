"""Probabilities to an answer: say the most probable label, or, where that risks too much, that it is not clear.

Mistakes cost differently. A receipt taken for a refusal ends an application that is silent, and nobody notices. A
refusal taken for a receipt sends the user after a job that said no. Unrelated mail taken for a receipt or a refusal
makes an application, or ends one; taken for an invitation or an offer it is a false alarm. An answer taken for
unrelated mail is overlooked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from inbox_watch.records import Detail, Label

# The largest risk at which a label is said; one that is not named is never said.
Limits = Mapping[Label, float]

ENDED = 10.0
CHASED = 4.0
UNRELATED = 5.0
FALSE_ALARM = 3.0
OVERLOOKED = 2.0

_PRICES = {(Label.REJECTION, Label.ACKNOWLEDGEMENT): ENDED, (Label.ACKNOWLEDGEMENT, Label.REJECTION): CHASED}
# A receipt makes an application where none was known: it has to be likelier than all else together.
_LEAST_OF_A_RECEIPT = 0.5
# What a mail says that answers or ends an application, or asks something of the user.
_DECISIVE = frozenset({Label.REJECTION, Label.OFFER, Label.INTERVIEW, Label.ASSESSMENT, Label.INFO_REQUEST})
_UNRELATED = frozenset({Label.OTHER, Label.JOB_ALERT, Label.RECRUITER_OUTREACH})
_NOISE = frozenset({Label.OTHER, Label.JOB_ALERT})


def cost(said: Label, true: Label) -> float:
    """What it costs to say one label when another is true; an ordinary mistake costs 1."""
    if said is true:
        return 0.0
    if true in _NOISE and said in (Label.REJECTION, Label.ACKNOWLEDGEMENT):
        return UNRELATED
    if true in _NOISE and said in (Label.INTERVIEW, Label.OFFER):
        return FALSE_ALARM
    if true in _DECISIVE and said in _UNRELATED:
        return OVERLOOKED
    return _PRICES.get((said, true), 1.0)


def by_label(by_detail: Mapping[Detail, float]) -> dict[Label, float]:
    """The probabilities of details summed by label, in shares of their total."""
    total = sum(by_detail.values())
    found: dict[Label, float] = {}
    for detail, probability in by_detail.items():
        found[detail.label] = found.get(detail.label, 0.0) + probability / total
    return found


def best_and_risk(probabilities: Mapping[Label, float]) -> tuple[Label, float]:
    """Return the most probable label, and what it costs on average to say it; a receipt that is less likely than all
    else together costs more than any limit allows."""
    best = max(probabilities, key=lambda label: probabilities[label])
    if best is Label.ACKNOWLEDGEMENT and probabilities[best] < _LEAST_OF_A_RECEIPT:
        return best, math.inf
    return best, sum(p * cost(best, true) for true, p in probabilities.items())


def is_clear_in_thread(label: Label, probabilities: Mapping[Label, float], limits: Limits) -> bool:
    """May it be said of a mail that answers the user's letter about an application?

    Such mail is about the application: what would be unrelated elsewhere is a person's reply there. Only what decides
    something is told for sure by this; a reply or a receipt that is torn stays a question.
    """
    if label not in _DECISIVE:
        return False
    there = {each: p for each, p in probabilities.items() if each not in _UNRELATED}
    there[Label.HUMAN_REPLY] = there.get(Label.HUMAN_REPLY, 0.0) + sum(
        probabilities.get(each, 0.0) for each in _UNRELATED
    )
    best, risk = best_and_risk(there)
    return best is label and is_clear(label, risk, limits)


def is_clear(label: Label, risk: float, limits: Limits) -> bool:
    """Is the risk small enough to say it?"""
    return risk <= limits.get(label, -1.0)
