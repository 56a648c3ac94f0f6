"""What may be done for the one follow-up, the best first: who is inside before a named person before a desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inbox_watch.clean import clean_name
from inbox_watch.followup.advice import has_portal, needs_a_contact
from inbox_watch.followup.progress import Progress
from inbox_watch.followup.reader import greeted
from inbox_watch.followup.reasons import may_lie_in_spam
from inbox_watch.followup.target import deputy, is_address, is_desk, spoken, target, who_is_known
from inbox_watch.records import Address, Application, Channel, CounterpartKind, Event, State, Step, Via

_IN_THE_THREAD = "answer in the same thread, in plain text and without a link"
_WITH_A_FRONT_DESK = frozenset({CounterpartKind.SMALL_OWNER, CounterpartKind.MIDSIZE})


def suggestions(
    application: Application, now: Progress, events: tuple[Event, ...], *, today: date, state: State, way: Channel
) -> tuple[str, ...]:
    """The suggestions of a day, a short sentence each.

    None where they ask not to be contacted. Where the follow-up is used, not advised, or its time is over, only whom
    the user knows there: asking them is none.
    """
    if now.no_contact:
        return ()
    if state is State.MOVE_ON or now.used_on or way is Channel.NONE:
        return tuple(_acquaintances(application))
    is_by_mail = way is not Channel.PHONE
    in_the_thread = (_IN_THE_THREAD,) if is_by_mail and may_lie_in_spam(application, now, events) else ()
    return (*_suggestions(application, now, events, today), *in_the_thread)


def _suggestions(application: Application, now: Progress, events: tuple[Event, ...], today: date) -> Iterator[str]:
    yield from _inside(application)
    yield from _named(application, events)
    yield from _stand_in(now, events, today)
    yield from _desks(application, events)
    if application.via is Via.JOB_BOARD and now.step is Step.APPLICATION:
        yield "ask which CV they got, and send your own with the one follow-up"


def _inside(application: Application) -> Iterator[str]:
    """Somebody inside (SR22, SR32), before the way in that a board or a large company leaves (SR27)."""
    yield from _acquaintances(application)
    is_large = application.kind is CounterpartKind.LARGE
    if is_large and not application.acquaintances:
        yield "do you know somebody inside? Ask there first"
    if needs_a_contact(application):
        employer = clean_name(application.employer) or "the employer"
        yield f"find a person or a desk at {employer} to write to"
    elif is_large and has_portal(application):
        yield "ask through their portal, where your papers are"


def _acquaintances(application: Application) -> Iterator[str]:
    return (f"ask {spoken(known)} first, whom you know there" for known in application.acquaintances)


def _named(application: Application, events: tuple[Event, ...]) -> Iterator[str]:
    """A person the thread names, beside the one who is written to (SR33)."""
    to = target(application, events)
    person = who_is_known(application, events)
    if to == application.hiring_manager and not is_address(to) and person:
        yield f"ask {spoken(person)} how to reach {to}"
    name = greeted(application, events, to) if is_desk(Address("", to)) else ""
    if name:
        yield f"ask for {name}, whom your letter greets"


def _stand_in(now: Progress, events: tuple[Event, ...], today: date) -> Iterator[str]:
    """Who stands in, for as long as the absence lasts or where its end is not known (SR50)."""
    named = deputy(events)
    if named and (now.return_on is None or today <= now.return_on):
        yield f"ask {spoken(named)}, their deputy, if it cannot wait"


def _desks(application: Application, events: tuple[Event, ...]) -> Iterator[str]:
    """The front desk of a house that has one, then any desk; only where nobody is known (SR33)."""
    if application.contacts or is_address(target(application, events)):
        return
    if application.kind in _WITH_A_FRONT_DESK:
        yield "ask at the front desk who reads applications"
    is_asked_by_portal = application.kind is CounterpartKind.LARGE and has_portal(application)
    if not needs_a_contact(application) and not is_asked_by_portal:
        yield "ask the personnel desk that the advert or their site names"
