"""`python -m benchmarks.fleet.measure`: what one mailbox of a fleet costs, printed as JSON; on Linux, with Dovecot.

What it prints is kept by hand in `facts.json`, with the day and the machine: the plan is made of kept numbers.
"""

from __future__ import annotations

import json
import socket
import ssl
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine, func, select

from benchmarks.bench_quiet import FOLDERS, NAMED
from benchmarks.cost import Cost, cost_of, python
from benchmarks.mail.mailbox import notes
from benchmarks.program import write_configuration, write_secret
from benchmarks.served import Served, served
from benchmarks.sizes import Line
from benchmarks.slow_link import SlowLink
from benchmarks.stores import fill, remember
from benchmarks.today import NOW
from inbox_watch.cli.context import STORE_NAME
from inbox_watch.store.schema import metadata
from tests.support.dovecot import Dovecot

_MESSAGES, _ROUNDS = 600, 3
_NEAR, _FAR = 0.0, 0.12
_THREADS = (5, 45)
_FINDINGS = 1_000
_HANDSHAKES = 100


def main() -> dict[str, float]:
    """Measure everything."""
    names = ("INBOX", *FOLDERS)
    with served(notes(_MESSAGES, names, NOW), FOLDERS) as there, tempfile.TemporaryDirectory() as home:
        configuration = write_configuration(Path(home), there.server.port, NAMED)
        remember(Path(home) / "data", there, names)
        return (
            _visit(there, configuration)
            | _polls(configuration)
            | _memory(configuration)
            | _tls()
            | _handshake()
            | _rows(Path(home))
        )


def _visit(there: Served, configuration: Path) -> dict[str, float]:
    """The seconds of a visit on a line without delay, and how many round trips it takes: two lines, one slope."""
    secret = write_secret(configuration.parent)

    def seconds(rtt: float) -> float:
        with SlowLink(there.server.port, Line(rtt, float("inf"))) as relay:
            visit = python("benchmarks.visit_work", relay.port, secret, configuration.parent / "data", ",".join(NAMED))
            return cost_of(visit).told("seconds")

    near, far = (median([seconds(rtt) for _ in range(_ROUNDS)]) for rtt in (_NEAR, _FAR))
    return {"visit_seconds": near, "visit_round_trips": (far - near) / (_FAR - _NEAR)}


def _polls(configuration: Path) -> dict[str, float]:
    costs = [_work("quiet", configuration, 20) for _ in range(_ROUNDS)]
    return {"quiet_poll_cpu": median(cost.told("cpu") for cost in costs), "poller_mb": max(c.told("mb") for c in costs)}


def _memory(configuration: Path) -> dict[str, float]:
    few, many = (median([_work("threads", configuration, n).told("after") for _ in range(_ROUNDS)]) for n in _THREADS)
    return {"thread_mb": (many - few) / (_THREADS[1] - _THREADS[0])}


def _work(part: str, configuration: Path, count: int) -> Cost:
    return cost_of(python("benchmarks.fleet.poll_work", part, configuration, count))


def _tls() -> dict[str, float]:
    """Processor seconds and MB of a context with the system's authorities, as each process makes one."""
    costs = [cost_of(python("benchmarks.fleet.poll_work", "contexts", "-", 50)) for _ in range(_ROUNDS)]
    return {name: median(cost.told(name) for cost in costs) for name in ("context_cpu", "context_mb")}


def _handshake() -> dict[str, float]:
    """Processor seconds of a client's handshake of TLS 1.3."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # a certificate of this minute, on loopback
    with Dovecot() as server:
        began = time.process_time()
        for _ in range(_HANDSHAKES):
            with socket.create_connection(("127.0.0.1", server.tls_port)) as line, context.wrap_socket(line):
                pass
        return {"handshake_cpu": (time.process_time() - began) / _HANDSHAKES}


def _rows(home: Path) -> dict[str, float]:
    """Rows of all tables together, a finding."""
    data = home / "filled"
    fill(data, _FINDINGS, NOW)
    return {"rows_a_finding": sum(_counts(data / STORE_NAME).values()) / _FINDINGS}


def _counts(path: Path) -> Mapping[str, int]:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(), indent=1) + "\n")
