"""The outbox to the channels: tell, then mark (at least once, never lost)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from inbox_watch.alerts.digest import digest
from inbox_watch.alerts.quiet import is_quiet, may_be_told
from inbox_watch.alerts.targets import target_id
from inbox_watch.config import Settings
from inbox_watch.errors import AlertNotSent, ConfigError
from inbox_watch.records import Alert
from inbox_watch.store.outbox import LONGEST_WAIT, Queued
from inbox_watch.store.store import Store

GIVE_UP_AFTER_TRIES = 10
_FIRST_RETRY = timedelta(minutes=5)
_MARK = " > "


def addressed(alerts: Sequence[Alert], targets: Sequence[str]) -> tuple[Alert, ...]:
    """One row of the outbox for each alert and target: a target that fails does not repeat the others."""
    return tuple(replace(alert, key=f"{alert.key}{_MARK}{target_id(target)}") for alert in alerts for target in targets)


def send_pending(store: Store, settings: Settings, now: datetime) -> tuple[str, ...]:
    """Send what is waiting, each target by itself; returns the reasons of those that did not go out.

    In quiet hours the rest goes on waiting. What waits for a target that the configuration no longer has is dropped.
    """
    _drop_gone_targets(store, settings.alert_targets)
    quiet, problems = is_quiet(settings, now), []
    pending = [item for item in store.pending_alerts(now) if may_be_told(item.alert, quiet=quiet)]
    for target in settings.alert_targets:
        due = [item for item in pending if item.alert.key.endswith(_MARK + target_id(target))]
        for group in _groups(due, settings.digest_over):
            problem = _send_group(store, target, group, now)
            if problem:
                problems.append(problem)
                break
    return tuple(problems)


def _drop_gone_targets(store: Store, targets: Sequence[str]) -> None:
    known = tuple(_MARK + target_id(target) for target in targets)
    gone = [item.alert.key for item in store.unsent_alerts() if not item.alert.key.endswith(known)]
    if gone:
        store.drop_alerts(gone)


def _groups(due: Sequence[Queued], digest_over: int) -> list[list[Queued]]:
    return [list(due)] if len(due) > digest_over else [[item] for item in due]


def _send_group(store: Store, target: str, group: Sequence[Queued], now: datetime) -> str | None:
    from inbox_watch.alerts.channels import send  # 20 ms, and most polls have nothing to say

    alert = group[0].alert if len(group) == 1 else digest([item.alert for item in group])
    try:
        send(target, alert, now, again=any(item.tries for item in group))
    except (AlertNotSent, ConfigError) as error:
        for item in group:
            store.alert_failed(item.alert.key, now, _retry_at(item.tries + 1, now))
        return f"{error} {_what_next(group)}"
    store.alerts_sent([item.alert.key for item in group], now)
    return None


def _retry_at(tries: int, now: datetime) -> datetime | None:
    """Back off by doubling up to six hours; give up after ten tries, and the report says so."""
    if tries >= GIVE_UP_AFTER_TRIES:
        return None
    doubled: int = 2 ** (tries - 1)
    return now + min(_FIRST_RETRY * doubled, LONGEST_WAIT)


def _what_next(group: Sequence[Queued]) -> str:
    is_last = all(item.tries + 1 >= GIVE_UP_AFTER_TRIES for item in group)
    return "It was the last try: run `inbox-watch alerts test`." if is_last else "It will be tried again."
