"""New mail to the alerts it calls for, before it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from inbox_watch.alerts.choose import alerts_for_mail
from inbox_watch.alerts.severity import Occasion
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.config import Settings
from inbox_watch.heard import Moment
from inbox_watch.memory import gather_on
from inbox_watch.records import Alert, Cursor, Finding, FolderRole
from inbox_watch.store.store import Store
from inbox_watch.survey import survey


def news_of(
    cursor: Cursor,
    findings: Sequence[Finding],
    store: Store,
    settings: Settings,
    moment: Moment,
    wishes: AlertWishes,
) -> tuple[tuple[Alert, ...], Mapping[str, str]]:
    """The alerts for what is new to the store, and the ids of the applications near it."""
    evidence = gather_on(store, store.near(findings), moment.now, findings)
    known = {finding.sha256 for finding in evidence.findings}
    new = [finding for finding in findings if finding.sha256 not in known]
    whole = replace(evidence, findings=(*_as_sent(evidence.findings, findings), *new))
    seen = survey(whole, settings, today=moment.today, now=moment.now)
    first_read = not any(
        (each.account, each.folder) == (cursor.account, cursor.folder) and each.until for each in evidence.heard
    )
    began = store.first_runs().get(cursor.account, moment.now)
    # A first run that is still to come was made by a clock that went wrong, and says nothing.
    known_begin = began if began <= moment.now else None
    at = Occasion(moment.now, moment.today, settings.timezone, first_read=first_read, began=known_begin)
    return alerts_for_mail(new, seen.report.standings, wishes, at), seen.ledger.given


def _as_sent(known: Iterable[Finding], found: Iterable[Finding]) -> Iterator[Finding]:
    """What is known, as Sent mail where the same octets were found in Sent."""
    sent = {finding.sha256: finding for finding in found if finding.role is FolderRole.SENT}
    return (sent.get(finding.sha256, finding) for finding in known)
