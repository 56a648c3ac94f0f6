"""Whether the follow-up is advised, by which channel, to whom, and what the mail shows of the reasons."""

from __future__ import annotations

from inbox_watch.facts.papers import odd_papers
from inbox_watch.followup.policy import Policy
from inbox_watch.followup.progress import Progress
from inbox_watch.records import (
    AUTORESPONSES,
    Address,
    Application,
    Channel,
    CounterpartKind,
    Event,
    FolderRole,
    SentKind,
    Via,
)


def hold_reasons(application: Application, now: Progress) -> tuple[str, ...]:
    """Why a follow-up is not advised although it is overdue; empty when nothing speaks against it."""
    reasons = (
        ("they ask not to be contacted", now.no_contact),
        (
            "the same letter went to five or more employers within a week; a targeted letter helps more",
            application.mass_mail,
        ),
        (
            "sent through a job board and no person or desk is known yet",
            application.via is Via.JOB_BOARD and not application.contacts,
        ),
    )
    return tuple(reason for reason, holds in reasons if holds)


def channel(application: Application, now: Progress, policy: Policy) -> Channel:
    """E-mail by default; telephone only where a call was promised or the owner decides, and nothing forbids it."""
    if now.no_contact or application.mass_mail:
        return Channel.NONE
    if _may_call(now, policy) and (
        (now.promised_call and now.promised_on) or application.kind is CounterpartKind.SMALL_OWNER
    ):
        return Channel.PHONE
    if application.contacts:
        return Channel.EMAIL
    return Channel.FIND_CONTACT if application.via is Via.JOB_BOARD else Channel.PORTAL


def _may_call(now: Progress, policy: Policy) -> bool:
    return not now.no_calls and policy.phone_comfort != "avoid" and policy.contact_style != "quiet"


def target(application: Application, events: tuple[Event, ...]) -> str:
    """The person or desk to write to: whom the user names, who wrote last, who was written to; else the employer."""
    if application.write_to:
        return application.write_to
    known = {address.address: address for address in application.contacts}
    wrote = [event.finding.from_.address for event in _theirs(events)]
    last = next((address for address in reversed(wrote) if address in known), None)
    best = known[last] if last else next(iter(application.contacts), Address("", ""))
    return best.address or application.employer


def reasons(application: Application, now: Progress, events: tuple[Event, ...]) -> tuple[str, ...]:
    """What the mail itself shows about the silence, a short sentence each; never a guess about their mind."""
    absent, referrer = now.return_on, _referrer(events)
    shown = (
        (_last_sign(now, events), True),
        (f"they were away until {absent}", absent is not None),
        ("they write only to those they invite", now.no_reply_policy),
        ("silence from a recruiter usually means no match at present", application.kind is CounterpartKind.RECRUITER),
        (f"{referrer} recommended you: begin with that name", bool(referrer)),
        *((f"your files may not have reached or opened there: {oddity}", True) for oddity in _oddities(events)),
    )
    return tuple(reason for reason, holds in shown if holds)


def _letters(events: tuple[Event, ...]) -> list[Event]:
    return [event for event in events if event.link.sent_kind is SentKind.APPLICATION]


def _referrer(events: tuple[Event, ...]) -> str:
    named = (event.finding.facts.referred_by for event in _letters(events))
    return next((name for name in named if name), "")


def _oddities(events: tuple[Event, ...]) -> tuple[str, ...]:
    """What is odd about the files of the letter that was sent last (SR49)."""
    letters = _letters(events)
    return odd_papers(letters[-1].finding.attachments) if letters else ()


def _last_sign(now: Progress, events: tuple[Event, ...]) -> str:
    """Their last mail that was not written by software; else the receipt; else that nothing came."""
    last = max(
        (event.on for event in _theirs(events) if event.finding.verdict.label not in AUTORESPONSES), default=None
    )
    if last and (now.acknowledged_on is None or last > now.acknowledged_on):
        return f"their last mail came on {last}"
    if now.acknowledged_on:
        return f"receipt on {now.acknowledged_on}, no answer since"
    return "no receipt came: ask whether it arrived"


def _theirs(events: tuple[Event, ...]) -> list[Event]:
    return [event for event in events if event.finding.role is not FolderRole.SENT]


def warnings(application: Application, now: Progress, policy: Policy) -> tuple[str, ...]:
    """What to mind when writing or calling."""
    shown = (
        ("they ask not to be called", now.no_calls),
        (
            "you promised a call; you asked for no telephone, so write on that day",
            now.promised_call and not _may_call(now, policy),
        ),
        *((reason, True) for reason in hold_reasons(application, now)),
    )
    return tuple(warning for warning, holds in shown if holds)
