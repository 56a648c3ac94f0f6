"""A million mailboxes as arrays: who they are, and what one poll of each takes and finds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.fleet.facts import GROUPS, MAIL_A_DAY, MEAN_ROUND_TRIP, PROVIDERS, fact
from inbox_watch.fleet.cadence import PATIENCE, QUIET, SPREAD, STEPS, TRANSIENT, Cause

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

DAY = 86_400.0
_LIMITS = np.array([limit.total_seconds() for limit, _ in STEPS])
_WAITS = np.array([*(wait.total_seconds() for _, wait in STEPS), QUIET.total_seconds()])
# A hostile mailbox keeps a thread for the whole time a poll may take, refuses the login, or sends 25 MB each time.
WELL, ENDLESS, REFUSING, HUGE = range(4)
_CAUSES = {ENDLESS: Cause.UNAVAILABLE, REFUSING: Cause.LOGIN}
POLL_DEADLINE, SLOW_AFTER = 60.0, 20.0
_MOST_MINUTES = 7 * 24 * 60
# 25 MB at 6.25 MB/s.
HUGE_SECONDS = 4.0


@dataclass(slots=True)
class World:
    """The state of all mailboxes; times are seconds since the beginning.

    `due` is infinite in a job that waits. `looks` counts, minute by minute, the polls that are the first of a day.
    """

    dice: np.random.Generator
    queue: Places
    job_mail: Numbers
    hostile: Places
    last_activity: Numbers
    last_poll: Numbers
    due: Numbers
    failures: Places
    is_slow: Flags
    midnight: float
    looks: Places
    mails: float = 0.0


def world(mailboxes: int, hostile: float, seed: int, midnight: float) -> World:
    """Return mailboxes as they stand after a long time: each is due at some moment of its present wait."""
    dice = np.random.default_rng(seed)
    queue = _chosen(dice, list(PROVIDERS.values()), mailboxes)
    job_mail = np.array([group.job_mail for group in GROUPS])[_chosen(dice, [g.share for g in GROUPS], mailboxes)]
    kinds = _chosen(dice, [1 - hostile, hostile / 3, hostile / 3, hostile / 3], mailboxes)
    last_activity = np.log(1 - dice.random(mailboxes)) * DAY / job_mail
    waits = waits_after(-last_activity)
    gone = dice.random(mailboxes) * waits
    none = np.zeros(mailboxes, dtype=np.int64)
    return World(
        dice=dice,
        queue=queue,
        job_mail=job_mail,
        hostile=kinds,
        last_activity=last_activity,
        last_poll=-gone,
        due=waits - gone,
        failures=none,
        is_slow=none.astype(np.bool_),
        midnight=midnight,
        looks=np.zeros(_MOST_MINUTES, dtype=np.int64),
    )


def _chosen(dice: np.random.Generator, shares: list[float], many: int) -> Places:
    edges = np.cumsum(shares)
    return np.searchsorted(edges / edges[-1], dice.random(many), side="right")


def waits_after(quiet: Numbers) -> Numbers:
    """Return what `cadence.interval` does for each time without activity, in seconds."""
    return _WAITS[np.searchsorted(_LIMITS, quiet, side="right")]


def back_offs(kind: int, failures: Places) -> Numbers:
    """Return what `cadence.back_off` does for each number of failures of one kind, in seconds."""
    patience = PATIENCE[_CAUSES[kind]]
    grown = patience.first.total_seconds() * float(patience.factor) ** np.minimum(failures - 1, 16)
    return np.minimum(grown, patience.longest.total_seconds())


def durations(there: World, who: Places) -> Numbers:
    """Return how long a poll of each takes, by the clock."""
    trips = fact("visit_round_trips") + fact("handshake_round_trips")
    line = -MEAN_ROUND_TRIP * np.log(1 - there.dice.random(len(who)))
    well = fact("visit_seconds") + trips * line
    kinds = there.hostile[who]
    if not kinds.any():
        return well
    return np.select(
        [kinds == ENDLESS, kinds == REFUSING, kinds == HUGE], [POLL_DEADLINE, well / 2, well + HUGE_SECONDS], well
    )


def polled(there: World, who: Places, began: Numbers, ended: Numbers) -> None:
    """Let each find what came since its last poll, and be due again."""
    gap = began - there.last_poll[who]
    came = there.dice.random(len(who)) < 1 - np.exp(-there.job_mail[who] * gap / DAY)
    heard = began - there.dice.random(len(who)) * gap
    there.last_activity[who] = np.where(came, heard, there.last_activity[who])
    there.mails += float(gap.sum()) * MAIL_A_DAY / DAY
    is_first = (there.last_poll[who] < there.midnight) & (began >= there.midnight)
    np.add.at(there.looks, (began[is_first] // 60).astype(np.int64), 1)
    there.last_poll[who] = began
    waits = waits_after(began - there.last_activity[who])
    _fail(there, who, waits)
    there.is_slow[who] = ended - began > SLOW_AFTER
    there.due[who] = ended + waits * (1 + SPREAD * (2 * there.dice.random(len(who)) - 1))


def _fail(there: World, who: Places, waits: Numbers) -> None:
    """Put other waits in the place of theirs, for those that failed."""
    kinds = there.hostile[who]
    for kind in _CAUSES:
        failed = kinds == kind
        if failed.any():
            there.failures[who[failed]] += 1
            own = back_offs(kind, there.failures[who[failed]])
            waits[failed] = own if _CAUSES[kind] in TRANSIENT else np.maximum(waits[failed], own)
