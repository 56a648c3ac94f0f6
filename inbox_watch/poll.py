"""One pass over one account, from the mailbox to the alerts: the only place where effects are ordered.

Fetch a sitting (every socket is closed again), judge it while the next one is fetched, keep each batch with its cursor
and its alerts in one transaction, and send at last what the outbox holds. A run killed anywhere repeats what it had not
kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from inbox_watch.accounts import Account
from inbox_watch.ahead import Visit, visits
from inbox_watch.alerts.deliver import addressed
from inbox_watch.config import Settings
from inbox_watch.heard import Moment
from inbox_watch.records import Alert, Batch, Cursor, Finding, Sitting, Unreadable
from inbox_watch.sources import fetch
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.request import Known
from inbox_watch.store.alike import as_known
from inbox_watch.store.store import Learned, Store
from inbox_watch.tell import wishes_of
from inbox_watch.workers import Workers

Progress = Callable[[Batch], None]


def poll(
    account: Account,
    store: Store,
    workers: Workers,
    settings: Settings,
    moment: Moment,
    *,
    since: date,
    deadline: Deadline,
    progress: Progress,
) -> int:
    """Read what is new in one account and keep it; returns how many messages were new."""
    count = 0
    visit_once = _visit_of(account, since)
    with visits(visit_once, store.cursors(account.name), store.sighted(account.name), deadline) as sittings:
        for sitting in sittings:
            for batch in sitting.batches:
                judged = workers.consider_all(batch.messages, account.authserv_id)
                taught = learned(batch, judged, store, settings, moment)
                store.keep(taught, moment.now)
                count += len(batch.messages)
                progress(batch)
    return count


def visit(account: Account, store: Store, since: date, deadline: Deadline) -> Sitting:
    """One visit to the source, from where the store has got to."""
    return _visit_of(account, since)(store.cursors(account.name), store.sighted(account.name), deadline)


def _visit_of(account: Account, since: date) -> Visit:
    """A visit from where another has got to, which may not be kept yet."""

    def visit_once(cursors: Mapping[str, Cursor], known: Known, until: Deadline) -> Sitting:
        return fetch(
            account,
            cursors,
            since=since,
            budget=Budget(),
            deadline=until,
            now=lambda: datetime.now(UTC),
            known=known,
        )

    return visit_once


def learned(
    batch: Batch, judged: Iterable[Finding | Unreadable], store: Store, settings: Settings, moment: Moment
) -> Learned:
    """What the batch taught, with the alerts it calls for; computed before anything is written."""
    answers = list(judged)
    findings = tuple(as_known(store, [answer for answer in answers if isinstance(answer, Finding)]))
    unread = tuple(answer for answer in answers if isinstance(answer, Unreadable))
    gone = store.departed(finding.sha256 for finding in findings)
    stay = [finding for finding in findings if finding.sha256 not in gone]
    alerts, ids = _news(batch.cursor, stay, store, settings, moment) if stay else ((), {})
    return Learned(
        role=batch.role,
        cursor=batch.cursor,
        findings=findings,
        unreadable=(*batch.unreadable, *unread),
        application_ids=ids,
        alerts=addressed(alerts, settings.alert_targets),
        read_until=batch.read_until,
    )


def _news(
    cursor: Cursor, findings: Sequence[Finding], store: Store, settings: Settings, moment: Moment
) -> tuple[tuple[Alert, ...], Mapping[str, str]]:
    """Alerts for the findings that are new to the store; a backlog has none, so nothing is linked for it yet."""
    wishes = wishes_of(store, settings, moment)
    if all(finding.internaldate.date() < wishes.listening_since([finding]) for finding in findings):
        return (), {}
    from inbox_watch.news import news_of  # 40 ms that a poll with nothing new need not pay

    return news_of(cursor, findings, store, settings, moment, wishes)


def look_back(settings: Settings, today: date) -> date:
    """The day from which a first poll reads."""
    return today - timedelta(days=min(settings.look_back_days, settings.retention_days))
