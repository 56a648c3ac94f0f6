"""Numbers for Prometheus, and their page."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from inbox_watch.errors import DatabaseUnavailable
from inbox_watch.fleet.metrics import CONTENT_TYPE, OTHERS, exposition
from inbox_watch.fleet.metrics_server import Looks, answer, metrics_server
from inbox_watch.fleet.state import Queue, State
from tests.fleet.office.test_state import before, fleet

CANARY = "mail.quillmoor.example"
_SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\[\\"n])*",?)+)\})? (-?[0-9.e+-]+)')

BUSY = fleet(
    Queue("Gmail", 100, 7, before(2), claimed=9, polled=30, slow=2, troubles={"login": 3, "bug": 1}, jobs=4),
    Queue(CANARY, 1, 1, before(4), polled=15, troubles={"unavailable": 1}),
    Queue("imap.elsewhere.example", 2, paused_until=before(-1)),
    unsent=2,
    withdrawn=5,
    unsent_since=before(1),
)


def read(page: str) -> dict[tuple[str, str], float]:
    """The samples of a page, each line of which has to be one of the format's three."""
    samples, family = dict[tuple[str, str], float](), ""
    for line in page.splitlines():
        if line.startswith("# HELP "):
            family = line.split(" ")[2]
        elif line.startswith("# TYPE "):
            assert line == f"# TYPE {family} gauge"
        else:
            found = _SAMPLE.fullmatch(line)
            assert found, line
            assert found[1] == family
            assert (found[1], found[2] or "") not in samples
            samples[found[1].removeprefix("inbox_watch_fleet_"), found[2] or ""] = float(found[3])
    return samples


def test_what_a_fleet_is_in_numbers() -> None:
    found = read(exposition(BUSY))
    gmail = 'provider="Gmail"'
    assert found["up", ""] == 1
    assert (found["workers", ""], found["heartbeat_age_seconds", ""], found["dispatch_age_seconds", ""]) == (2, 6, 12)
    assert (found["alerts_pending_clients", ""], found["alerts_pending_age_seconds", ""]) == (2, 60)
    assert (found["mailboxes", gmail], found["mailboxes_due", gmail], found["lag_seconds", gmail]) == (100, 7, 120)
    assert (found["mailboxes_claimed", gmail], found["mailboxes_slow", gmail], found["jobs", gmail]) == (9, 2, 4)
    assert found["clients_withdrawn", ""] == 5
    assert found["polls_per_second", gmail] == 0.1
    assert found["mailboxes_in_trouble", f'{gmail},cause="login"'] == 3
    assert found["mailboxes_in_trouble", f'{gmail},cause="secret"'] == 0
    assert found["paused", gmail] == 0


def test_a_server_that_is_no_providers_is_not_named() -> None:
    """It may be somebody's own, and named after them."""
    page = exposition(BUSY)
    assert CANARY not in page
    found, others = read(page), f'provider="{OTHERS}"'
    assert (found["mailboxes", others], found["lag_seconds", others], found["paused", others]) == (3, 240, 1)
    assert found["polls_per_second", others] == 0.05


def test_what_never_was_has_no_age_and_what_is_critical_is_down() -> None:
    found = read(exposition(fleet(heard_at=None, dispatched_at=None)))
    assert found["up", ""] == 0
    assert found["problems", 'severity="critical"'] == 1
    assert not {"heartbeat_age_seconds", "dispatch_age_seconds"} & {name for name, _ in found}


# Their page


def looks(state: State) -> Looks:
    return Looks(lambda: state)


def fail() -> State:
    raise DatabaseUnavailable("host/fleet cannot be used at present.")


def test_health_is_503_where_something_is_critical() -> None:
    assert answer("/health", looks(fleet()))[::2] == (200, "All is well.\n")
    status, _, text = answer("/health", looks(fleet(heard_at=None)))
    assert (status, text) == (503, "No worker is alive (the last was heard: never).\n")
    warned = fleet(Queue("GMX", 9, 4, before(11)))
    assert answer("/health", looks(warned))[::2] == (200, "4 mailboxes at GMX waited 11 minutes.\n")


@pytest.mark.parametrize("path", ["/metrics", "/health"])
def test_a_database_that_is_gone_is_told(path: str) -> None:
    assert answer(path, Looks(fail))[::2] == (503, "host/fleet cannot be used at present.\n")


def test_the_database_is_not_asked_again_within_seconds() -> None:
    asked = list[int]()
    now = [100.0]

    def look() -> State:
        asked.append(1)
        return fleet()

    seen = Looks(look, lambda: now[0])
    for moment in (100.0, 105.0, 109.9, 110.1, 111.0):
        now[0] = moment
        seen.state()
    assert len(asked) == 2


@contextmanager
def served(looks: Looks) -> Iterator[str]:
    with metrics_server("127.0.0.1", 0, looks) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_page_over_http() -> None:
    with served(looks(BUSY)) as url:
        with urllib.request.urlopen(f"{url}/metrics?x=1", timeout=10) as page:
            assert page.headers["Content-Type"] == CONTENT_TYPE
            assert page.read().decode() == exposition(BUSY)
        with pytest.raises(urllib.error.HTTPError) as none:
            urllib.request.urlopen(f"{url}/", timeout=10)
        none.value.close()
        assert none.value.code == 404
