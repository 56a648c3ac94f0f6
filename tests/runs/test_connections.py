"""Where a run connects to: the mail server and nowhere else, so nothing can be sent to an employer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.alerts.servers import running
from tests.runs.world import ROOT, World
from tests.support.connections import looked_up, opened, watched
from tests.support.smtp import postbox


def connections(world: World, folder: Path, *arguments: str) -> list[str]:
    """The host and port of every connection that a command opens, in the order of time."""
    done = subprocess.run(
        [sys.executable, "-m", "inbox_watch", "-c", str(world.config), *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **watched(folder)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return opened(folder)


@pytest.fixture
def hook(tmp_path: Path) -> Path:
    folder = tmp_path / "hook"
    folder.mkdir()
    return folder


def test_a_poll_connects_to_the_mail_server_and_nowhere_else(world: World, hook: Path) -> None:
    """SR56: no SMTP, and nothing else either."""
    world.deliver(1, 2)
    world.deliver_samples(5)
    hosts = connections(world, hook, "poll", "--since", "2020-01-01")
    assert set(hosts) == {f"127.0.0.1 {world.server.port}"}
    assert world.findings() != ()


@pytest.mark.parametrize(
    "arguments", [("report",), ("report", "--format", "html"), ("applications", "list"), ("status",)]
)
def test_what_is_shown_needs_no_connection(world: World, hook: Path, arguments: tuple[str, ...]) -> None:
    """SR56: only a poll asks the server."""
    world.deliver(1)
    world.poll()
    assert connections(world, hook, *arguments) == []


@pytest.mark.parametrize("arguments", [("draft", "a1", "--force"), ("explain", "a1")])
def test_a_draft_is_written_without_a_connection(world: World, hook: Path, arguments: tuple[str, ...]) -> None:
    """SR56: a letter is shown; who sends it is the user."""
    added = world.run("applications", "add", "--employer", "Acme", "--role", "Clerk", "--applied-on", "2026-03-02")
    assert added == 0, added
    assert connections(world, hook, *arguments) == []


def test_nothing_leaves_the_machine_but_what_the_configuration_names(world: World, hook: Path) -> None:
    """A poll with alerts, a report that is mailed and a test of the targets: the mail server, and each target."""
    world.poll()
    world.deliver(1)
    with running() as service, postbox() as alerts_box, postbox() as report_box:
        text = world.config.read_text("utf-8").replace('["stdout"]', f'["{service.target}", "{alerts_box.target()}"]')
        world.config.write_text(f'{text}[report]\nsend_to = ["{report_box.target()}"]\n', "utf-8")
        for arguments in (("poll",), ("report", "--send"), ("alerts", "test")):
            hosts = {tuple(each.split()) for each in connections(world, hook, *arguments)}
            expected = {
                "poll": {world.server.port, service.port, alerts_box.port},
                "report": {report_box.port},
                "alerts": {service.port, alerts_box.port},
            }[arguments[0]]
            assert {host for host, _ in hosts} <= {"127.0.0.1", "::1"}
            assert {int(port) for _, port in hosts} == expected
            assert looked_up(hook) <= {"127.0.0.1", "localhost"}
    assert [heard["title"] for heard in service.heard] == [
        "Receipt: Firm1 has your application (Planner).",
        "A test of inbox_watch.",
    ]
    assert [len(box.mails) for box in (alerts_box, report_box)] == [2, 1]
