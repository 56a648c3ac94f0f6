"""An alert reaches a real command and a real service, or says that it did not, and never tells a secret."""

from __future__ import annotations

import logging
import shlex
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.alerts import channels
from inbox_watch.alerts.channels import check_target, send
from inbox_watch.alerts.targets import target_id
from inbox_watch.errors import AlertNotSent, ConfigError
from inbox_watch.records import Alert
from tests.alerts.servers import Service

NOW = datetime(2026, 5, 1, 6, tzinfo=UTC)
ALERT = Alert("mail:1", "offer", "urgent", "Lindhof Labs makes you an offer.", "Applied on 2026-04-01.\nRead it.")
DIRTY = Alert("mail:2", "offer", "urgent", "An\x1b[31m offer\n", "One\x00\u202e\nTwo\r")


def command(program: str, *arguments: str) -> str:
    return "command:" + shlex.join([sys.executable, "-c", program, *arguments])


def test_standard_output_takes_an_alert(capsys: pytest.CaptureFixture[str]) -> None:
    send("stdout", ALERT, NOW)
    assert capsys.readouterr().out == f"{ALERT.subject}\n{ALERT.body}\n\n"


def test_a_terminal_that_knows_few_letters_takes_an_alert_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    octets = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(octets, encoding="ascii"))
    send("stdout", replace(ALERT, subject="Müller ✓"), NOW)
    assert octets.getvalue().startswith(b"M?ller ?\n")


def test_a_command_reads_the_alert_from_its_standard_input(tmp_path: Path) -> None:
    note = tmp_path / "a note; with $(odd) 'name'"
    send(command("import sys; open(sys.argv[1], 'w').write(sys.stdin.read())", str(note)), ALERT, NOW)
    assert note.read_text("utf-8") == f"{ALERT.subject}\n\n{ALERT.body}\n"


def test_a_command_knows_a_repeat_by_its_id(tmp_path: Path) -> None:
    note = tmp_path / "ids"
    target = command("import os, sys; print(os.environ['INBOX_WATCH_ID'], file=open(sys.argv[1], 'a'))", str(note))
    send(target, ALERT, NOW)
    send(target, ALERT, NOW, again=True)
    send(target, DIRTY, NOW)
    first, repeat, other = note.read_text().splitlines()
    assert first == repeat != other


def test_a_second_try_says_that_it_may_be_a_repeat(capsys: pytest.CaptureFixture[str]) -> None:
    send("stdout", ALERT, NOW, again=True)
    assert capsys.readouterr().out.endswith("(This may be a repeat.)\n\n")


def test_what_strangers_wrote_is_cleaned(capsys: pytest.CaptureFixture[str]) -> None:
    send("stdout", DIRTY, NOW)
    assert capsys.readouterr().out == "An[31m offer\nOne\nTwo\n\n"


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (command("raise SystemExit(3)"), "ended with 3"),
        ("command:/nowhere/at/all --key s3cret", "could not be run (FileNotFoundError)"),
        ("command:", "no program"),
        ("command:notify 's3cret", "a quote that does not end"),
    ],
)
def test_a_command_that_fails_says_so(target: str, message: str) -> None:
    with pytest.raises((AlertNotSent, ConfigError)) as failed:
        send(target, ALERT, NOW)
    assert message in str(failed.value)
    assert "s3cret" not in str(failed.value)


def test_a_command_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "COMMAND_TIMEOUT_SECONDS", 0.2)
    with pytest.raises(AlertNotSent, match="TimeoutExpired"):
        send(command("import time; time.sleep(60)"), ALERT, NOW)


def test_a_service_takes_an_alert(service: Service) -> None:
    send(service.target, ALERT, NOW)
    (heard,) = service.heard
    assert (heard["title"], heard["message"]) == (ALERT.subject, ALERT.body)


@pytest.mark.parametrize(("severity", "kind"), [("info", "info"), ("normal", "info"), ("urgent", "warning")])
def test_what_is_urgent_is_a_warning_to_a_service(severity: str, kind: str, service: Service) -> None:
    send(service.target, replace(ALERT, severity=severity), NOW)
    assert service.heard[0]["type"] == kind


@pytest.mark.parametrize(
    ("status", "reason", "code"),
    [
        (401, "refused the user name, password or token (401)", 4),
        (404, "nothing is at this address (404)", 75),
        (429, "takes no more for now (429)", 75),
        (500, "a fault of its own (500)", 75),
    ],
)
def test_a_service_that_refuses_says_why_without_the_secret(
    status: int, reason: str, code: int, service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.status = status
    with caplog.at_level(logging.DEBUG), pytest.raises(AlertNotSent) as failed:
        send(service.target, ALERT, NOW)
    assert "json://… did not take it" in str(failed.value)
    assert reason in str(failed.value)
    assert failed.value.exit_code == code
    for secret in ("s3cret", "token-7f3a"):
        assert secret not in str(failed.value) + caplog.text


def test_a_service_that_is_not_there_says_so() -> None:
    with pytest.raises(AlertNotSent, match="could not be reached"):
        send("json://localhost:1/", ALERT, NOW)


@pytest.mark.parametrize("target", ["nosuchservice://s3cret", "s3cret", "", "s3cret:abc"])
def test_what_is_no_address_says_so_without_the_secret(target: str) -> None:
    with pytest.raises(ConfigError, match="no address apprise knows") as failed:
        send(target, ALERT, NOW)
    assert "s3cret" not in str(failed.value)


@pytest.mark.parametrize("target", ["stdout", "command:notify-send hello", "ntfy://topic", "json://localhost"])
def test_a_target_that_can_be_one_is_accepted(target: str) -> None:
    check_target(target)


@pytest.mark.parametrize("target", ["", "s3cret", "command:", "command:x 's3cret", "std out", "mailto:s3cret"])
def test_a_target_that_cannot_be_one_is_refused_without_the_secret(target: str) -> None:
    with pytest.raises(ConfigError) as refused:
        check_target(target)
    assert "s3cret" not in str(refused.value)


@given(st.text())
def test_the_name_of_a_target_is_short_and_stable(target: str) -> None:
    assert target_id(target) == target_id(target)
    assert len(target_id(target)) == 12


def test_a_program_that_a_command_leaves_running_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "COMMAND_TIMEOUT_SECONDS", 2)
    send("command:sh -c 'sleep 5 & cat >/dev/null'", ALERT, NOW)
