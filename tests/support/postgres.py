"""A real PostgreSQL on a socket in a folder of its own: nothing outside touched, and nothing heard on the network.

with Postgres() as server:
    url = server.database("name")        # of its owner, who may make roles
    server.login("worker", "inbox_watch_app")
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

ADMIN, OWNER = "admin", "owner"
_SECONDS_TO_START = 30


def folder_of_programs() -> Path | None:
    """Where initdb and postgres of this machine lie, the newest; None where there are none."""
    on_path = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_number, reverse=True), *on_path]
    if named := os.environ.get("INBOX_WATCH_POSTGRES"):  # a folder, to run the tests with another version
        folders = [Path(named)]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _number(folder: Path) -> int:
    return int(re.sub(r"\D", "", folder.parent.name) or 0)


class Postgres:
    """A server that keeps nothing once it stops; it trusts whoever may open its socket."""

    def __init__(self) -> None:
        programs = folder_of_programs()
        assert programs is not None
        self._programs = programs
        self.base = Path(tempfile.mkdtemp(prefix="iw-postgres-"))
        self.owner = _somebody()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            shutil.chown(self.base, self.owner.pw_uid, self.owner.pw_gid)
            self._run("initdb", "-D", "data", "-U", ADMIN, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
            self.start()
            self.sql(f"CREATE ROLE {OWNER} LOGIN CREATEROLE")
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.base, ignore_errors=True)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.base),
            "fsync": "off",
            "shared_buffers": "32MB",
        }
        settings = [f"--{name}={value}" for name, value in options.items()]
        log = (self.base / "log").open("ab")
        with log:
            self._process = self._popen([self._programs / "postgres", "-D", "data", *settings], log)
        deadline = time.monotonic() + _SECONDS_TO_START
        while self.ask("postgres", "SELECT 1").returncode != 0:
            assert self._process.poll() is None, (self.base / "log").read_text()
            assert time.monotonic() < deadline, (self.base / "log").read_text()
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop it: SIGQUIT at once, as a crash does, SIGINT after what is under way was broken off."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    @property
    def pid(self) -> int:
        """The process that all others of the server come from."""
        assert self._process is not None
        return self._process.pid

    def version(self) -> int:
        """The major version."""
        return int(self.sql("SHOW server_version_num")) // 10_000

    def database(self, name: str, where: str = "") -> str:
        """Make a database and return its URL."""
        self.sql(f"CREATE DATABASE {name} OWNER {OWNER} {where}")
        return self.url(name)

    def login(self, name: str, *roles: str) -> None:
        """Make a login that is a member of these roles."""
        self.sql(f"CREATE ROLE {name} LOGIN IN ROLE {', '.join(roles)}")

    def url(self, database: str, user: str = OWNER) -> str:
        """The URL of a database, for somebody."""
        return f"postgresql://{user}@/{database}?host={self.base}"

    def sql(self, statement: str, database: str = "postgres", user: str = ADMIN) -> str:
        """Run SQL and return what it answers: a line a row, | between columns."""
        done = self.ask(database, statement, user)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def run(self, program: str, *arguments: str) -> str:
        """Run another program of the same version, as the administrator."""
        command = [str(self._programs / program), "-h", str(self.base), "-U", ADMIN, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ask(self, database: str, statement: str, user: str = ADMIN) -> subprocess.CompletedProcess[str]:
        """Run SQL, and return what it answers and what it notices."""
        command = [
            str(self._programs / "psql"),
            "-XqAt",
            "-h",
            str(self.base),
            "-U",
            user,
            "-d",
            database,
            "-c",
            statement,
        ]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def _run(self, program: str, *arguments: str) -> None:
        with (self.base / "made").open("ab") as log:
            made = self._popen([self._programs / program, *arguments], log)
        assert made.wait() == 0, (self.base / "made").read_text()

    def _popen(self, command: Sequence[Path | str], log: BinaryIO) -> subprocess.Popen[bytes]:
        is_root = os.geteuid() == 0
        return subprocess.Popen(
            command,
            cwd=self.base,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            user=self.owner.pw_uid if is_root else None,
            group=self.owner.pw_gid if is_root else None,
            extra_groups=[] if is_root else None,
        )


def _somebody() -> pwd.struct_passwd:
    """Who runs it: root may not."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
