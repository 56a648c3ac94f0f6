from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inbox_watch.cli.context import STORE_NAME
from inbox_watch.records import Alert
from inbox_watch.store.store import open_store
from tests.cli.calls import AS_OF, SAMPLES, SERVER, call, write_config

# apprise asks for a module that Python is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


def test_all_fine_is_exit_code_zero_and_a_line_a_check(polled: Path) -> None:
    done = call("-c", polled, "doctor")
    assert (done.code, done.err) == (0, "")
    assert not [line for line in done.out.splitlines() if line.startswith("fault")]
    for name in ("configuration", "permissions", "data", "clock", "time zone", "model", "database", "last good run"):
        assert name in done.out
    assert "Sent (sent)" in done.out


def test_before_the_first_poll_nothing_is_at_fault(config: Path) -> None:
    done = call("-c", config, "doctor")
    assert done.code == 0
    assert "run `inbox-watch poll`" in done.out


def test_quiet_says_only_what_is_wrong(config: Path) -> None:
    assert call("-c", config, "-q", "doctor").out == ""
    config.chmod(0o644)
    done = call("-c", config, "-q", "doctor")
    assert done.code == 78
    assert f"chmod 600 {config}" in done.out


def test_a_wrong_configuration_is_told_line_by_line_with_the_rest_of_the_machine(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[acounts.x]\nhost = 1\n[me]\ncountry = 'XX'\n")
    done = call("-c", config, "doctor")
    assert done.code == 78
    assert len([line for line in done.out.splitlines() if line.startswith("fault  configuration")]) >= 2
    assert "model" in done.out


@pytest.mark.parametrize(
    "target",
    ["tgram-123-topsecret", "nosuchservice://topsecret", "command:nosuchprogram-topsecret", 'command:"topsecret'],
)
def test_a_bad_alert_target_is_found_without_showing_it(tmp_path: Path, maildir: Path, target: str) -> None:
    config = write_config(tmp_path, maildir, more=f"[alerts]\ntargets = ['{target}', 'stdout']\n")
    done = call("-c", config, "doctor")
    assert done.code == 78
    assert "Target 1" in done.out
    assert "Target 2 is stdout" in done.out
    assert "topsecret" not in done.out + done.err


def test_the_targets_of_the_report_are_looked_at_too(tmp_path: Path, maildir: Path) -> None:
    more = '[report]\nsend_to = ["mailtos://runa:topsecret@example.org", "topsecret"]\n'
    done = call("-c", write_config(tmp_path, maildir, more=more), "doctor")
    assert done.code == 78
    assert "Target 1 is mailtos://…; `inbox-watch report --send` tries it." in done.out
    assert "topsecret" not in done.out + done.err


def test_alerts_that_were_given_up_are_told(tmp_path: Path, maildir: Path) -> None:
    config = write_config(tmp_path, maildir)
    assert call("-c", config, "poll", "--as-of", AS_OF).code == 0
    long_ago = datetime.now(UTC) - timedelta(days=2)
    with open_store(tmp_path / "data" / STORE_NAME) as store:
        store.queue_alerts([Alert("mail:1 > gone", "offer", "urgent", "An offer.", "Read it.")], long_ago)
        store.alert_failed("mail:1 > gone", long_ago, None)
    told = "1 alert is given up after ten tries"
    assert told in call("-c", config, "doctor").out
    assert told in call("-c", config, "status").err
    assert told in call("-c", config, "report").out


def test_a_good_alert_service_is_known_and_not_shown(tmp_path: Path, maildir: Path) -> None:
    config = write_config(tmp_path, maildir, more='[alerts]\ntargets = ["ntfy://topsecret"]\n')
    done = call("-c", config, "doctor")
    assert done.code == 0
    assert "ntfy://…" in done.out
    assert "topsecret" not in done.out


def test_a_missing_maildir_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    config = write_config(tmp_path, tmp_path / "nowhere")
    done = call("-c", config, "doctor")
    assert done.code == 78
    assert "nowhere" in done.out


def test_a_damaged_database_is_told(tmp_path: Path, maildir: Path) -> None:
    config = write_config(tmp_path, maildir)
    (tmp_path / "data").mkdir(0o700)
    (tmp_path / "data" / "inbox_watch.sqlite3").write_bytes(b"no database" * 1000)
    done = call("-c", config, "doctor")
    assert done.code == 73
    assert "fault  database" in done.out


def test_an_account_nobody_answers_for_is_temporary(tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.touch(0o600)
    password.write_text("topsecret\n")
    config = tmp_path / "config.toml"
    config.touch(0o600)
    config.write_text(
        f'[accounts.x]\nhost = "127.0.0.1"\nport = 1\nsecurity = "none"\nuser = "me"\npassword_file = "{password}"\n'
        f'[paths]\ndata = "{tmp_path / "data"}"\n'
    )
    done = call("-c", config, "doctor")
    assert done.code == 75
    assert "127.0.0.1:1" in done.out
    assert "topsecret" not in done.out


def test_a_password_file_others_may_read_is_a_fault(tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("topsecret\n")
    password.chmod(0o644)
    config = tmp_path / "config.toml"
    config.touch(0o600)
    config.write_text(
        f'[accounts.x]\nhost = "localhost"\nsecurity = "none"\nuser = "me"\npassword_file = "{password}"\n'
    )
    done = call("-c", config, "doctor")
    assert done.code == 78
    assert f"chmod 600 {password}" in done.out
    assert "topsecret" not in done.out


@pytest.fixture
def mailbox_port() -> Iterator[int]:
    """The port of a real IMAP server with the sample mailbox; the password is `topsecret`."""
    with subprocess.Popen(
        [sys.executable, "-P", str(SERVER), str(SAMPLES)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write("topsecret\n")
        server.stdin.flush()
        yield int(server.stdout.readline())


@pytest.mark.parametrize(
    ("password", "folder", "code", "said"),
    [
        ("topsecret", "INBOX", 0, "logged in as runa; folders INBOX (inbox), Sent (sent)"),
        ("topsecret", "Nowhere", 1, "there is no folder Nowhere"),
        ("wrong", "INBOX", 4, "did not accept the login"),
    ],
)
def test_login_and_folders_are_tried(
    tmp_path: Path, mailbox_port: int, password: str, folder: str, code: int, said: str
) -> None:
    secret, config = tmp_path / "password", tmp_path / "config.toml"
    for path in (secret, config):
        path.touch(0o600)
    secret.write_text(f"{password}\n")
    config.write_text(
        f'[accounts.x]\nhost = "127.0.0.1"\nport = {mailbox_port}\nsecurity = "none"\nuser = "runa"\n'
        f'password_file = "{secret}"\nfolders = ["{folder}"]\n[paths]\ndata = "{tmp_path / "data"}"\n'
    )
    done = call("-c", config, "doctor")
    assert done.code == code
    assert said in done.out
    assert password not in done.out + done.err or password == "wrong"


def test_an_account_without_authserv_id_is_told_what_that_costs(config: Path) -> None:
    assert "authserv_id" not in call("-c", config, "doctor").out
    config.write_text(re.sub(r"authserv_id = .*\n", "", config.read_text("utf-8")), "utf-8")
    done = call("-c", config, "doctor")
    assert done.code == 0
    assert "note   senders        sample has no authserv_id, so nobody vouches for a sender: a refusal" in done.out
