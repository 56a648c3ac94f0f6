"""What to do about a silence, in a line of an alert: whom to ask, when and why then, and what; pure."""

from __future__ import annotations

from inbox_watch.followup.questions import three_questions
from inbox_watch.followup.reader import reader
from inbox_watch.followup.target import A_NUMBER, is_address, spoken
from inbox_watch.knowledge.wording import wording
from inbox_watch.records import Address, Channel, Standing, State

_LANGUAGE = "en"  # of alerts and reports
_NO_CONTACT = "a contact you find"
_NO_ANSWER = "It is no answer: the clock runs."


def after_receipt(standing: Standing) -> str:
    """The receipt proves arrival and answers nothing: whom to ask, what, and when (SR11).

    Empty where nothing is to be done any more; where a follow-up is not advised, why not.
    """
    follow_up = standing.follow_up
    if follow_up.due_on is None or follow_up.used_on or standing.state is State.MOVE_ON:
        return ""
    if follow_up.channel is Channel.NONE:
        return f"It is no answer. No follow-up is advised: {'; '.join(follow_up.warnings)}."
    if follow_up.channel is Channel.FIND_CONTACT:
        return f"{_NO_ANSWER} {_find_somebody(standing)}"
    if standing.state is State.DUE:
        when = f"Follow up once {_how(standing)}, due since {_reckoned(standing)}."
    else:
        when = f"If you hear nothing, follow up once {_how(standing)}, due on {_reckoned(standing)}."
    questions = three_questions(wording(_LANGUAGE), standing.step)
    return f"{_NO_ANSWER} {when} Ask: {' '.join(questions)}"


def due_now(standing: Standing) -> str:
    """How the one follow-up goes out, to whom, and the command that writes it."""
    number = f" {A_NUMBER}." if standing.follow_up.channel is Channel.PHONE else ""
    words = f"The words: inbox-watch draft {standing.application.id}"
    return f"Follow up once {_how(standing)}, then let it rest.{number} {words}"


def whom(standing: Standing) -> str:
    """Whom to ask, by name and address as far as both are known."""
    target = standing.follow_up.target
    if not is_address(target):
        return target or _NO_CONTACT
    return spoken(Address(reader(standing.application, standing.events, target), target))


def _find_somebody(standing: Standing) -> str:
    employer = standing.application.employer or "the employer"
    return (
        f"Find a person or a desk at {employer} to write to first: a follow-up needs somebody who reads it. "
        f"Then it is due on {_reckoned(standing)}."
    )


def _how(standing: Standing) -> str:
    return {
        Channel.PHONE: f"by telephone, with {whom(standing)}",
        Channel.PORTAL: f"through their portal, with {standing.application.employer or whom(standing)}",
        Channel.LINKEDIN: f"on LinkedIn, with {whom(standing)}",
    }.get(standing.follow_up.channel, f"with {whom(standing)}")


def _reckoned(standing: Standing) -> str:
    """The due date and its arithmetic."""
    because = standing.follow_up.because
    return f"{standing.follow_up.due_on}" + (f" ({because})" if because else "")
