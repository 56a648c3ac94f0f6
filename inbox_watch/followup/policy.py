"""What the user and the house decided about waiting and channels."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from inbox_watch.records import CounterpartKind
from inbox_watch.workdays import Workdays

RECRUITER_WAIT = 5
MIDSIZE_WAIT = 10
LARGE_WAIT = 14
INTERVIEW_WAIT_WORKDAYS = 5
AFTER_TIMELINE_WORKDAYS = 2
ON_HOLD_DAYS = 30


@dataclass(frozen=True, slots=True)
class Policy:
    """Waits in calendar days, the working week, and how the user likes to be in touch."""

    timezone: ZoneInfo
    workdays: Workdays
    wait_days: int = 7
    move_on_days: int = 45
    phone_comfort: str = "so-so"
    contact_style: str = "balanced"

    def wait(self, kind: CounterpartKind) -> int:
        """Calendar days to wait for this kind of counterpart (7; recruiters 5, midsize 10, large 14)."""
        presets = {
            CounterpartKind.RECRUITER: RECRUITER_WAIT,
            CounterpartKind.OUTSOURCED: RECRUITER_WAIT,
            CounterpartKind.MIDSIZE: MIDSIZE_WAIT,
            CounterpartKind.LARGE: LARGE_WAIT,
        }
        return presets.get(kind, self.wait_days)
