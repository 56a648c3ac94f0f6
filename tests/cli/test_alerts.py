"""`alerts test` tries each target by itself and says how it went."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.alerts.servers import running
from tests.cli.calls import call, write_config

# apprise asks for a module that Python is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


def told(folder: Path, maildir: Path, *targets: str) -> Path:
    listed = ", ".join(f"'{target}'" for target in targets)
    return write_config(folder, maildir, more=f"[alerts]\ntargets = [{listed}]\n")


def test_each_target_gets_one_message_and_a_line(tmp_path: Path, maildir: Path) -> None:
    with running() as service:
        done = call("-c", told(tmp_path, maildir, "stdout", service.target), "alerts", "test")
    assert done.code == 0
    assert done.err == "target 1, stdout: sent.\ntarget 2, json://…: sent.\n"
    assert service.heard[0]["title"] == "A test of inbox_watch."


@pytest.mark.parametrize(("status", "code", "reason"), [(401, 4, "token (401)"), (503, 75, "of its own (503)")])
def test_a_target_that_takes_nothing_says_why(
    status: int, code: int, reason: str, tmp_path: Path, maildir: Path
) -> None:
    with running() as service:
        service.status = status
        done = call("-c", told(tmp_path, maildir, service.target), "alerts", "test")
    assert (done.code, done.out) == (code, "")
    assert reason in done.err
    assert "s3cret" not in done.err


def test_some_that_went_well_and_some_that_did_not_are_mixed(tmp_path: Path, maildir: Path) -> None:
    done = call("-c", told(tmp_path, maildir, "stdout", "json://localhost:1"), "alerts", "test")
    assert done.code == 3
    assert "could not be reached" in done.err


def test_an_example_of_a_kind_can_be_sent(tmp_path: Path, maildir: Path) -> None:
    done = call("-c", told(tmp_path, maildir, "stdout"), "alerts", "test", "--kind", "follow_up_due")
    assert done.code == 0
    assert done.out.startswith("Example: Follow up with Lindhof Labs (Planner): due since ")
