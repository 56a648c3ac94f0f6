"""One pass over one account, from the mailbox to the alerts: the only place where effects are ordered.

Fetch a sitting (every socket is closed again), judge it while the next one is fetched, keep each batch with its cursor
and its alerts in one transaction, and send at last what the outbox holds. A run killed anywhere repeats what it had not
kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from inbox_watch.accounts import Account
from inbox_watch.ahead import Visit, visits
from inbox_watch.alerts.choose import AlertWishes, alerts_for_due, alerts_for_mail
from inbox_watch.alerts.deliver import addressed
from inbox_watch.alerts.severity import Occasion
from inbox_watch.config import Settings
from inbox_watch.link.removal import outlived
from inbox_watch.link.ties import rules
from inbox_watch.memory import gather, gather_on
from inbox_watch.records import Alert, Batch, Cursor, Finding, FolderRole, Removal, Sitting, State, Unreadable
from inbox_watch.sources import fetch
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.request import Known
from inbox_watch.store.alike import as_known
from inbox_watch.store.store import Learned, Store
from inbox_watch.survey import Evidence, Survey, is_deaf, moment_of, survey
from inbox_watch.workers import Workers

Progress = Callable[[Batch], None]

# Nothing is to come of them: of all other states something may.
_OVER = frozenset({State.REJECTED, State.CLOSED, State.MOVE_ON, State.SILENT_FINAL, State.UNDELIVERED})
# So many old messages are removed at most in one run.
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Moment:
    """The time of a run: `now` is the clock, `today` the day whose report counts (they differ with --as-of)."""

    now: datetime
    today: date


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
    return _visit_of(account, since)(store.cursors(account.name), store.sighted(account.name).__contains__, deadline)


def _visit_of(account: Account, since: date) -> Visit:
    """A visit that asks no store, which may be written to at the same time."""

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
    wishes = _wishes(store, settings, moment)
    if all(finding.internaldate.date() < wishes.listening_since([finding]) for finding in findings):
        return (), {}
    evidence = gather_on(store, store.near(findings), moment.now)
    known = {finding.sha256 for finding in evidence.findings}
    new = [finding for finding in findings if finding.sha256 not in known]
    whole = replace(evidence, findings=(*_as_sent(evidence.findings, findings), *new))
    seen = survey(whole, settings, today=moment.today, now=moment.now)
    first_read = not any(
        (each.account, each.folder) == (cursor.account, cursor.folder) and each.until for each in evidence.heard
    )
    began = store.first_runs().get(cursor.account, moment.now)
    at = Occasion(moment.now, moment.today, settings.timezone, first_read=first_read, began=began)
    return alerts_for_mail(new, seen.report.standings, wishes, at), seen.ledger.given


def _as_sent(known: Iterable[Finding], found: Iterable[Finding]) -> Iterator[Finding]:
    """What is known, as Sent mail where the same octets were found in Sent."""
    sent = {finding.sha256: finding for finding in found if finding.role is FolderRole.SENT}
    return (sent.get(finding.sha256, finding) for finding in known)


def _wishes(store: Store, settings: Settings, moment: Moment) -> AlertWishes:
    """What is older than a day before the first run of an account is no news there.

    A first run that is still to come was made by a clock that went wrong.
    """
    first = store.first_runs()
    names = sorted({*first, *(account.name for account in settings.accounts)})
    since = {name: _day_before(min(first.get(name, moment.now), moment.now), settings) for name in names}
    return AlertWishes(settings.alert_on, min(since.values()), since, settings.alert_severity)


def _day_before(moment: datetime, settings: Settings) -> date:
    return (moment - timedelta(days=1)).astimezone(settings.timezone).date()


def tell_what_is_due(store: Store, settings: Settings, moment: Moment) -> None:
    """Queue an alert for each follow-up that time has made due, and remember the ids of applications.

    All applications are looked at once on an occasion, after that only those to which something came. What has grown
    too old is removed then.
    """
    wishes = _wishes(store, settings, moment)
    occasion = _occasion(store, settings, moment, wishes)
    looks_at_all = not store.is_told(occasion)
    if looks_at_all:
        store.chart()
        evidence = gather(store, moment.now)
    else:
        near = store.near()
        if not near.keys:
            return
        evidence = gather_on(store, near, moment.now)
    seen = survey(evidence, settings, today=moment.today, now=moment.now)
    store.name_applications(seen.ledger.given)
    alerts = alerts_for_due(seen.report.standings, wishes)
    store.queue_alerts(addressed(alerts, settings.alert_targets), moment.now)
    store.mark_told(occasion, [each.sha256 for each in evidence.findings if each.sha256 not in seen.findings])
    if looks_at_all and moment.today == moment.now.astimezone(settings.timezone).date():
        _let_go_of_what_is_old(store, seen, evidence, settings, moment)


def _let_go_of_what_is_old(store: Store, seen: Survey, evidence: Evidence, settings: Settings, moment: Moment) -> None:
    """Remove what is older than the user wants it kept and tied to no open application."""
    before = moment.now - timedelta(days=settings.retention_days)
    over = {each.application.id for each in seen.report.standings if each.state in _OVER}
    removal = outlived(
        seen.ledger, over, evidence.findings, evidence.statements, evidence.unreadable, before=before, at_most=_AT_ONCE
    )
    if removal != Removal():
        store.remove(removal)


def _occasion(store: Store, settings: Settings, moment: Moment, wishes: AlertWishes) -> str:
    """All that makes a follow-up due besides mail: the day, the settings, what the user said, whether all is heard.

    As a digest, since targets may hold a password.
    """
    deaf = is_deaf(store.heard(moment.now), settings, moment_of(moment.today, moment.now, settings.timezone))
    decisive = (
        moment.today,
        deaf,
        wishes,
        settings.alert_targets,
        settings.timezone.key,
        settings.country,
        settings.wait_days,
        settings.move_on_days,
        settings.look_back_days,
        settings.phone_comfort,
        settings.contact_style,
        store.last_said(),
        rules(settings.addresses),
    )
    return sha256(repr(decisive).encode()).hexdigest()


def look_back(settings: Settings, today: date) -> date:
    """The day from which a first poll reads."""
    return today - timedelta(days=min(settings.look_back_days, settings.retention_days))
