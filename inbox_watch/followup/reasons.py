"""What the mail itself shows about a silence; never a guess about anybody's mind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from inbox_watch.facts.papers import odd_papers
from inbox_watch.followup.progress import Progress
from inbox_watch.followup.target import letters
from inbox_watch.records import (
    AUTORESPONSES,
    Application,
    CounterpartKind,
    Event,
    Facts,
    FolderRole,
    Label,
    State,
    Step,
    Via,
)

_CONFIRM = frozenset({Via.JOB_BOARD, Via.ATS})
_RECEIPT_WITHIN = timedelta(days=1)


def reasons(
    application: Application, now: Progress, events: tuple[Event, ...], *, today: date, silent: bool
) -> tuple[str, ...]:
    """What is known about the silence, a short sentence each, the last sign of them first."""
    absent, referrer = now.return_on, application.referred_by
    expected = _expected_after(application, events)
    shown = (
        (_last_sign(application, now, events), not misses_receipt(application, now, events, today)),
        (_promise(now), now.promised_on is not None and now.used_on is None and now.step is Step.APPLICATION),
        (f"they were away until {absent}", absent is not None),
        (_whom_they_answer(now, expected), now.no_reply_policy or expected is not None),
        ("silence from a recruiter usually means no match at present", application.kind is CounterpartKind.RECRUITER),
        (f"{referrer} recommended you: begin with that name", bool(referrer)),
        *((reason, now.step is Step.APPLICATION) for reason in _of_the_letter(application, events)),
        ("it may lie in their spam folder", silent and may_lie_in_spam(application, now, events)),
    )
    return tuple(reason for reason, holds in shown if reason and holds)


def _of_the_letter(application: Application, events: tuple[Event, ...]) -> Iterator[str]:
    """What speaks against the application as it went out; once they talk to the user it is no reason any more."""
    if application.via is Via.JOB_BOARD:
        yield f"it went through {_board(events)}: they may have its form and not your own CV"
    if _has_no_cover_letter(events):
        yield "no cover letter went with it"
    if application.instructions_followed is False:
        yield "you did not follow the instructions of the advert"
    yield from (f"your files may not have reached or opened there: {oddity}" for oddity in _oddities(events))


def may_lie_in_spam(application: Application, now: Progress, events: tuple[Event, ...]) -> bool:
    """Did a letter by mail leave no trace at all: no receipt, no bounce, nothing (SR47)?"""
    return application.via is Via.MAIL and _is_unheard(now, events)


def misses_receipt(application: Application, now: Progress, events: tuple[Event, ...], today: date) -> bool:
    """Did a board or an employer's site, which confirm what they take, say nothing for more than a day (SR46)?"""
    is_late = today > application.applied_on + _RECEIPT_WITHIN
    return application.via in _CONFIRM and is_late and now.used_on is None and _is_unheard(now, events)


def _is_unheard(now: Progress, events: tuple[Event, ...]) -> bool:
    """Is nothing known to have arrived, come back or been answered, by mail or by the user's word?"""
    is_first = now.step is Step.APPLICATION and now.mode is None and not now.has_talk_ahead
    return is_first and not now.has_arrived and not _theirs(events)


def _promise(now: Progress) -> str:
    return f"you promised {'a call' if now.promised_call else 'to be in touch'} on {now.promised_on}"


def _whom_they_answer(now: Progress, expected: date | None) -> str:
    """Whom they write to; and from when on silence is to be expected, where they say so (SR53)."""
    after = expected or now.answer_by
    return "they write only to those they invite" + (f"; after {after} silence is to be expected" if after else "")


def _expected_after(application: Application, events: tuple[Event, ...]) -> date | None:
    """The day from which on silence is the answer, as their last mail that names one says, else the advert."""
    named = [facts.expected_after for facts in _facts(_theirs(events)) if facts.expected_after]
    return named[-1] if named else application.advert.expected_after


def _board(events: tuple[Event, ...]) -> str:
    named = (facts.platform for facts in _facts(_theirs(events)) if facts.platform_kind == "job_board")
    return next((name for name in named if name), "a job board")


def _has_no_cover_letter(events: tuple[Event, ...]) -> bool:
    sent = letters(events)
    return bool(sent) and sent[-1].finding.facts.has_letter is False


def _facts(events: list[Event]) -> Iterator[Facts]:
    return (event.finding.facts for event in events)


def _oddities(events: tuple[Event, ...]) -> tuple[str, ...]:
    """What is odd about the files of the letter that was sent last (SR49)."""
    sent = letters(events)
    return odd_papers(sent[-1].finding.attachments) if sent else ()


def _last_sign(application: Application, now: Progress, events: tuple[Event, ...]) -> str:
    """That it came back; else their last mail that was not written by software, the talk, the receipt, or that nothing
    came. A talk that is ahead is no silence, and nothing is said of one."""
    if now.mode is State.UNDELIVERED:
        return "your mail came back: it has not arrived"
    written = (event for event in _theirs(events) if event.finding.verdict.label not in AUTORESPONSES)
    last = max(written, key=_moment, default=None)
    if last and _is_behind_the_receipt(last, now, events):
        return f"their last mail came on {last.on}"
    if now.has_talk_ahead or now.step is Step.INTERVIEW:
        return f"the talk was on {now.held_on}" if now.held_on and not now.has_talk_ahead else ""
    if now.acknowledged_on:
        return f"receipt on {now.acknowledged_on}, no answer since"
    return "no receipt came" if application.via in _CONFIRM else "no receipt came: ask whether it arrived"


def _is_behind_the_receipt(last: Event, now: Progress, events: tuple[Event, ...]) -> bool:
    """Did it come after the receipt, that of the same day too? What the user was told on a day has no hour."""
    if now.acknowledged_on is None or last.on != now.acknowledged_on:
        return now.acknowledged_on is None or last.on > now.acknowledged_on
    of_the_day = (event for event in _theirs(events) if event.on == last.on)
    receipts = [event for event in of_the_day if event.finding.verdict.label is Label.ACKNOWLEDGEMENT]
    return all(_moment(event) < _moment(last) for event in receipts)


def _moment(event: Event) -> datetime:
    return event.finding.internaldate


def _theirs(events: tuple[Event, ...]) -> list[Event]:
    return [event for event in events if event.finding.role is not FolderRole.SENT]
