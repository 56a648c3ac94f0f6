"""Applications to the alerts that time calls for, as many at a time as fit into memory; then what is too old goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from inbox_watch.alerts.choose import alerts_for_due
from inbox_watch.alerts.deliver import addressed
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.config import Settings
from inbox_watch.heard import Moment
from inbox_watch.link.removal import Old, outlived, removal_of
from inbox_watch.memory import gather_on
from inbox_watch.records import Removal, State
from inbox_watch.store.islands import Nearby
from inbox_watch.store.store import Store
from inbox_watch.survey import Evidence, Survey, survey

# Nothing is to come of them: of all other states something may.
_OVER = frozenset({State.REJECTED, State.CLOSED, State.MOVE_ON, State.SILENT_FINAL, State.UNDELIVERED})
# So many old messages are removed at most in one run.
_AT_ONCE = 2000
# A clock that has gone on so far between two reads is believed at the next look at everything, a day later.
_LEAP = timedelta(days=30)
# So many findings are looked at together, when an island has not more: 4 KB each.
PART = 5000


def tell_the_untold(store: Store, settings: Settings, moment: Moment, wishes: AlertWishes, occasion: str) -> None:
    """Look at the applications to which something came since all were looked at."""
    told = _Telling(store, settings, moment, wishes)
    told.look_at(store.near())
    store.mark_told(occasion, told.still_to_come)


def tell_all(store: Store, settings: Settings, moment: Moment, wishes: AlertWishes, occasion: str) -> None:
    """Look at all applications, part by part.

    Ids are given in the order in which applications were founded: all that have none are looked at together, last.
    """
    store.chart()
    told = _Telling(store, settings, moment, wishes, before=_too_old(store, settings, moment))
    nameless = [number for part in store.told_parts(PART) if not told.look_at_named(part) for number in part.islands]
    told.look_at(store.near(beside=nameless))
    # Before the occasion is marked: a run that is stopped in between looks at everything again on the same day.
    if told.before:
        _let_go(store, told.old, told.before)
    store.mark_told(occasion, told.still_to_come)


def _too_old(store: Store, settings: Settings, moment: Moment) -> datetime | None:
    """Before which moment mail is too old, when there may be such mail.

    Nothing is removed on a day that is not today, nor by a clock that has gone on far since mail was read: it may be
    wrong, and what is removed does not come back.
    """
    before = moment.now - timedelta(days=settings.retention_days)
    is_today = moment.today == moment.now.astimezone(settings.timezone).date()
    is_believed = is_today and store.was_heard(moment.now - _LEAP, moment.now)
    return before if is_believed and store.has_before(before) else None


@dataclass(slots=True)
class _Telling:
    """What is told on an occasion: `still_to_come` is mail of a later moment.

    `old` is what came `before` a moment and may go, of what was looked at; nothing without such a moment.
    """

    store: Store
    settings: Settings
    moment: Moment
    wishes: AlertWishes
    before: datetime | None = None
    still_to_come: list[str] = field(default_factory=list)
    old: list[Old] = field(default_factory=list)

    def look_at(self, part: Nearby) -> None:
        """Tell what is due there, and remember the ids."""
        if part.keys:
            evidence, seen = self._seen(part)
            self.store.name_applications(seen.ledger.given)
            self._tell(evidence, seen)

    def look_at_named(self, part: Nearby) -> bool:
        """Tell what is due there; but nothing when an application has no id yet."""
        evidence, seen = self._seen(part)
        if seen.ledger.given:
            return False
        self._tell(evidence, seen)
        return True

    def _seen(self, part: Nearby) -> tuple[Evidence, Survey]:
        evidence = gather_on(self.store, part, self.moment.now)
        return evidence, survey(evidence, self.settings, today=self.moment.today, now=self.moment.now)

    def _tell(self, evidence: Evidence, seen: Survey) -> None:
        alerts = alerts_for_due(seen.report.standings, self.wishes)
        self.store.queue_alerts(addressed(alerts, self.settings.alert_targets), self.moment.now)
        self.still_to_come += [each.sha256 for each in evidence.findings if each.sha256 not in seen.findings]
        if self.before:
            over = {each.application.id for each in seen.report.standings if each.state in _OVER}
            self.old += outlived(seen.ledger, over, evidence.findings, before=self.before)


def _let_go(store: Store, old: Iterable[Old], before: datetime) -> None:
    """Remove what is older than the user wants it kept and tied to no open application."""
    homeless = (Old(came, frozenset({sha256})) for sha256, came in store.far_from_applications(before, _AT_ONCE))
    unreadable = store.unreadable()
    removal = removal_of([*old, *homeless], store.statements(), unreadable, before=before, at_most=_AT_ONCE)
    if removal != Removal():
        store.remove(removal)
