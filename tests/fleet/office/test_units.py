"""Units of systemd for a fleet."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from inbox_watch.cli.main import run
from inbox_watch.fleet.cadence import MINUTE
from inbox_watch.fleet.units import CHECK, CHECK_TIMER, DRAIN_SECONDS, METRICS, WORKER, units
from tests.schedule.test_systemd import analyze, needs_systemd

SERVICES = (WORKER, METRICS, CHECK)


@needs_systemd
@pytest.mark.parametrize("folder", ["plain", "with space", "100% é"])
def test_systemd_finds_nothing_to_complain_of(tmp_path: Path, folder: str) -> None:
    program = tmp_path / folder / "inbox-watch"
    program.parent.mkdir()
    program.touch()
    for name, text in units((str(program),), str(tmp_path / folder / "fleet.toml")).items():
        (tmp_path / name.replace("@.", "@1.")).write_text(text, "utf-8")
    written = [str(path) for path in tmp_path.glob("inbox-watch*")]
    assert len(written) == 4
    refused = analyze("verify", *written)
    assert "is not executable" in refused.stderr
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    passed = analyze("verify", *written)
    assert (passed.returncode, passed.stdout, passed.stderr) == (0, "", "")


@needs_systemd
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_locked_in(tmp_path: Path, name: str) -> None:
    """By the measure of systemd, whose scale goes from 0 (nothing is open) to 10."""
    path = tmp_path / name.replace("@.", "@1.")
    path.write_text(units(("/bin/true",), "/c")[name], "utf-8")
    judged = analyze("security", "--offline=true", "--threshold=25", str(path))
    assert judged.returncode == 0, judged.stdout


def test_a_worker_comes_back_however_it_ended_and_is_let_finish() -> None:
    lines = units(("/opt/inbox-watch",), "/etc/inbox-watch/fleet.toml")[WORKER].splitlines()
    assert "Restart=always" in lines
    assert "StartLimitIntervalSec=0" in lines
    assert "KillMode=mixed" in lines
    assert f"TimeoutStopSec={DRAIN_SECONDS}" in lines
    assert 4 * MINUTE.total_seconds() < DRAIN_SECONDS


@pytest.mark.parametrize(("name", "command"), [(WORKER, "worker"), (METRICS, "metrics"), (CHECK, "check")])
def test_each_calls_its_command(name: str, command: str) -> None:
    text = units(("/opt/inbox-watch",), "/etc/my fleet.toml")[name]
    (line,) = re.findall(r"^ExecStart=:(.*)$", text, re.MULTILINE)
    assert line == f'"/opt/inbox-watch" "-c" "/etc/my fleet.toml" "fleet" "{command}"'


def test_the_units_are_printed_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(tmp_path / "fleet.toml")
    assert run(["-c", config, "fleet", "units"]) == 0
    printed = capsys.readouterr().out
    assert [name for name in (*SERVICES, CHECK_TIMER) if f"# /etc/systemd/system/{name}\n" not in printed] == []
    assert f'"{config}"' in printed
    assert run(["-c", config, "fleet", "units", "-o", str(tmp_path / "units")]) == 0
    written = {path.name: path.read_text("utf-8") for path in (tmp_path / "units").iterdir()}
    assert run(["-c", config, "fleet", "units", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["units"] == written
