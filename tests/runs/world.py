"""A user with a mailbox on a real Dovecot, a configuration, and the command line."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from inbox_watch.cli.context import LOCK_NAME, STORE_NAME
from inbox_watch.cli.main import run
from inbox_watch.records import Finding
from inbox_watch.store.store import Store, open_store
from tests.support.dovecot import Dovecot
from tests.support.invariants import assert_invariants

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples" / "Maildir"
NOW = datetime.now(UTC).replace(microsecond=0)


def receipt(number: int) -> bytes:
    """A receipt of employer number so-and-so, which founds an application."""
    return (
        f"From: Firm{number} Careers <jobs@firm{number}.example>\r\nTo: me@me.example\r\n"
        f"Subject: Your application as Planner at Firm{number}\r\nMessage-ID: <r{number}@firm{number}.example>\r\n"
        f"Date: Mon, 2 Mar 2026 09:00:00 +0000\r\nAuto-Submitted: auto-replied\r\n\r\n"
        f"Thank you for applying at Firm{number}. We have received your application as Planner.\r\n"
    ).encode()


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its exit code and what it said."""

    code: int
    out: str
    err: str

    def __eq__(self, other: object) -> bool:
        """Compare with an exit code; a failed comparison shows what was said."""
        return self.code == other

    __hash__ = None  # type: ignore[assignment]  # equal to a number, so it has none


class World:
    """Everything a run touches; `data` is the folder of its state."""

    def __init__(self, folder: Path, server: Dovecot, data: str = "data") -> None:
        self.folder, self.server = folder, server
        self.data = folder / data
        self.config = folder / f"{data}.toml"
        self.configure()

    def configure(
        self, *, port: int | None = None, password: str = "secret", more: str = "", data: Path | None = None
    ) -> None:
        self.data = data or self.data
        self.config.write_text(
            f'[accounts.a]\nhost = "127.0.0.1"\nport = {port or self.server.port}\nsecurity = "none"\nuser = "me"\n'
            f'password_cmd = ["echo", "{password}"]\n{more}\n[paths]\ndata = "{self.data}"\n'
            '[me]\naddresses = ["runa@falkenried.example", "runa.falkenried@postfach.example"]\n'
            'country = "DE"\ntimezone = "Europe/Berlin"\n[alerts]\ntargets = ["stdout"]\ndigest_over = 1000\n',
            "utf-8",
        )

    def deliver(self, *numbers: int, folder: str = "INBOX", came: datetime | None = None) -> None:
        """Receipts that come now, unless it is said when, with the trace of the server that took them."""
        received = NOW - timedelta(minutes=1)
        trace = f"Received: from mx.example by imap.me.example; {format_datetime(received)}\r\n".encode()
        for number in numbers:
            self.server.deliver(folder, trace + receipt(number), came or datetime.now(UTC))

    def deliver_samples(self, count: int) -> None:
        """The first mails of the sample job search, in their folders."""
        for part, folder in (("", "INBOX"), (".Sent", "Sent")):
            for path in sorted((SAMPLES / part / "cur").iterdir())[:count]:
                when = datetime.fromtimestamp(int(path.name.partition(".")[0]), UTC)
                self.server.deliver(folder, path.read_bytes(), when)

    def run(self, *arguments: str) -> Done:
        """A command, in this process."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(["-c", str(self.config), *arguments])
        return Done(code, out.getvalue(), err.getvalue())

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A command, in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "inbox_watch", "-c", str(self.config), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONWARNINGS": "error", "PYTHONDEVMODE": ""},
        )

    def poll(self) -> Done:
        """A poll that goes well and says nothing on standard error."""
        done = self.run("poll", "--since", "2020-01-01")
        assert done == 0, done
        assert done.err == ""
        return done

    @property
    def lock(self) -> Path:
        return self.data / LOCK_NAME

    @contextlib.contextmanager
    def store(self) -> Iterator[Store]:
        with open_store(self.data / STORE_NAME, read_only=True) as store:
            assert_invariants(store)
            yield store

    def findings(self) -> tuple[Finding, ...]:
        with self.store() as store:
            return store.findings()

    def memory(self) -> tuple[object, ...]:
        """Everything that was learned, as one value."""
        with self.store() as store:
            return store.findings(), store.unreadable(), store.cursors("a"), store.application_ids()
