from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import ConfigError, LoginRefused
from inbox_watch.sources import secrets
from inbox_watch.sources.secrets import Secret, secret_of


def by_command(*command: str, token: bool = False) -> Secret:
    account = ImapAccount("a", "h", 993, "tls", "me")
    return secret_of(
        ImapAccount(account.name, "h", 993, "tls", "me", token_cmd=command)
        if token
        else ImapAccount(account.name, "h", 993, "tls", "me", password_cmd=command)
    )


def python(code: str) -> Secret:
    return by_command(sys.executable, "-c", code)


def by_file(path: Path) -> Secret:
    return secret_of(ImapAccount("a", "h", 993, "tls", "me", password_file=path))


def written(path: Path, content: bytes, mode: int = 0o600) -> Path:
    path.write_bytes(content)
    path.chmod(mode)
    return path


def test_a_command_gives_its_first_line() -> None:
    assert python(r"print('s3cr€t word \nlogin: me')").text == "s3cr€t word "
    assert python(r"import sys; sys.stdout.write('windows\r\n')").text == "windows"
    assert python(r"import sys; sys.stdout.write('no end')").text == "no end"


def test_a_token_is_told_from_a_password() -> None:
    assert by_command("echo", "abc", token=True) == Secret("abc", is_token=True)
    assert by_command("echo", "abc") == Secret("abc", is_token=False)


def test_no_shell_reads_the_command() -> None:
    assert by_command("echo", "$(id); `id` | id").text == "$(id); `id` | id"


def test_a_secret_does_not_show() -> None:
    assert "abc" not in repr(Secret("abc"))


def test_a_failing_command_is_a_refused_login_with_the_next_step() -> None:
    with pytest.raises(LoginRefused) as raised:
        python("import sys; print('half' + ' a pass'); print('gpg: no\\x1b[31m key', file=sys.stderr); sys.exit(2)")
    assert "password_cmd" in str(raised.value)
    assert "code 2" in str(raised.value)
    assert "gpg: no [31m key" in str(raised.value)
    assert "\x1b" not in str(raised.value)
    assert "half a pass" not in str(raised.value)
    assert "terminal" in str(raised.value)


def test_a_command_that_waits_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "COMMAND_SECONDS", 0.2)
    with pytest.raises(LoginRefused, match=r"`sleep 30` gave nothing within 0\.2 s"):
        by_command("sleep", "30")


def test_a_command_has_no_standard_input_to_wait_for() -> None:
    with pytest.raises(ConfigError, match="empty first line"):
        python("import sys; print(sys.stdin.read())")


@pytest.mark.parametrize("command", ["/no/such/program", "pass\0word"])
def test_a_command_that_cannot_run_is_an_error_of_the_configuration(command: str) -> None:
    with pytest.raises(ConfigError, match="cannot be run"):
        by_command(command)


@pytest.mark.parametrize("output", ["b''", "b'\\nsecond'", "b'  \\n'", "b'a\\x00b'", "b'a\\tb'", "b'\\xff\\n'"])
def test_what_is_no_secret_is_refused(output: str) -> None:
    with pytest.raises(ConfigError):
        python(f"import sys; sys.stdout.buffer.write({output})")


def test_a_password_file_gives_its_first_line(tmp_path: Path) -> None:
    assert by_file(written(tmp_path / "pw", b"secret\r\nmore")).text == "secret"
    assert by_file(written(tmp_path / "ro", b"secret", 0o400)).text == "secret"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o622, 0o601])
def test_a_password_file_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(ConfigError, match="chmod 600"):
        by_file(written(tmp_path / "pw", b"secret", mode))


def test_a_password_file_has_to_be_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    for path, said in (
        (tmp_path / "none", "No such file"),
        (tmp_path, "Is a directory"),
        (tmp_path / "pipe", "not a file"),
    ):
        with pytest.raises(ConfigError, match=said):
            by_file(path)


def test_an_account_without_a_secret_says_so() -> None:
    with pytest.raises(ConfigError, match="password_cmd, password_file or token_cmd"):
        secret_of(ImapAccount("a", "h", 993, "tls", "me"))
