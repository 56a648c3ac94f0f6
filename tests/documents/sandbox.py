"""A home of its own for commands that users are shown: the sample mailbox on a real IMAP server, and nothing else."""

from __future__ import annotations

import email.utils
import os
import subprocess
import sys
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from pathlib import Path

from inbox_watch.shipped import samples_path
from tests.support.dovecot import PASSWORD, USER, Dovecot
from tests.support.sample import TRUTH

ROOT = Path(__file__).resolve().parents[2]
_FOLDERS = {".Sent": "Sent", ".Junk": "Junk", ".Spam": "Junk"}
_CONFIG = """\
[accounts.personal]
host = "localhost"
port = {port}
user = "{user}"
password_cmd = ["echo", "{password}"]
ca_file = "{ca_file}"
authserv_id = "{authserv_id}"

[me]
addresses = ["{address}", "{older_address}"]
country = "{country}"
timezone = "{timezone}"

[alerts]
targets = ["stdout"]
"""


def deliver_sample(server: Dovecot) -> None:
    """Put the mail of the sample search into the server, each with the day it came."""
    maildir = samples_path() / "Maildir"
    for path in sorted(path for path in maildir.rglob("*") if path.is_file() and path.parent.name in ("cur", "new")):
        folder = path.parent.parent
        octets = path.read_bytes()
        server.deliver(_FOLDERS.get(folder.name, "INBOX"), octets, _day(octets, path))


def _day(octets: bytes, path: Path) -> datetime:
    stated = BytesHeaderParser().parsebytes(octets)["Date"]
    try:
        return email.utils.parsedate_to_datetime(str(stated)).astimezone(UTC)
    except ValueError:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def furnish(home: Path, server: Dovecot) -> None:
    """Write a configuration for that server as a user would, and a checkout that was installed into its .venv."""
    config = home / ".config" / "inbox_watch" / "config.toml"
    config.parent.mkdir(parents=True)
    config.touch(0o600)
    about = {key: TRUTH[key] for key in ("authserv_id", "address", "older_address", "country", "timezone")}
    where = {"port": server.tls_port, "user": USER, "password": PASSWORD, "ca_file": server.ca_file}
    config.write_text(_CONFIG.format(**where, **about), "utf-8")
    program = home / "checkout" / ".venv" / "bin" / "inbox-watch"
    program.parent.mkdir(parents=True)
    program.write_text(
        f"#!{sys.executable}\nfrom inbox_watch.cli.main import main\nif __name__ == '__main__':\n    main()\n"
    )
    program.chmod(0o755)


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a shell has that was started there; the installed program is on its path."""
    path = f"{home / '.local' / 'bin'}{os.pathsep}{home / 'checkout' / '.venv' / 'bin'}{os.pathsep}{os.defpath}"
    lasting = {name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ}
    return {**lasting, "HOME": str(home), "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def shell(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody who has just typed it in the checkout."""
    return subprocess.run(
        ["sh", "-euc", command],
        cwd=home / "checkout",
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
        stdin=subprocess.DEVNULL,
    )
