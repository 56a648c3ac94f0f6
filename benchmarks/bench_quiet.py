"""A poll of six folders in which nothing is new, and one to which a little came."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.contestants import mbsync
from benchmarks.cost import Cost, cost_of, in_turns, median_of, python
from benchmarks.mail.mailbox import job_mail, notes
from benchmarks.program import command, write_configuration, write_secret
from benchmarks.records import Aim, Result, Table
from benchmarks.served import Served, look_at, served
from benchmarks.sizes import Sizes
from benchmarks.slow_link import SlowLink
from benchmarks.stores import last_polled, remember
from benchmarks.today import NOW

# Each folder with its special use; those without are named in the configuration.
FOLDERS: Mapping[str, str] = {
    "Sent": "\\Sent", "Junk": "\\Junk", "Archive": "\\Archive", "Jobs": "", "Offers": "",
}  # fmt: skip
NAMED = ("INBOX", "Jobs", "Offers")
_NEW = 10
_COLUMNS = ("what", "CPU ms, all processes", "ms by the clock", "MB, largest process")
_NOTHING, _TEN, _NO_OP = "poll, nothing new", f"poll, {_NEW} new messages", "mbsync, nothing new"


@dataclass(frozen=True, slots=True)
class _Visit:
    """A visit to the mailbox alone: seconds by the clock, and octets that came."""

    seconds: float
    octets: int


def quiet(sizes: Sizes) -> Result:
    """Poll a mailbox that is known already."""
    names = ("INBOX", *FOLDERS)
    with served(notes(sizes.quiet, names, NOW), FOLDERS) as there, tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        configuration = write_configuration(folder, there.server.port, NAMED)
        remember(folder / "data", there, names)
        cost_of(command(configuration, "poll"))  # the first of the day looks at everything
        copy = _mbsync(there, folder, names)
        costs = {_NOTHING: lambda: cost_of(command(configuration, "poll"))}
        if copy:
            costs[_NO_OP] = lambda: cost_of(copy)
        middle = {name: median_of(each) for name, each in in_turns(costs, sizes.rounds).items()}
        _has_found(0, configuration)
        visit = _visit(there, configuration, sizes.rounds)
        middle[_TEN] = _with_news(there, configuration, sizes.rounds)
    said = (
        f"{there.messages:,} messages in {len(names)} folders, all of them known to the store; median of "
        f"{sizes.rounds}. The visit to the mailbox takes {visit.seconds * 1000:.0f} ms of the first poll, and "
        f"{visit.octets:,} octets come.",
    )
    table = Table(_COLUMNS, tuple(_row(name, cost) for name, cost in middle.items()))
    return Result("Nothing new", said, (table,), _aims(middle, visit, there))


def _mbsync(there: Served, folder: Path, names: tuple[str, ...]) -> list[str] | None:
    """The command of another pull, once all was copied; None where there is no mbsync."""
    if not shutil.which("mbsync"):
        return None
    copy = mbsync.command(there.server.port, folder / "copy", names)
    cost_of(copy)
    mbsync.let_rest(folder / "copy")
    return copy


def _visit(there: Served, configuration: Path, rounds: int) -> _Visit:
    """The visit alone, by the clock; and once more through a relay that counts."""
    secret, data = write_secret(configuration.parent), configuration.parent / "data"
    ports = ",".join(NAMED)
    costs = [cost_of(python("benchmarks.visit_work", there.server.port, secret, data, ports)) for _ in range(rounds)]
    with SlowLink(there.server.port) as relay:
        cost_of(python("benchmarks.visit_work", relay.port, secret, data, ports))
        octets = relay.received
    return _Visit(median(cost.told("seconds") for cost in costs), octets)


def _with_news(there: Served, configuration: Path, rounds: int) -> Cost:
    costs = []
    for number in range(rounds):
        for mail in job_mail(_NEW, 100 + number, NOW):
            there.server.deliver(mail.folder, mail.written.octets, mail.when)
        look_at(there.server.port, ())
        costs.append(cost_of(command(configuration, "poll")))
        _has_found(_NEW, configuration)
    return median_of(costs)


def _has_found(count: int, configuration: Path) -> None:
    """Raise RuntimeError unless the last poll found so many new messages."""
    found = last_polled(configuration.parent / "data")
    if found != count:
        raise RuntimeError(f"a poll that should find {count} new messages found {found}")


def _row(name: str, cost: Cost) -> tuple[str | int, ...]:
    return (name, round(cost.cpu * 1000), round(cost.wall * 1000), round(max(cost.rss, cost.others_rss)))


def _aims(costs: Mapping[str, Cost], visit: _Visit, there: Served) -> tuple[Aim, ...]:
    work = f"poll with nothing new, {len(FOLDERS) + 1} folders, {there.messages:,} messages"
    no_op = costs.get(_NO_OP)
    return (
        Aim(work, 400, "ms CPU", costs[_NOTHING].cpu * 1000),
        Aim(f"{work}: the visit, in times of mbsync's own", 1.5, "×", visit.seconds / no_op.wall if no_op else None),
        Aim(f"{work}: of the octets of the mailbox", 1, "%", 100 * visit.octets / there.octets),
        Aim(f"poll with {_NEW} new messages", 700, "ms CPU", costs[_TEN].cpu * 1000),
    )
