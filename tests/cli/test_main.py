from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from inbox_watch.cli.main import COMMANDS
from tests.cli.calls import AS_OF, ROOT, call, is_one_plain_line, spawn

HEAVY = ("pandas", "numpy", "rich", "sqlalchemy", "sklearn", "apprise", "imapclient", "mailparser")


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    script = (
        "import sys; from inbox_watch.cli.main import run; code = run(['--help']); "
        f"print([name for name in {HEAVY!r} if name in sys.modules]); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert all(f"  {name} " in done.stdout for name in COMMANDS)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    done = call(name, "--help")
    assert done.code == 0
    assert done.out.startswith("Usage: ")


def test_classify_imports_no_laboratory() -> None:
    script = (
        "import sys; import inbox_watch.cli.classify, inbox_watch.consider; "
        "print([name for name in ('sklearn', 'pandas', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"


def test_the_process_that_hands_out_mail_to_classify_reads_none_itself() -> None:
    script = (
        "import sys; import inbox_watch.cli.main, inbox_watch.cli.classify; "
        "print([name for name in ('numpy', 'mailparser', 'icalendar', 'imapclient') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("arguments", [["nosuch"], ["poll", "--nosuch"], ["explain"], ["applications", "add"]])
def test_usage_errors_are_two_without_a_traceback(arguments: list[str]) -> None:
    done = call(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", [["poll"], ["report"], ["status"], ["applications", "list"], ["explain", "a1"]])
def test_without_a_configuration_every_command_says_so_in_one_line(tmp_path: Path, command: list[str]) -> None:
    done = call("-c", tmp_path / "none.toml", *command)
    assert (done.code, done.out) == (78, "")
    assert is_one_plain_line(done.err)


@pytest.mark.parametrize("command", ["report", "status", "poll"])
def test_a_day_that_is_none_is_one_line(polled: Path, command: str) -> None:
    done = call("-c", polled, command, "--as-of", "tomorrow")
    assert done.code == 2
    assert is_one_plain_line(done.err)


def test_debug_adds_the_traceback_and_keeps_the_code(tmp_path: Path) -> None:
    done = call("--debug", "-c", tmp_path / "none.toml", "status")
    assert done.code == 78
    assert "Traceback" in done.err
    assert done.err.splitlines()[-1].startswith("inbox-watch: ")


def test_a_log_or_report_that_cannot_be_written_is_73(polled: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "no" / "file"
    for done in (
        call("--log-file", nowhere, "-c", polled, "status"),
        call("-c", polled, "report", "--as-of", AS_OF, "-o", nowhere),
    ):
        assert done.code == 73
        assert is_one_plain_line(done.err)


def test_status_is_one_line_and_tells_of_what_is_due(polled: Path) -> None:
    done = call("-c", polled, "status", "--as-of", AS_OF)
    assert done.code == 0
    assert re.fullmatch(r"\d+ due, .* applications.*\. Last good run \d+ \w+, \d\d:\d\d\.\n", done.out)
    due = int(done.out.split()[0])
    assert call("-c", polled, "status", "--as-of", AS_OF, "--exit-code").code == (10 if due else 0)


def test_status_before_the_first_poll_says_so(config: Path) -> None:
    assert call("-c", config, "status").out == "0 due, 0 to look at first, 0 silent, 0 applications. No good run yet.\n"


def test_a_second_poll_brings_nothing_and_an_unknown_account_is_named(polled: Path) -> None:
    done = call("-c", polled, "poll", "--as-of", AS_OF, "--dry-run")
    assert "sample: 0 new messages" in done.out
    unknown = call("-c", polled, "poll", "--account", "nosuch")
    assert unknown.code == 2
    assert "sample" in unknown.err


def test_a_pipe_has_no_colour_and_force_color_has(polled: Path) -> None:
    report = ("-c", polled, "report", "--as-of", AS_OF)
    assert "\x1b[" not in spawn(*report, FORCE_COLOR="").out
    assert "\x1b[" in spawn(*report, FORCE_COLOR="1", NO_COLOR="").out
    assert "\x1b[" not in spawn(*report, FORCE_COLOR="1", NO_COLOR="1").out


def test_a_reader_that_goes_away_is_no_error(polled: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "inbox_watch", "-c", str(polled), "applications", "list", "--as-of", AS_OF],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_report_file_is_written_whole(polled: Path, tmp_path: Path) -> None:
    for form in ("text", "json", "html"):
        done = call("-c", polled, "report", "--as-of", AS_OF, "--format", form, "-o", tmp_path / form)
        assert (done.code, done.out) == (0, "")
        assert (tmp_path / form).read_text("utf-8").strip()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["html", "json", "text"]


def test_the_schema_needs_no_configuration() -> None:
    assert call("report", "--schema").out.startswith("{")


def test_alerts_go_to_standard_output_and_a_bad_target_does_not_stop_the_others(tmp_path: Path, config: Path) -> None:
    config.write_text(config.read_text() + '[alerts]\ntargets = ["nothing", "stdout"]\n')
    done = call("-c", config, "alerts", "test")
    assert done.code == 78
    assert "A test of inbox_watch." in done.out


def test_without_targets_the_test_says_how_to_name_one(config: Path) -> None:
    done = call("-c", config, "alerts", "test")
    assert done.code == 78
    assert is_one_plain_line(done.err)


# apprise asks for a module that Python is about to drop.
@pytest.mark.filterwarnings("default:'imghdr' is deprecated:DeprecationWarning")
def test_the_check_of_the_configuration_looks_at_the_targets(config: Path) -> None:
    config.write_text(config.read_text("utf-8") + '[alerts]\ntargets = ["stdout", "foo://x"]\n', "utf-8")
    done = call("-c", config, "config", "check")
    assert (done.code, done.out) == (78, "")
    assert done.err.startswith("inbox-watch: alerts: Target 2 is neither stdout")


def test_the_configuration_can_be_found_and_checked(config: Path) -> None:
    assert call("-c", config, "config", "path").out == f"{config}\n"
    assert "is fine" in call("-c", config, "config", "check").out
