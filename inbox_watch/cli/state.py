"""The store of a configuration, surveyed: what report, status, explain and applications start from."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from inbox_watch.cli.context import open_state, state_exists
from inbox_watch.config import Settings
from inbox_watch.poll import gather
from inbox_watch.store.store import Store
from inbox_watch.survey import Evidence, Survey, survey

_ALERTS_LATE_AFTER = timedelta(hours=24)


def surveyed(settings: Settings, today: date, now: datetime) -> Survey:
    """Survey the store as of a day; without a store, there is nothing yet."""
    if not state_exists(settings):
        return survey(Evidence((), (), (), {}, ()), settings, today=today, now=now)
    with open_state(settings, read_only=True) as store:
        return survey(gather(store, now), settings, today=today, now=now, notices=_notices(store, now))


def _notices(store: Store, now: datetime) -> tuple[str, ...]:
    """What the reader must know about the tool's own health."""
    late = [item for item in store.unsent_alerts() if item.failed_at or now - item.queued_at > _ALERTS_LATE_AFTER]
    if not late:
        return ()
    return (f"{len(late)} alerts could not be delivered for a day or more: run `inbox-watch alerts test`.",)
