"""A home folder in which every command runs once, as careless as a user can be, with secrets that can be recognised."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.alerts.servers import Monitor, Service, monitor, running
from tests.security.mails import injections, receipt, with_attachments, zip_bomb
from tests.security.watching import Notes, read, with_hook
from tests.sources.test_connecting import closed_port
from tests.support.bad_server import BadServer, say
from tests.support.dovecot import Dovecot
from tests.support.proxy import Relay
from tests.support.smtp import PASSWORD as MAIL_PASSWORD
from tests.support.smtp import Postbox, postbox

IMAP_PASSWORD = "wombat-imap-5521"
TOKEN = "wombat.token.6632"
# The last part of a service's address, and the password and the path of the monitor's.
SERVICE_SECRETS = ("s3cret", "token-7f3a")
SECRETS = (IMAP_PASSWORD, TOKEN, MAIL_PASSWORD, *SERVICE_SECRETS)

# Every command that asks the server, but the one that saves a draft and `watch`.
ASKING = (
    ("init",),
    ("poll", "--since", "2020-01-01"),
    ("poll",),
    ("doctor",),
    ("reread",),
)
# `watch` is run by itself; these take long, or have servers and mailboxes of their own: see test_laboratory.py and
# tests/fleet.
ELSEWHERE = frozenset({"train", "evaluate", "demo", "fleet"})
# Every other command; of `review` what asks for no keys.
OTHERS = (
    ("status",),
    ("report",),
    ("report", "--format", "html", "-o", "report.html"),
    ("report", "--format", "json", "-o", "report.json"),
    ("report", "--send"),
    ("export", "csv", "-o", "table.csv"),
    ("export", "xlsx", "-o", "table.xlsx"),
    ("export", "ics", "-o", "calendar.ics"),
    ("export", "sankey", "-o", "flow.txt"),
    ("export", "work-log", "-o", "log.csv"),
    ("applications", "add", "--employer", "Acme", "--role", "Clerk", "--applied-on", "2026-03-02"),
    ("applications", "list"),
    ("applications", "show", "a1"),
    ("explain", "a1"),
    ("explain", "<r1@firm1.example>"),
    ("draft", "a1", "--force"),
    ("draft", "a1", "--force", "--eml", "-o", "draft.eml"),
    ("mark", "a1", "interviewed", "2026-03-09"),
    ("undo",),
    ("label", "<r1@firm1.example>", "acknowledgement"),
    ("link", "<r2@firm2.example>", "none"),
    ("review", "--list"),
    ("classify", "mail.eml"),
    ("alerts", "test"),
    ("config", "check"),
    ("config", "show"),
    ("config", "path"),
    ("schedule", "cron"),
    ("completion", "bash"),
    ("model", "info"),
    ("backup", "state.backup"),
    ("restore", "state.backup"),
    ("forget", "a1", "--yes"),
)


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended."""

    arguments: tuple[str, ...]
    code: int
    out: str
    err: str


class House:
    """Where the user lives: `folder` is all that a run may write to but for the hook beside it."""

    def __init__(self, folder: Path, server: Dovecot) -> None:
        self.folder, self.server = folder / "home", server
        self._hook = folder / "hook"
        self._variables = with_hook(self._hook)
        self.config = self.folder / "config" / "inbox_watch" / "config.toml"
        for path in (self.folder, self.folder / "tmp"):
            path.mkdir(mode=0o700)
        self.ran: list[Ran] = []
        self.secret_files = [self._secret("password", IMAP_PASSWORD), self._secret("token", TOKEN)]
        (self.folder / "mail.eml").write_bytes(receipt(1))

    def _secret(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.touch(0o600)
        path.write_text(text)
        return path

    def configure(self, port: int, more: str = "") -> None:
        self.config.touch(0o600)
        self.config.write_text(
            f'[accounts.a]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nuser = "me"\n'
            f'password_cmd = ["cat", "{self.secret_files[0]}"]\n'
            f'[me]\naddresses = ["runa@falkenried.example"]\ncountry = "DE"\ntimezone = "Europe/Berlin"\n{more}',
            "utf-8",
        )

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "TMPDIR": str(self.folder / "tmp"),
            **self._variables,
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A command in a process of its own, which says all it can and creates for everybody if it is let."""
        return subprocess.Popen(
            [sys.executable, "-m", "inbox_watch", "--debug", "-vv", "--log-file", "run.log", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env=self.environment,
            umask=0,
        )

    def run(self, *arguments: str) -> Ran:
        with self.start(*arguments) as process:
            out, err = process.communicate(timeout=100)
        self.ran.append(Ran(arguments, process.returncode, out, err))
        return self.ran[-1]

    def watch(self) -> None:
        """A `watch` that is stopped once it has read what came."""
        with self.start("watch") as process:
            time.sleep(4)
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=20)
        self.ran.append(Ran(("watch",), process.returncode, out, err))

    def notes(self) -> Notes:
        return read(self._hook)


@dataclass(frozen=True, slots=True)
class Lived:
    """What a house was after all commands had run in it."""

    house: House
    relay: Relay
    monitor: Monitor
    service: Service
    boxes: tuple[Postbox, ...]
    before: dict[str, bytes]
    after: dict[str, bytes]
    notes: Notes
    done: tuple[Ran, ...]


@contextlib.contextmanager
def lived_in(folder: Path) -> Iterator[Lived]:
    """Run everything, in the order of the tables; the mailbox is compared around it."""
    with (
        Dovecot(password=IMAP_PASSWORD) as server,
        Relay(server.port) as relay,
        monitor() as its_monitor,
        running() as service,
        postbox() as box,
        postbox() as report_box,
    ):
        house = House(folder, server)
        _deliver(server)
        before = server.snapshot()
        house.run(*_init(house, relay.port), "--non-interactive")
        targets = f'[alerts]\ntargets = ["stdout", "{service.target}", "{box.target()}", "command:cat"]\n'
        house.configure(
            relay.port,
            f'{targets}[report]\nsend_to = ["{report_box.target()}"]\n[monitor]\nping_url = "{its_monitor.url}"\n',
        )
        for arguments in (*ASKING[1:], *OTHERS):
            house.run(*arguments)
        house.watch()
        after = server.snapshot()
        yield Lived(
            house, relay, its_monitor, service, (box, report_box), before, after, house.notes(), tuple(house.ran)
        )


def _init(house: House, port: int) -> tuple[str, ...]:
    place = ("--host", "127.0.0.1", "--port", str(port), "--security", "none", "--user", "me")
    return ("init", "--address", "runa@falkenried.example", *place, "--password-file", str(house.secret_files[0]))


def _deliver(server: Dovecot) -> None:
    now = datetime.now(UTC)
    mails = [receipt(number) for number in range(1, 4)]
    for octets in (*mails, *injections(), with_attachments(zip_bomb())):
        server.deliver("INBOX", octets, now - timedelta(days=30))
    seen = next((server.maildir() / "new").iterdir())
    (server.maildir() / "cur").mkdir(exist_ok=True)
    seen.rename(server.maildir() / "cur" / f"{seen.name}:2,FS")


def refusals(house: House, box: Postbox, service: Service) -> Iterator[Ran]:
    """Every way in which a secret is refused, with servers that repeat it."""
    box.replies = {"AUTH": f"535 not you, {MAIL_PASSWORD}"}
    service.status = 401
    targets = f'[alerts]\ntargets = ["{service.target}", "{box.target()}", "nosuch://{SERVICE_SECRETS[0]}"]\n'
    targets += f'[report]\nsend_to = ["{box.target()}"]\n'
    targets += f'[monitor]\nping_url = "http://127.0.0.1:{closed_port()}/{SERVICE_SECRETS[0]}"\n'
    repeating = say(b"", f"NO [AUTHENTICATIONFAILED] bad password {IMAP_PASSWORD}".encode())
    with BadServer(login=repeating, authenticate=repeating) as server:
        house.configure(server.port, targets)
        for arguments in (("poll",), ("doctor",), ("alerts", "test"), ("report", "--send"), ("config", "check")):
            yield house.run(*arguments)
    token = say(b"", f"NO bad token {TOKEN}".encode())
    with BadServer(capabilities="IMAP4rev1 AUTH=XOAUTH2", authenticate=token) as server:
        house.configure(server.port)
        text = house.config.read_text().replace("password_cmd", "token_cmd")
        house.config.write_text(text.replace(str(house.secret_files[0]), str(house.secret_files[1])))
        yield house.run("poll")
