"""What the user wants to hear of; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from inbox_watch.alerts.severity import SEVERITIES
from inbox_watch.records import Finding


@dataclass(frozen=True, slots=True)
class AlertWishes:
    """What the user wants to hear of, and the day since when the tool listens: what is older is no news.

    `since` is the day of the first account; `since_in` names the days of those that came later.
    """

    kinds: Collection[str]
    since: date
    since_in: Mapping[str, date] = field(default_factory=dict)
    least: str = "info"

    def is_loud_enough(self, severity: str) -> bool:
        """Is it at least as loud as the user wants?"""
        return SEVERITIES.index(severity) >= SEVERITIES.index(self.least)

    def listening_since(self, findings: Iterable[Finding]) -> date:
        """The first day on which an account was listened to in which one of these mails lies."""
        accounts = {uid.account for finding in findings for uid in finding.uids}
        return min((self.since_in.get(account, self.since) for account in accounts), default=self.since)
