"""A first poll over a line with a round trip and a bandwidth, and how much of a mailbox it downloads."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cost import cost_of, median_of, python
from benchmarks.mail.mailbox import mailbox
from benchmarks.program import write_secret
from benchmarks.records import Aim, Result, Table
from benchmarks.served import Served, served
from benchmarks.sizes import SLOW, SLOWER, Line, Sizes
from benchmarks.slow_link import FREE, SlowLink
from benchmarks.today import NOW

_COLUMNS = ("line", "s", "CPU s", "MB on the wire", "of the mailbox", "s for the needed octets", "×")
_DOWNLOADED, _TIMES_THE_LINE = 55, 1.3


@dataclass(frozen=True, slots=True)
class _Fetched:
    """One way over a line: seconds by the clock and of the processor, octets, and the seconds the needed ones take."""

    line: Line
    seconds: float
    cpu: float
    octets: int
    needed_seconds: float


def link(sizes: Sizes) -> Result:
    """Fetch the same mailbox over three lines."""
    with served(mailbox(sizes.linked, 11, NOW)) as there, tempfile.TemporaryDirectory() as folder:
        secret = write_secret(Path(folder))
        fetched = [_fetched(there, secret, line, sizes.rounds) for line in (FREE, SLOW, SLOWER)]
    said = (
        f"Fetch of {there.messages} messages, {there.octets / 1e6:.1f} MB, a tenth of them with a file of 200 kB; "
        f"{there.needed / 1e6:.1f} MB of them are no file. The last two columns are the time these alone take on the "
        f"line, and how many times that the fetch took. Median of {sizes.rounds}.",
    )
    table = Table(_COLUMNS, tuple(_row(each, there) for each in fetched))
    free, slow, _ = fetched
    aims = (
        Aim("octets downloaded of a mailbox with attachments", _DOWNLOADED, "%", 100 * free.octets / there.octets),
        Aim(
            "backlog over RTT 40 ms, 6.25 MB/s, in times of the needed octets on that line",
            _TIMES_THE_LINE,
            "×",
            slow.seconds / slow.needed_seconds,
        ),
    )
    return Result("Over a line", said, (table,), aims)


def _fetched(there: Served, secret: Path, line: Line, rounds: int) -> _Fetched:
    costs = []
    for _ in range(rounds):
        with SlowLink(there.server.port, line) as relay:
            costs.append(cost_of(python("benchmarks.contestants.fetched", relay.port, secret)))
            octets = relay.received
    middle = median_of(costs)
    return _Fetched(line, middle.told("seconds"), middle.told("cpu"), octets, line.rtt + there.needed / line.bandwidth)


def _row(fetched: _Fetched, there: Served) -> tuple[str | float, ...]:
    line, limited = fetched.line, fetched.line is not FREE
    name = f"RTT {line.rtt * 1000:.0f} ms, {line.bandwidth / 1e6:g} MB/s" if limited else "this machine"
    return (
        name,
        fetched.seconds,
        fetched.cpu,
        fetched.octets / 1e6,
        f"{fetched.octets / there.octets:.0%}",
        fetched.needed_seconds if limited else "-",
        fetched.seconds / fetched.needed_seconds if limited else "-",
    )
