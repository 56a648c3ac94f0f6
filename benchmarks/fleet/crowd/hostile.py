"""`python -m benchmarks.fleet.crowd.hostile`: how late mailboxes are polled, with and without some that do harm.

The workers are the same for all, and the cases are measured in turns, so that the load of the machine meets them alike.

Harm is real, over IMAP: a server that never ends its line, one that refuses the password, and one that has ever more
mail of 25 MB. They are due again as soon as they were polled, which no cadence would let them be.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.fleet.crowd.found import Case, KeptLags, Lags, keep
from benchmarks.fleet.crowd.measure import WORKERS, here, settle
from benchmarks.fleet.crowd.people import enrol, invited
from benchmarks.fleet.crowd.script import Script
from benchmarks.fleet.crowd.stage import Stage
from inbox_watch.fleet.clients import Client
from tests.support.bad_server import BadServer, drip, say
from tests.support.big_mail import letter, text
from tests.support.postgres import Postgres
from tests.support.sections import structure_of

KINDS = ("endless", "refusing", "huge")
PROVIDER = "Gmail"
_HUGE, _MAILS = 25 * 1024 * 1024 - 4096, 1_000
_SENTENCE = "We have received your application and will come back to you within two weeks.\r\n"
_SPREAD = """
UPDATE fleet.mailboxes m SET next_poll_at = now() + %s * interval '1 second' * (n.place::float / n.many)
FROM (SELECT client, row_number() OVER (ORDER BY md5(client)) AS place, count(*) OVER () AS many
FROM fleet.mailboxes WHERE client LIKE 'c-%%') n WHERE m.client = n.client
"""
_HARM_AGAIN = "UPDATE fleet.mailboxes SET next_poll_at = now() WHERE client LIKE 'h-%%' AND claimed_at IS NULL"
_OF_THEIR_OWN = "UPDATE fleet.mailboxes SET queue = client WHERE client LIKE 'h-%'"
_LEFT = "SELECT count(*) FROM fleet.mailboxes WHERE client LIKE 'c-%' AND (ended_at < due_at OR next_poll_at < now())"
_LAGS = (
    "SELECT extract(epoch FROM ended_at - due_at)::float FROM fleet.mailboxes WHERE client LIKE 'c-%' "
    "AND ended_at >= due_at ORDER BY 1"
)
_HARMED = (
    "SELECT count(*) FROM fleet.mailboxes WHERE client LIKE 'h-%' AND (began_at IS NOT NULL OR claimed_at IS NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """So many good mailboxes that become due within so many seconds, and so many hostile ones of each kind.

    These are at the provider where most of the others are, or each at a server of its own.
    """

    good: int
    hostile: int
    seconds: float = 60.0
    apart: bool = False
    jobs: int = 5


CASES: Mapping[str, Scene] = {
    "none": Scene(240, 0),
    "nine at the provider of most others": Scene(240, 3),
    "fifteen, each at a server of its own": Scene(240, 5, apart=True),
}
ROUNDS = 3


def lags_of(scene: Scene) -> Lags:
    """Let a fleet work for a while."""
    with tempfile.TemporaryDirectory() as folder, Postgres() as postgres, hostile_servers() as servers:
        stage = Stage(Path(folder), postgres)
        try:
            settle(stage, scene.good, history=10)
            _invite(stage, scene, servers)
            return _worked(stage, scene)
        finally:
            stage.close()


@contextmanager
def hostile_servers() -> Iterator[Sequence[BadServer]]:
    """A server for each of `KINDS`."""
    octets = letter(text(_SENTENCE * (_HUGE // len(_SENTENCE))))
    mails, structure = dict.fromkeys(range(1, _MAILS), octets), structure_of(octets)
    with (
        BadServer({1: b""}, login=drip) as endless,
        BadServer({1: b""}, login=say(tagged=b"NO [AUTHENTICATIONFAILED] wrong password")) as refusing,
        BadServer(mails, structures=dict.fromkeys(mails, structure)) as huge,
    ):
        yield endless, refusing, huge


def _invite(stage: Stage, scene: Scene, servers: Sequence[BadServer]) -> None:
    now = datetime.now(UTC)
    with stage.server("office") as office:
        enrol(office, tuple(_harmful(scene, servers, now)), now)
    if scene.apart:
        stage.admin.execute(_OF_THEIR_OWN)


def _harmful(scene: Scene, servers: Sequence[BadServer], now: datetime) -> Iterator[Client]:
    for kind, server in zip(KINDS, servers, strict=True):
        for number in range(scene.hostile):
            yield invited(f"h-{kind}-{number}", now, provider=PROVIDER, port=server.port)


def _worked(stage: Stage, scene: Scene) -> Lags:
    with stage.workers(WORKERS, Script(0.15, 20), "--jobs", str(scene.jobs)):
        stage.admin.execute(_SPREAD, (scene.seconds,))
        ends_at = time.monotonic() + scene.seconds
        while time.monotonic() < ends_at or stage.one(_LEFT):
            stage.admin.execute(_HARM_AGAIN)
            time.sleep(1)
        lags = [row[0] for row in stage.admin.execute(_LAGS)]
        return Lags(
            half=lags[len(lags) // 2],
            most=lags[int(0.95 * len(lags))],
            slowest=lags[-1],
            polled=len(lags),
            hostile=stage.one(_HARMED),
            load=os.getloadavg()[1],
        )


def main(rounds: int = ROUNDS) -> int:
    """Measure each case so many times, in turns, and keep what was found."""
    found: dict[str, list[Lags]] = {name: [] for name in CASES}
    for _ in range(rounds):
        for name, scene in CASES.items():
            found[name].append(lags_of(scene))
            keep("lags", KeptLags(here("60 seconds"), tuple(Case(each, tuple(lags)) for each, lags in found.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
