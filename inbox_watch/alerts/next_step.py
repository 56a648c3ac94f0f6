"""What to do about a silence, in a line of an alert: whom to ask, when and why then, and what; pure."""

from __future__ import annotations

from inbox_watch.alerts.harmless import harmless
from inbox_watch.followup.advice import needs_a_contact
from inbox_watch.followup.questions import three_questions
from inbox_watch.followup.reader import reader
from inbox_watch.followup.target import A_NUMBER, is_address, spoken
from inbox_watch.knowledge.wording import wording
from inbox_watch.records import Address, Channel, Standing, State

_LANGUAGE = "en"  # of alerts and reports
_NO_CONTACT = "a contact you find"
_LONGEST_CONTACT = 120
NO_ANSWER = "It is no answer: the clock runs."


def after_receipt(standing: Standing) -> str:
    """The receipt proves arrival and answers nothing: whom to ask, what, and when (SR11).

    Where nothing is to be done any more, or a follow-up is not advised, why not.
    """
    follow_up = standing.follow_up
    if follow_up.used_on:
        return f"Nothing to do: you followed up on {follow_up.used_on}."
    if standing.state is State.MOVE_ON:
        return "Nothing to do: it is too late for a follow-up, so let it rest."
    if follow_up.due_on is None:
        return "Nothing to do today: nothing is due."
    if follow_up.channel is Channel.NONE:
        return f"It is no answer. No follow-up is advised: {'; '.join(follow_up.warnings)}."
    if follow_up.channel is Channel.FIND_CONTACT:
        return f"{NO_ANSWER} {_find_somebody(standing)}"
    if standing.state is State.DUE:
        when = f"Follow up once {_how(standing)}, due since {_reckoned(standing)}."
    else:
        when = f"If you hear nothing, follow up once {_how(standing)}, due on {_reckoned(standing)}."
    questions = three_questions(wording(_LANGUAGE), standing.step)
    return f"{NO_ANSWER} {when} Ask: {' '.join(questions)}"


def once_more(standing: Standing | None) -> str:
    """When to ask if they stay silent; where no follow-up is to come, that there is none."""
    if standing is None or not _comes(standing):
        return "You need not follow up."
    when = "due since" if standing.state is State.DUE else "due on"
    return f"If you hear nothing, follow up once {_how(standing)}, {when} {_reckoned(standing)}."


def _comes(standing: Standing) -> bool:
    """Is there a follow-up still to come, and somebody to send it to?"""
    follow_up = standing.follow_up
    if follow_up.due_on is None or follow_up.used_on or standing.state is State.MOVE_ON:
        return False
    return follow_up.channel is not Channel.NONE and not needs_a_contact(standing.application)


def due_now(standing: Standing) -> str:
    """How the one follow-up goes out, to whom, until when at the latest, and the command that writes it."""
    until = standing.follow_up.advised_until
    latest = f", by {until} at the latest" if until else ""
    number = f" {A_NUMBER}." if standing.follow_up.channel is Channel.PHONE else ""
    words = f"The words: inbox-watch draft {standing.application.id}"
    return f"Follow up once {_how(standing)}{latest}, then let it rest.{number} {words}"


def whom(standing: Standing) -> str:
    """Whom to ask, by name and address as far as both are known."""
    target = standing.follow_up.target
    if not is_address(target):
        return harmless(target, _LONGEST_CONTACT) or _NO_CONTACT
    return harmless(spoken(Address(reader(standing.application, standing.events, target), target)), _LONGEST_CONTACT)


def _find_somebody(standing: Standing) -> str:
    return (
        f"Find a person or a desk at {_employer(standing)} to write to first: a follow-up needs somebody who reads it. "
        f"Then it is due on {_reckoned(standing)}."
    )


def _employer(standing: Standing) -> str:
    return harmless(standing.application.employer) or "the employer"


def _how(standing: Standing) -> str:
    return {
        Channel.PHONE: f"by telephone, with {whom(standing)}",
        Channel.PORTAL: f"through their portal, with {harmless(standing.application.employer) or whom(standing)}",
        Channel.FIND_CONTACT: f"with a person or a desk that you find at {_employer(standing)}",
        Channel.LINKEDIN: f"on LinkedIn, with {whom(standing)}",
    }.get(standing.follow_up.channel, f"with {whom(standing)}")


def _reckoned(standing: Standing) -> str:
    """The due date and its arithmetic."""
    because = standing.follow_up.because
    return f"{standing.follow_up.due_on}" + (f" ({because})" if because else "")
