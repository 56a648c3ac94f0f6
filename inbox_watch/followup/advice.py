"""Whether the follow-up is advised, by which channel, and what to mind when writing or calling."""

from __future__ import annotations

from datetime import date

from inbox_watch.followup.policy import Policy
from inbox_watch.followup.progress import Progress
from inbox_watch.followup.reasons import misses_receipt
from inbox_watch.followup.target import is_address, target, who_is_known
from inbox_watch.records import Application, Channel, CounterpartKind, Event, State, Step, Via

NO_CONTACT = "they ask not to be contacted"
NO_CALLS = "they ask not to be called"
MISSING_RECEIPT = "no receipt came: look into the spam folder, then whether it was really submitted"


def hold_reasons(application: Application, now: Progress) -> tuple[str, ...]:
    """Why a follow-up is not advised although it is overdue; empty when nothing speaks against it."""
    reasons = (
        (NO_CONTACT, now.no_contact),
        (
            "the same letter went to five or more employers within a week; a targeted letter helps more",
            _is_mass_mail(application, now),
        ),
        ("sent through a job board and no person or desk is known yet", needs_a_contact(application)),
    )
    return tuple(reason for reason, holds in reasons if holds)


def _is_mass_mail(application: Application, now: Progress) -> bool:
    """Is the letter one of many? Who was asked to a talk, a test or for papers is one of few."""
    return application.mass_mail and now.step is Step.APPLICATION


def needs_a_contact(application: Application) -> bool:
    """Did it go through a job board, with nobody known to whom a follow-up could go?"""
    return application.via is Via.JOB_BOARD and not application.contacts


def channel(application: Application, now: Progress, policy: Policy, events: tuple[Event, ...]) -> Channel:
    """E-mail by default; telephone only where a call was promised or the owner decides, and nothing forbids it.

    What came back reached nobody, so there is nothing to follow up.
    """
    if now.no_contact or _is_mass_mail(application, now) or now.mode is State.UNDELIVERED:
        return Channel.NONE
    if needs_a_contact(application):
        return Channel.FIND_CONTACT
    if may_call(now, policy) and _is_worth_a_call(application, now):
        return Channel.PHONE
    if _has_a_portal_first(application, events):
        return Channel.PORTAL
    if application.contacts or is_address(target(application, events)):
        return Channel.EMAIL
    return Channel.PORTAL if has_portal(application) else Channel.FIND_CONTACT


def has_portal(application: Application) -> bool:
    """Did it go through a site? What was sent by mail, or is known from the user's word alone, shows none."""
    return application.via in (Via.ATS, Via.JOB_BOARD)


def may_call(now: Progress, policy: Policy) -> bool:
    """Does neither side mind the telephone?"""
    return not now.no_calls and policy.phone_comfort != "avoid" and policy.contact_style != "quiet"


def _is_worth_a_call(application: Application, now: Progress) -> bool:
    promised = now.promised_call and now.promised_on is not None
    return promised or application.kind is CounterpartKind.SMALL_OWNER


def _has_a_portal_first(application: Application, events: tuple[Event, ...]) -> bool:
    """A desk of a large company reads what its own system sends it; only a person is better (SR22)."""
    is_by_portal = application.kind is CounterpartKind.LARGE and has_portal(application)
    return is_by_portal and not application.write_to and who_is_known(application, events) is None


def warnings(
    application: Application, now: Progress, policy: Policy, events: tuple[Event, ...], today: date
) -> tuple[str, ...]:
    """What to mind before writing or calling."""
    shown = (
        (MISSING_RECEIPT, misses_receipt(application, now, events, today)),
        (NO_CALLS, now.no_calls),
        (
            "you promised a call; you asked for no telephone, so write on that day",
            now.promised_call and not may_call(now, policy),
        ),
        *((reason, True) for reason in hold_reasons(application, now)),
    )
    return tuple(warning for warning, holds in shown if holds)
