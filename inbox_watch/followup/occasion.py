"""Standing to Occasion: what a letter may truthfully say, to whom, and in which language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from inbox_watch.followup.history import History, history, is_sure, is_theirs
from inbox_watch.followup.reader import person_name, reader, who_decides
from inbox_watch.followup.target import is_address, letters
from inbox_watch.knowledge.wording import LANGUAGES
from inbox_watch.records import Label, Standing, State, Step, Via

# Software that is not theirs, in a language that is not theirs.
_NOT_OF_THEIRS = frozenset({Label.DELIVERY_FAILURE, Label.JOB_ALERT, Label.RECRUITER_OUTREACH, Label.OTHER})
_AFTER_A_TALK = frozenset({State.WAITING, State.DUE, State.FOLLOWED_UP})


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is known when somebody writes about an application; names are cleaned.

    `address` is whom to write to, or empty; `name` whom a letter there greets, `decider` whom to ask in person, each a
    name or empty. `is_letter`: the application was a mail of the user's with files, a
    letter among them as far as is known.
    """

    standing: Standing
    history: History
    address: str
    name: str
    decider: str
    referrer: str
    is_letter: bool


def occasion(standing: Standing, timezone: ZoneInfo) -> Occasion:
    """Gather what a letter about this application can say."""
    target = standing.follow_up.target
    address = target if is_address(target) else ""
    name = reader(standing.application, standing.events, address)
    mails = [event.finding for event in letters(standing.events)]
    return Occasion(
        standing=standing,
        history=history(standing, timezone),
        address=address,
        name=name,
        decider=who_decides(standing.application) or name,
        referrer=person_name(standing.application.referred_by),
        is_letter=standing.application.via is Via.MAIL
        and any(each.attachments for each in mails)
        and mails[-1].facts.has_letter is not False,
    )


def language_for(standing: Standing, preferred: str) -> str:
    """Return the language of the correspondence: of their last letter, else of the application, else the preferred."""
    theirs = [event for event in reversed(standing.events) if is_sure(event) and is_theirs(event)]
    read = [event for event in theirs if event.finding.verdict.label not in _NOT_OF_THEIRS] + letters(standing.events)
    spoken = (event.finding.facts.language for event in read)
    return next((language for language in spoken if language in LANGUAGES), preferred)


def has_interest_elsewhere(standing: Standing, others: Iterable[Standing]) -> bool:
    """Does another application have a talk or an offer that is alive today? Only then may a letter say so (SR14)."""
    return any(_is_alive(other) for other in others if other.application.id != standing.application.id)


def _is_alive(standing: Standing) -> bool:
    after_talk = standing.step is Step.INTERVIEW and standing.state in _AFTER_A_TALK
    return standing.state in (State.INTERVIEW, State.OFFER) or after_talk
