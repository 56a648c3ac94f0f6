"""A first poll of a whole mailbox, beside those who only copy or read it."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.contestants import mbsync
from benchmarks.cost import Cost, cost_of, in_turns, median_of, python
from benchmarks.mail.mailbox import mailbox
from benchmarks.program import command, write_configuration, write_secret
from benchmarks.records import Aim, Cell, Result, Table
from benchmarks.served import READ_FOLDERS, Served, served
from benchmarks.sizes import Sizes
from benchmarks.stores import last_polled
from benchmarks.today import NOW

_RAW, _MBSYNC, _IMAP_TOOLS = "raw socket (the limit)", "mbsync, a copy as Maildir", "imap_tools, 500 a command"
_FETCH, _PARSE, _POLL = "inbox_watch, fetch", "inbox_watch, fetch and parse", "inbox_watch, whole poll"
_COLUMNS = ("who", "s", "CPU s", "messages/s", "× raw, s", "× raw, CPU", "MB, process", "MB, largest other")
# The aim of a whole backlog.
_MESSAGES_A_SECOND, _MEMORY = 700, 300


def backlog(sizes: Sizes) -> Result:
    """Let all of them read the same mailbox in turns."""
    with served(mailbox(sizes.backlog, 7, NOW)) as there, tempfile.TemporaryDirectory() as folder:
        costs = in_turns(_contestants(there, Path(folder)), sizes.rounds)
    middle = {name: median_of(each) for name, each in costs.items()}
    said = (
        f"{there.messages} messages, {there.octets / 1e6:.1f} MB, in INBOX and Sent of Dovecot on this machine; "
        f"median of {sizes.rounds}, in turns. CPU is that of all processes of the reader, not of the server. The "
        "start of the process counts for mbsync and the whole poll, not for the others.",
    )
    return Result("A backlog", said, (_table(middle, there.messages),), _aims(middle, there.messages))


def _contestants(there: Served, folder: Path) -> Mapping[str, Callable[[], Cost]]:
    port, secret = there.server.port, write_secret(folder)
    found = {
        _RAW: lambda: cost_of(python("benchmarks.contestants.raw", port, *READ_FOLDERS)),
        _FETCH: lambda: cost_of(python("benchmarks.contestants.fetched", port, secret)),
        _PARSE: lambda: cost_of(python("benchmarks.contestants.fetched", port, secret, "--parse")),
        _POLL: lambda: _poll(there),
    }
    if shutil.which("mbsync"):
        found[_MBSYNC] = lambda: _copy(port)
    if importlib.util.find_spec("imap_tools"):
        found[_IMAP_TOOLS] = lambda: cost_of(python("benchmarks.contestants.imap_tools_all", port, *READ_FOLDERS))
    return found


def _poll(there: Served) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        cost = cost_of(command(write_configuration(Path(folder), there.server.port), "poll"))
        found = last_polled(Path(folder) / "data")
    if found != there.messages:
        raise RuntimeError(f"the poll found {found} of {there.messages} messages")
    return cost


def _copy(port: int) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        return cost_of(mbsync.command(port, Path(folder), READ_FOLDERS))


def _table(costs: Mapping[str, Cost], messages: int) -> Table:
    names = (_RAW, _IMAP_TOOLS, _MBSYNC, _FETCH, _PARSE, _POLL)
    return Table(_COLUMNS, tuple(_row(name, costs.get(name), costs[_RAW], messages) for name in names))


def _row(name: str, cost: Cost | None, raw: Cost, messages: int) -> tuple[Cell, ...]:
    if cost is None:
        return (name, *(None for _ in _COLUMNS[1:]))
    (wall, cpu), (raw_wall, raw_cpu) = _seconds(cost), _seconds(raw)
    return (
        name,
        wall,
        cpu,
        round(messages / wall),
        wall / raw_wall,
        cpu / raw_cpu,
        round(cost.rss),
        round(cost.others_rss) or "-",
    )


def _seconds(cost: Cost) -> tuple[float, float]:
    """By the clock and of the processor: what a contestant tells of its work, else of the whole process."""
    return (cost.told("seconds"), cost.told("cpu")) if cost.printed else (cost.wall, cost.cpu)


def _aims(costs: Mapping[str, Cost], messages: int) -> tuple[Aim, ...]:
    poll, copy = costs[_POLL], costs.get(_MBSYNC)
    return (
        Aim("backlog: whole poll, in times of mbsync's bare copy", 1, "×", poll.wall / copy.wall if copy else None),
        Aim("backlog: whole poll", _MESSAGES_A_SECOND, "messages/s", messages / poll.wall, at_least=True),
        Aim("backlog: largest process", _MEMORY, "MB", max(poll.rss, poll.others_rss)),
    )
