"""Message to Verdict: structure first, then the model; without a ground, `unsure`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from inbox_watch.classify.clauses import sentences
from inbox_watch.classify.features import TEXT_LIMIT, Features, features
from inbox_watch.classify.model import Model
from inbox_watch.classify.rules import by_structure, has_absence_words
from inbox_watch.knowledge.senders import platform_of
from inbox_watch.records import Address, Detail, Label, Message, Verdict

CLUES = 3
CLUE_LENGTH = 80
SENTENCES = 60

# A decision about a job needs words of a job; "unfortunately" and "thank you" stand in all mail.
_NEEDS_CONTEXT = frozenset({Label.REJECTION, Label.OFFER, Label.ACKNOWLEDGEMENT, Label.STATUS_UPDATE})
_NOBODY = Address("", "")

_SECRET = re.compile(
    r"https?://\S+|www\.\S+|\b\d{3}[ -]?\d{3}\b|\b\d{4,}\b|\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{6,10}\b"
)


def classify(message: Message, model: Model | None) -> Verdict:
    """Return what the message is; without a model, rules alone judge and everything else is unsure."""
    decided = by_structure(message)
    if decided:
        return decided
    if model is None:
        return _unsure("rule:no-model")
    found = features(message.from_, message.subject, message.text)
    if not model.knows_any(found):
        return _unsure(f"model:{model.sha256[:12]}")
    return _by_model(message, model, found)


def _unsure(judged_by: str) -> Verdict:
    return Verdict(Label.OTHER, Detail.NOT_JOB, 0.0, True, (), judged_by)


def _by_model(message: Message, model: Model, found: Features) -> Verdict:
    by_detail = dict(zip(model.details, model.probabilities(found).tolist(), strict=True))
    by_detail = {detail: p for detail, p in by_detail.items() if _is_possible(detail, message)}
    by_label: dict[Label, float] = defaultdict(float)
    for possible, probability in by_detail.items():
        by_label[possible.label] += probability
    label = max(by_label, key=lambda name: by_label[name])
    detail = max((each for each in by_detail if each.label is label), key=lambda name: by_detail[name])
    return Verdict(
        label=label,
        detail=detail,
        probability=round(by_label[label], 4),
        unsure=by_label[label] < model.sure_at[label] or (label in _NEEDS_CONTEXT and not _has_context(message, found)),
        clues=_clues(message, model, detail),
        judged_by=f"model:{model.sha256[:12]}",
        scores=_scores(by_label),
    )


def _is_possible(detail: Detail, message: Message) -> bool:
    """An absence note without a word of absence is none, whatever its manner; reports are known by structure alone."""
    if detail is Detail.OUT_OF_OFFICE:
        return has_absence_words(message)
    return detail is not Detail.READ_RECEIPT


def _has_context(message: Message, found: Features) -> bool:
    """Words of an application, an answer in a thread, or a system of the hiring trade as the sender."""
    return found.is_about_an_application or bool(message.in_reply_to) or platform_of(message.from_.address) is not None


def _scores(by_label: Mapping[Label, float]) -> tuple[tuple[Label, float], ...]:
    ordered = sorted(by_label.items(), key=lambda pair: -pair[1])
    return tuple((label, round(probability, 4)) for label, probability in ordered if probability >= 0.005)


def _clues(message: Message, model: Model, detail: Detail) -> tuple[str, ...]:
    """The sentences of the mail that speak loudest for the verdict, shortened, with links and codes masked."""
    candidates = [(message.subject, ""), *(("", text) for text in sentences(message.text[:TEXT_LIMIT])[:SENTENCES])]
    weighed = [
        (model.support(features(_NOBODY, subject, text), detail), subject or text)
        for subject, text in dict.fromkeys(candidates)
        if subject or text
    ]
    best = sorted(weighed, key=lambda pair: -pair[0])[:CLUES]
    return tuple(_clue(text) for weight, text in best if weight > 0)


def _clue(text: str) -> str:
    masked = _SECRET.sub("…", " ".join(text.split()))
    return masked if len(masked) <= CLUE_LENGTH else masked[: CLUE_LENGTH - 1].rstrip() + "…"
