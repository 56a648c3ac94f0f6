"""The tables of docs/fleet.md, each made anew by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta

from benchmarks.fleet.crowd.found import crowd_table, lags_table
from benchmarks.fleet.digits import about
from benchmarks.fleet.facts import GROUPS, MAIL_A_DAY, PROVIDERS, fact, facts
from benchmarks.fleet.outage import outage
from benchmarks.fleet.simulation import HOUR, Outcome, Queue, Scenario
from benchmarks.fleet.sizing import BUSY, SIZES, Need, addresses_for, allowed, most_connections, need_of, outcome_of
from benchmarks.records import Table
from benchmarks.render import table, wrapped
from inbox_watch.knowledge import table as knowledge

_HARM = 100_000
_OUT = 10_000
_BREAKS = 1_000_000
_MAIL = (3.5, 10.0, 30.0)
_LOOK_BACK_DAYS = 730


def facts_table() -> Table:
    """What was measured."""
    rows = tuple((each.what, f"{about(each.value)} {each.unit}".strip(), each.source) for each in facts().values())
    return Table(("what", "value", "from"), rows)


def world_table() -> Table:
    """What is assumed."""
    groups = (
        (f"clients {group.name}: mails about a job a day", about(group.job_mail), group.share) for group in GROUPS
    )
    providers = ((f"mailboxes at {name}", "", share) for name, share in PROVIDERS.items())
    rows = tuple((what, value, f"{share:.0%}") for what, value, share in (*groups, *providers))
    return Table(
        ("assumed", "value", "share"), ((("mails of any kind a day, a mailbox", about(MAIL_A_DAY), "all")), *rows)
    )


def sizes_table() -> Table:
    """What each size needs."""
    needs = [need_of(size) for size in SIZES]
    rows = tuple((what, *(about(value(need)) for need in needs)) for what, value in _NEEDS)
    return Table(("", *(f"{size:,}" for size in SIZES)), rows)


_NEEDS: Sequence[tuple[str, Callable[[Need], float]]] = (
    ("polls a second, mean", lambda need: need.outcome.polls_a_second),
    ("due in the busiest minute", lambda need: need.outcome.most_a_minute),
    ("jobs a second", lambda need: need.outcome.jobs / need.outcome.scenario.lasts),
    ("seconds from due to begun, half of all polls", lambda need: need.outcome.lag(0.5)),
    ("the same, 95 % of all polls", lambda need: need.outcome.lag(0.95)),
    ("connections open, mean", lambda need: sum(map(need.outcome.connections, need.outcome.queues))),
    ("connections open, at most", lambda need: most_connections(need.outcome)),
    ("addresses of ours", lambda need: need.outcome.scenario.addresses),
    ("cores that poll", lambda need: need.cores),
    ("cores that judge, busiest hour", lambda need: need.judges),
    ("processes that poll, one a core", lambda need: need.processes),
    ("MB of memory, a process with its judge", lambda need: 1000 * need.memory / need.processes),
    ("GB of memory, all of them", lambda need: need.memory),
    ("PostgreSQL: cores", lambda need: need.server_cores),
    ("PostgreSQL: rows changed a second", lambda need: need.changed_a_second),
    ("PostgreSQL: new rows a day, millions", lambda need: need.rows_a_day / 1e6),
    ("PostgreSQL: GB of log a day", lambda need: need.log_a_day),
    ("PostgreSQL: GB after a year", lambda need: need.disk_a_year),
    ("PostgreSQL: partitions", lambda need: need.partitions),
    ("cores busy in the minute after midnight", lambda need: need.midnight_cores),
)


def providers_table() -> Table:
    """How many mailboxes one address of ours can read, provider by provider."""
    outcome = outcome_of(Scenario(_HARM))
    rows = sorted(((_served(outcome, queue), queue) for queue in outcome.queues), key=lambda row: row[0])
    columns = ("provider", "connections at once, an address", "connections at 1,000,000", "mailboxes an address")
    grown = _BREAKS / _HARM
    return Table(
        columns,
        tuple(
            (queue.name, str(allowed(queue)), about(grown * outcome.connections(queue)), about(served))
            for served, queue in rows
        ),
    )


def _served(outcome: Outcome, queue: Queue) -> float:
    """How many mailboxes of any provider a fleet may have before this one is 60 % busy from one address."""
    return _HARM * BUSY * allowed(queue) / outcome.connections(queue)


def limits_table() -> Table:
    """What is known of providers."""
    rows = tuple(
        (
            "any other" if row["provider"] == "*" else row["provider"],
            row["per_account"],
            row["per_address"],
            row["at_once"],
            row["said_by"],
        )
        for row in knowledge("provider_limits")
    )
    return Table(("provider", "an account", "an address", "we open", "said by"), rows)


def hostile_table() -> Table:
    """What mailboxes that do harm do to the others."""
    cases = ((0.0, True), (0.01, False), (0.01, True), (0.05, False), (0.05, True))
    return Table(
        ("hostile", "their own jobs", "half of the others, s", "95 %, s", "99 %, s", "slowest, s"),
        tuple(_hostile_row(share, lanes) for share, lanes in cases),
    )


def _hostile_row(share: float, lanes: bool) -> tuple[str, ...]:
    outcome = outcome_of(Scenario(_HARM, hostile=share, lanes=lanes))
    lags = (about(outcome.lag(part, well=True)) for part in (0.5, 0.95, 0.99, 1.0))
    return (f"{share:.0%}", "–" if not share else "yes" if lanes else "no", *lags)


def killed_table() -> Table:
    """What a worker that is killed costs."""
    scenarios = (Scenario(_HARM), Scenario(_HARM, kill_at=HOUR, workers=4))
    names = ("all well", "one of four workers killed")
    return Table(("", "95 %, s", "slowest, s", "polled twice", "late at the end"), tuple(_killed(names, scenarios)))


def _killed(names: Sequence[str], scenarios: Sequence[Scenario]) -> Iterator[tuple[str, ...]]:
    for name, scenario in zip(names, scenarios, strict=True):
        outcome = outcome_of(scenario)
        yield name, about(outcome.lag(0.95)), about(outcome.lag(1.0)), about(outcome.again), about(sum(outcome.late))


def outage_table() -> Table:
    """What an hour without a provider does to its mailboxes."""
    columns = ("", "polls that failed", "mailboxes blamed when it ended", "minutes until 99 of 100 are read again")
    cases = (("each mailbox for itself", False), ("the provider pauses", True))
    return Table(columns, tuple(_outage_row(name, pauses) for name, pauses in cases))


def _outage_row(name: str, pauses: bool) -> tuple[str, ...]:
    found = outage(_OUT, pauses=pauses)
    minutes = about(found.well_after / timedelta(minutes=1)) if found.well_after else "over 240"
    return name, about(found.failed), about(found.blamed), minutes


def breaks_table() -> Table:
    """A million mailboxes from as many addresses as they need, and from one."""
    enough = Scenario(_BREAKS, addresses_for(_BREAKS))
    columns = ("addresses", "half, s", "95 %, s", "over ten minutes late at the end", "of them at")
    return Table(columns, tuple(map(_breaks_row, (enough, Scenario(_BREAKS, 1)))))


def _breaks_row(scenario: Scenario) -> tuple[str, ...]:
    outcome = outcome_of(scenario)
    late = [(many, queue.name) for many, queue in zip(outcome.late, outcome.queues, strict=True) if many]
    where = ", ".join(f"{name} {about(many)}" for many, name in sorted(late, reverse=True))
    lags = (about(outcome.lag(share)) for share in (0.5, 0.95))
    return str(scenario.addresses), *lags, about(sum(outcome.late)), where or "–"


def mail_table() -> Table:
    """What a mailbox that gets more or less mail costs, a million of them."""
    return Table(
        ("mails a day", "PostgreSQL: GB after a year", "GB of log a day for them", "cores that judge, mean"),
        tuple(_mail_row(mails * _BREAKS, mails) for mails in _MAIL),
    )


def _mail_row(a_day: float, mails: float) -> tuple[str, ...]:
    disk = 365 * a_day * fact("octets_a_finding") / 1e9
    log = a_day * fact("wal_a_finding") / 1e9
    return about(mails), about(disk), about(log), about(a_day / 86_400 * fact("message_cpu"))


def first_table() -> Table:
    """What the first polls cost, which read two years."""
    mails = MAIL_A_DAY * _LOOK_BACK_DAYS
    days = [size * mails * fact("backlog_cpu") / 86_400 for size in SIZES]
    disk = [size * mails * fact("octets_a_finding") / 1e9 for size in SIZES]
    rows = (
        ("days of one core", *map(about, days)),
        ("cores, spread over thirty days", *(about(each / 30) for each in days)),
        ("PostgreSQL: GB", *map(about, disk)),
    )
    return Table(("", *(f"{size:,}" for size in SIZES)), rows)


TABLES: Mapping[str, Callable[[], Table]] = {
    "facts": facts_table,
    "world": world_table,
    "limits": limits_table,
    "sizes": sizes_table,
    "providers": providers_table,
    "breaks": breaks_table,
    "hostile": hostile_table,
    "killed": killed_table,
    "outage": outage_table,
    "mail": mail_table,
    "first": first_table,
    "crowd": crowd_table,
    "lags": lags_table,
}


def written(name: str) -> str:
    """Return a table as Markdown, and under it where it was measured, if its title says so."""
    content = TABLES[name]()
    return "\n\n".join(part for part in (table(content), wrapped(content.title)) if part)
