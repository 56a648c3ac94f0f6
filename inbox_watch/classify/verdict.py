"""Message to Verdict: structure first, then the model; without a ground, `unsure`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from inbox_watch.classify.decision import best_and_risk, by_label, is_clear, is_clear_in_thread
from inbox_watch.classify.features import Features, features
from inbox_watch.classify.model import Model
from inbox_watch.classify.rules import by_machine, by_structure, is_an_automatic_answer
from inbox_watch.knowledge import patterns
from inbox_watch.knowledge.senders import platform_of
from inbox_watch.knowledge.subjects import is_reply
from inbox_watch.records import Detail, Label, Message, Verdict

CLUES = 3
CLUE_LENGTH = 80
# A clause that the model would rather give to another act is no clue.
AUDIBLE = -0.6

# A detail less probable than this changes nothing.
NEGLIGIBLE = 0.02

# Below this share of known words the mail is in a foreign script, a foreign language or no language at all.
LEAST_KNOWN = 0.35

# Parcels and claims are received too, and tickets are under review: without words of a job that is no answer to one.
_NEEDS_CONTEXT = frozenset({Label.ACKNOWLEDGEMENT, Label.STATUS_UPDATE})

# Labels that decide nothing and ask for nothing: between these and a receipt it matters that a machine answered.
_UNDECIDED = frozenset({Label.ACKNOWLEDGEMENT, Label.STATUS_UPDATE, Label.HUMAN_REPLY, Label.OTHER})

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
    said = _by_model(message, model, features(message.from_, message.subject, message.text))
    return _of_a_machine(said, message) if is_an_automatic_answer(message) else said


def _of_a_machine(said: Verdict, message: Message) -> Verdict:
    """What an automatic answer is: no person's, whatever its words, and a receipt where they leave it open."""
    is_open = said.unsure and said.label in _UNDECIDED
    if is_open or said.label is Label.HUMAN_REPLY:
        return by_machine(message) or replace(said, unsure=True)
    return said


def _unsure(judged_by: str) -> Verdict:
    return Verdict(Label.OTHER, Detail.NOT_JOB, 0.0, True, (), judged_by)


def _by_model(message: Message, model: Model, found: Features) -> Verdict:
    probabilities, clauses, share_known = model.judge(found)
    if share_known < LEAST_KNOWN:
        return _unsure(f"model:{model.sha256[:12]}")
    by_detail = {
        detail: p
        for detail, p in zip(model.details, probabilities.tolist(), strict=True)
        # Read receipts are known by structure alone.
        if p < NEGLIGIBLE or detail is not Detail.READ_RECEIPT
    }
    probability_of = by_label(by_detail)
    label, risk = best_and_risk(probability_of)
    detail = _detail(label, by_detail, message)
    loudness = clauses[:, model.details.index(detail)].tolist()
    lacks_context = label in _NEEDS_CONTEXT and not _has_context(message, found)
    unsure = lacks_context or not is_clear(label, risk, model.limits)
    return Verdict(
        label=label,
        detail=detail,
        probability=round(probability_of[label], 4),
        unsure=unsure,
        clues=_clues(found, loudness),
        judged_by=f"model:{model.sha256[:12]}",
        scores=_scores(probability_of),
        sure_in_thread=unsure and is_clear_in_thread(label, probability_of, model.limits),
    )


def _detail(label: Label, by_detail: Mapping[Detail, float], message: Message) -> Detail:
    """The most probable detail of the label; a mail about a pause that may be about the job is about the job."""
    best = max((each for each in by_detail if each.label is label), key=lambda name: by_detail[name])
    may_be_the_job = best is Detail.REJECTION and by_detail.get(Detail.POSITION_CLOSED, 0.0) >= NEGLIGIBLE
    rests = may_be_the_job and patterns("flags", "flag", "on_hold").search(message.text)
    return Detail.POSITION_CLOSED if rests else best


def _has_context(message: Message, found: Features) -> bool:
    """Words of an application, an answer in a thread, or a system of the hiring trade as the sender."""
    is_answer = bool(message.in_reply_to) or is_reply(message.subject)
    return found.is_about_an_application or is_answer or platform_of(message.from_.address) is not None


def _scores(probability_of: Mapping[Label, float]) -> tuple[tuple[Label, float], ...]:
    ordered = sorted(probability_of.items(), key=lambda pair: -pair[1])
    return tuple((label, round(probability, 4)) for label, probability in ordered if probability >= 0.005)


def _clues(found: Features, loudness: Sequence[float]) -> tuple[str, ...]:
    """The clauses of the mail that speak loudest for the verdict, shortened, with links and codes masked."""
    loudest: dict[str, float] = {}
    for piece, loud in zip(found.pieces, loudness, strict=True):
        if piece.words:
            loudest[piece.text] = max(loud, loudest.get(piece.text, loud))
    best = sorted(loudest, key=lambda text: -loudest[text])
    audible = [text for text in best if loudest[text] > AUDIBLE] or best[:1]
    return tuple(_clue(text) for text in audible[:CLUES])


def _clue(text: str) -> str:
    masked = _SECRET.sub("…", " ".join(text.split()))
    return masked if len(masked) <= CLUE_LENGTH else masked[: CLUE_LENGTH - 1].rstrip() + "…"
