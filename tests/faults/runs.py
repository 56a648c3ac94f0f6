"""A user whose runs are forks of the host: what they poll, what was said, and what they know."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from inbox_watch.cli.context import STORE_NAME
from tests.faults.maildirs import put
from tests.faults.mails import Mail
from tests.faults.orders import Await, Begun, Ended, Order
from tests.faults.portrait import Portrait, portrait
from tests.faults.settings import maildir, text_for

ROOT = Path(__file__).resolve().parents[2]
Answer = TypeVar("Answer", Begun, Ended)


class Host:
    """The warm program that forks, for the time of a `with`."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.host"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert self._process.stdout
        assert self._process.stdout.readline() == b"\n"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()

    def begin(self, order: Order) -> int:
        """Begin a run, and return the number of its process."""
        return self._ask(order, Begun).process

    def end(self, process: int) -> int:
        """Wait for the end of a run, and return its exit code, or minus the signal."""
        return self._ask(Await(process), Ended).code

    def _ask(self, order: Order | Await, kind: type[Answer]) -> Answer:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")
        self._process.stdin.flush()
        return msgspec.json.decode(self._process.stdout.readline(), type=kind)


class User:
    """A folder with a configuration, a Maildir (or an account elsewhere), a store, and what was said."""

    def __init__(self, host: Host, folder: Path, account: str = "", *, targets: str = '"stdout"') -> None:
        self.host, self.folder = host, folder
        self.config, self.data, self.mail = folder / "config.toml", folder / "data", folder / "mail"
        self.out, self.err = folder / "out", folder / "err"
        self._account, self._targets = account, targets
        folder.mkdir(parents=True, exist_ok=True)
        self.configure()

    def move_to(self, account: str) -> None:
        """Poll elsewhere from now on, under the same name."""
        self._account = account
        self.configure()

    def configure(self, more: str = "") -> None:
        """Write the configuration; `more` follows [alerts]."""
        text = text_for(self._account or maildir(self.mail), self.data, targets=self._targets, more=more)
        self.config.write_text(text, "utf-8")

    def deliver(self, mails: Iterable[Mail]) -> None:
        """Put mail into the Maildir."""
        put(self.mail, mails)

    def begin(self, *arguments: str, **how: object) -> int:
        """Begin a run, and return the number of its process."""
        told = ("-c", str(self.config), *arguments)
        return self.host.begin(Order(told, str(self.out), str(self.err), **how))  # type: ignore[arg-type]

    def run(self, *arguments: str, **how: object) -> int:
        """Run to the end, and return the exit code, or minus the signal."""
        return self.host.end(self.begin(*arguments, **how))

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start the real program, at the true time."""
        with self.out.open("ab") as out, self.err.open("ab") as err:
            return subprocess.Popen(
                [sys.executable, "-m", "inbox_watch", "-c", str(self.config), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                cwd=ROOT,
                env={**os.environ, "XDG_CACHE_HOME": f"{self.out}-cache"},
            )

    def poll(self, now: datetime | None = None) -> None:
        """A poll that goes well."""
        code = self.run("poll", now=now)
        assert code == 0, (code, self.complaints())

    def told(self) -> str:
        """All that was ever printed."""
        return self.out.read_text("utf-8") if self.out.exists() else ""

    def complaints(self) -> str:
        """All that was ever said on standard error."""
        return self.err.read_text("utf-8") if self.err.exists() else ""

    @property
    def store(self) -> Path:
        """The file of the store."""
        return self.data / STORE_NAME

    def portrait(self) -> Portrait:
        """Check the store, and say what it holds."""
        return portrait(self.store)

    def copy(self, folder: Path) -> User:
        """Another user of the same Maildir who has come so far; one who was there already is replaced."""
        if folder.exists():
            shutil.rmtree(folder)
        twin = User(self.host, folder, self._account or maildir(self.mail), targets=self._targets)
        if self.data.exists():
            shutil.copytree(self.data, twin.data)
        return twin
