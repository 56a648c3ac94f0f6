"""The application a user names by its id, and what became of the others."""

from __future__ import annotations

from datetime import date

from inbox_watch.clean import clean_line
from inbox_watch.cli.said import name_of, stands, told
from inbox_watch.errors import UsageError
from inbox_watch.records import Application, Standing, State
from inbox_watch.survey import Survey


def application_named(name: str, seen: Survey) -> Application:
    """The application of that id; raises UsageError when there is none."""
    found = next((each for each in seen.ledger.applications if each.id == name), None)
    if found is None:
        raise no_such(name)
    return found


def no_such(name: str) -> UsageError:
    """What to say of an id that no application has."""
    return UsageError(f"There is no application {clean_line(name)}: `inbox-watch applications list` shows them all.")


def known_lines(application: Application) -> list[str]:
    """What else is known of it, a sentence each: what the user said of it, and what its advert says."""
    inside = ", ".join(clean_line(contact.address) for contact in application.acquaintances)
    followed = application.instructions_followed
    said = (
        ("It answers no advert.", application.speculative),
        (f"{clean_line(application.referred_by)} recommended you.", application.referred_by),
        (f"{clean_line(application.hiring_manager)} decides.", application.hiring_manager),
        ("You did what the advert asks.", followed is True),
        ("You did not do what the advert asks.", followed is False),
        (f"You know there: {inside}.", inside),
    )
    return [text for text, holds in said if holds] + advert_lines(application)


def advert_lines(application: Application) -> list[str]:
    """What its advert says, in a sentence; none when nothing is known of it."""
    advert = application.advert
    said = (
        ("it asks not to be called", advert.no_calls),
        ("it asks not to be contacted", advert.no_contact),
        ("they write only to those they invite", advert.no_reply_policy),
        (f"it closes on {advert.closes_on}", advert.closes_on is not None),
        (f"they want to answer by {advert.answer_by}", advert.answer_by is not None),
        (f"after {advert.expected_after} their silence is the answer", advert.expected_after is not None),
    )
    told_there = [text for text, holds in said if holds]
    return [f"The advert: {'; '.join(told_there)}."] if told_there else []


def changes(before: Survey, after: Survey) -> list[str]:
    """What else became of applications: a sentence for each that is gone, and for each that was not there before."""
    was = {each.id: each for each in before.ledger.applications}
    now = {each.id: each for each in after.ledger.applications}
    gone = [f"{id_} is gone: nothing else shows it ({name_of(was[id_])})." for id_ in was if id_ not in now]
    return gone + [f"{told(now[id_])} It is an application of its own now." for id_ in now if id_ not in was]


def moves(before: Survey, after: Survey) -> list[str]:
    """Where each application stands now that stood elsewhere before, a sentence each; none where nobody can tell."""
    was = {each.application.id: each for each in before.report.standings}
    return [
        f"{each.application.id}: {name_of(each.application)}. {stands(each)}"
        for each in after.report.standings
        if each.state is not State.UNKNOWN
        and each.application.id in was
        and _place(each) != _place(was[each.application.id])
    ]


def _place(standing: Standing) -> tuple[State, date | None]:
    return standing.state, standing.follow_up.due_on
