"""What a simulated fleet needs: addresses, cores, memory and disk."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from benchmarks.fleet.facts import HOSTS_AN_ADDRESS, MAIL_A_DAY, OWN_SERVERS, PEAK, fact
from benchmarks.fleet.simulation import Outcome, Queue, Scenario, simulate
from benchmarks.fleet.world import DAY
from inbox_watch.knowledge.limits import limits_of

SIZES = (10_000, 100_000, 1_000_000)
# So busy may be what is bought, in the mean; the rest is for the busy minutes.
BUSY = 0.6
PARTITION_GB = 100
_SAMPLE = 100_000
_MEBI, _GIGA = 1e3, 1e9


@dataclass(frozen=True, slots=True)
class Need:
    """What one size needs; memory and disk in GB."""

    outcome: Outcome
    cores: float
    judges: int
    processes: int
    memory: float
    server_cores: float
    rows_a_day: float
    changed_a_second: float
    log_a_day: float
    disk_a_year: float

    @property
    def partitions(self) -> int:
        """Into how many equal parts of a hundred GB a year is divided, as a power of two."""
        return 1 << max(0, math.ceil(math.log2(self.disk_a_year / PARTITION_GB)))

    @property
    def midnight_cores(self) -> float:
        """The cores that the first look of the day keeps busy in its busiest minute."""
        return self.outcome.most_looks * fact("day_cpu") / 60


@cache
def outcome_of(scenario: Scenario) -> Outcome:
    """Simulate once."""
    return simulate(scenario)


def addresses_for(mailboxes: int) -> int:
    """Return from how many addresses of ours so many mailboxes can be asked, by a smaller fleet of the same world."""
    sample = outcome_of(Scenario(min(mailboxes, _SAMPLE)))
    grown = mailboxes / sample.scenario.mailboxes
    return max(math.ceil(grown * sample.connections(queue) / (BUSY * allowed(queue))) for queue in sample.queues)


def allowed(queue: Queue) -> int:
    """Return how many connections to a provider one address opens."""
    return limits_of(queue.name).at_once * (HOSTS_AN_ADDRESS if queue.name == OWN_SERVERS else 1)


def need_of(mailboxes: int) -> Need:
    """Return what so many mailboxes need."""
    outcome = outcome_of(Scenario(mailboxes, addresses_for(mailboxes)))
    polls, mails = outcome.polls_a_second, mailboxes * MAIL_A_DAY / DAY
    look = mailboxes * fact("day_cpu") / DAY
    cores = (polls * _poll_cpu() + look) / BUSY
    judges = max(1, math.ceil(PEAK * mails * fact("message_cpu")))
    processes = max(2, math.ceil(cores))
    return Need(
        outcome=outcome,
        cores=cores,
        judges=judges,
        processes=processes,
        memory=_memory(outcome, processes, max(judges, processes)),
        server_cores=(polls * fact("server_poll_cpu") + mails * fact("server_finding_cpu")) / BUSY,
        rows_a_day=mails * DAY * fact("rows_a_finding"),
        changed_a_second=polls * fact("updates_a_poll"),
        log_a_day=DAY * (polls * fact("wal_a_poll") + mails * fact("wal_a_finding")) / _GIGA,
        disk_a_year=365 * DAY * mails * fact("octets_a_finding") / _GIGA,
    )


def _poll_cpu() -> float:
    """Processor seconds of a poll with nothing new."""
    return fact("quiet_poll_cpu") + fact("server_store_cpu") + fact("handshake_cpu")


def _memory(outcome: Outcome, processes: int, judges: int) -> float:
    pollers = processes * (fact("poller_mb") + fact("context_mb")) + most_connections(outcome) * fact("thread_mb")
    return (pollers + judges * fact("judge_mb")) / _MEBI


def most_connections(outcome: Outcome) -> int:
    """Return how many connections may be open where every queue has as many jobs as it ever had."""
    return sum(queue.most_running * queue.room.threads for queue in outcome.queues)
