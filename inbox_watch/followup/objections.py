"""What speaks against writing: what cannot be, what the user may overrule, and what is only to be minded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from inbox_watch.followup.advice import NO_CALLS, NO_CONTACT
from inbox_watch.followup.draft import MAILED
from inbox_watch.followup.occasion import Occasion
from inbox_watch.followup.target import A_NUMBER
from inbox_watch.records import Address, Channel, DraftKind, Standing, State, Step, Via

_MARK = "inbox-watch mark {} followed-up --by {}"
_SHOWN_BY_NO_MAIL: Mapping[DraftKind, str] = {DraftKind.CALL: "phone", DraftKind.LINKEDIN: "linkedin"}
_CONTACT = "`inbox-watch applications edit {id} --contact ADDRESS`"


def refusal(occasion: Occasion, kind: DraftKind, today: date) -> str:
    """Why such words cannot be written, in a sentence with the next step; empty when they can."""
    if kind is DraftKind.THANK_YOU:
        return _no_talk(occasion, today)
    used_on = occasion.standing.follow_up.used_on
    if used_on:
        return f"The one follow-up of this step was used on {used_on}; a second one is not written."
    if occasion.standing.state is State.UNDELIVERED:
        return (
            "Your application came back, so there is nothing to follow up: "
            "check the address and send the application again."
        )
    ahead = _talk_ahead(occasion, today) if occasion.standing.step is Step.INTERVIEW else ""
    return ahead or (_is_no_question(occasion) if kind is DraftKind.ARRIVAL else "")


def _talk_ahead(occasion: Occasion, today: date) -> str:
    day = occasion.history.talk.day if occasion.history.talk else None
    return f"The talk is on {day}: write when it has taken place." if day and day > today else ""


def _no_talk(occasion: Occasion, today: date) -> str:
    if occasion.history.talk is None:
        return f"No talk about {occasion.standing.application.id} is known that one could thank for."
    return _talk_ahead(occasion, today)


def _is_no_question(occasion: Occasion) -> str:
    if occasion.standing.step is Step.INTERVIEW:
        return "After an invitation there is nothing whose arrival is open: leave --arrival out."
    if occasion.history.arrived:
        of = f" of {occasion.history.heard_on}" if occasion.history.heard_on else ""
        return f"Their mail{of} shows that it arrived: leave --arrival out."
    return ""


def objection(standing: Standing, kind: DraftKind) -> str:
    """Why nothing is to be sent as it stands, though the user may overrule it; empty when nothing speaks against it."""
    if kind is DraftKind.THANK_YOU:
        return ""
    return _OBJECTIONS.get(standing.state, _none)(standing) or _unwanted(standing, kind)


def _unwanted(standing: Standing, kind: DraftKind) -> str:
    """What they ask the user not to do (SR17)."""
    asked = standing.follow_up.warnings
    if NO_CONTACT in asked:
        return "They ask not to be contacted: nothing is to be sent."
    return "They ask not to be called: write instead." if NO_CALLS in asked and kind is DraftKind.CALL else ""


def _none(_: Standing) -> str:
    return ""


def _said(sentence: str) -> Callable[[Standing], str]:
    return lambda _: sentence


def _on_hold(standing: Standing) -> str:
    due_on = standing.follow_up.due_on
    until = f" before {due_on}" if due_on else ""
    return f"The position is on hold: nothing is to be sent{until}."


_OBJECTIONS: Mapping[State, Callable[[Standing], str]] = {
    State.CLOSED: _said("You closed this application: nothing is to be sent."),
    State.REJECTED: _said("They refused: nothing is to be sent."),
    State.OFFER: _said("They made an offer: answer it instead."),
    State.ANSWERED: _said("They wrote to you: answer their mail instead."),
    State.INTERVIEW: _said("They invited you: answer their mail instead."),
    State.ASSESSMENT: _said("They wait for your test: hand it in instead."),
    State.INFO_REQUESTED: _said("They wait for your papers: send them instead."),
    State.ON_HOLD: _on_hold,
    State.UNCONFIRMED: _said(
        "Their last mail is not clear: read it first, and say what it is with `inbox-watch review`."
    ),
    State.UNKNOWN: _said(
        "The mailbox was not read for more than a day, so they may have answered: run `inbox-watch poll` first."
    ),
}


def remarks(occasion: Occasion, kind: DraftKind, author: Address) -> Iterator[str]:
    """What to mind before such words go out, a sentence each."""
    standing = occasion.standing
    if kind is not DraftKind.THANK_YOU:
        yield from _about_the_time(standing)
        yield from (f"Mind: {warning}." for warning in standing.follow_up.warnings)
    if kind in MAILED and not occasion.address:
        yield _nobody(standing)
    if kind in MAILED and standing.application.via is Via.JOB_BOARD:
        yield "The job board may have handed on its own version of your CV: attach yours."
    if not author.name:
        yield "Your name is not known from your letters: put it in where the brackets are."
    if kind is DraftKind.CALL:
        yield f"{A_NUMBER}. Put yours in where the brackets are."
    if kind in _SHOWN_BY_NO_MAIL:
        mark = _MARK.format(standing.application.id, _SHOWN_BY_NO_MAIL[kind])
        yield f"No mail will show it: afterwards run `{mark}`."


def _about_the_time(standing: Standing) -> Iterator[str]:
    if standing.state is State.WAITING:
        yield f"It is early: the follow-up is due on {standing.follow_up.due_on}."
    if standing.state is State.MOVE_ON:
        yield f"After {standing.silent_days} days of silence the advice is to let it go; you may still write."


def _nobody(standing: Standing) -> str:
    id_ = standing.application.id
    if standing.follow_up.channel is Channel.PORTAL:
        return f"No address is known: ask through their portal, or name one with {_CONTACT.format(id=id_)}."
    return f"No address is known: find a person or a desk and name it with {_CONTACT.format(id=id_)}."
