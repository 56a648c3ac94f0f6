"""A fleet in a folder: PostgreSQL, worker processes whose mail is scripted, and the logins of each."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.cost import ROOT, python
from benchmarks.fleet.crowd.script import Script
from inbox_watch.fleet.job_tables import prepare as prepare_jobs
from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.prepare import prepare
from inbox_watch.store.server.pulse import let_monitors_count_jobs
from tests.support.postgres import ADMIN, Postgres

NAME = "crowd"
_LOGINS: Mapping[str, tuple[str, ...]] = {
    "office": ("inbox_watch_office", "inbox_watch_app"),
    "worker": ("inbox_watch_app", "inbox_watch_engine"),
    "monitor": ("inbox_watch_monitor",),
}
# A worker process says that it is there in each of its lanes.
_LANES = 3
_PATIENCE = 3600.0


class Stage:
    """The database of a fleet with nobody in it yet, and what asks it."""

    def __init__(self, folder: Path, postgres: Postgres) -> None:
        self.folder, self.postgres = folder, postgres
        prepare(owner := postgres.database(NAME))
        prepare_jobs(owner, ["inbox_watch_engine"])
        let_monitors_count_jobs(owner)
        for name, roles in _LOGINS.items():
            postgres.login(name, *roles)
        # The same for all clients: what is copied has been told to this target.
        (folder / "fleet.toml").write_text(
            f'database = "{self.url("worker")}"\nalert_targets = ["command:/bin/true"]\n', "utf-8"
        )
        self.admin = psycopg.connect(postgres.url(NAME, ADMIN), autocommit=True, options="-c search_path=public,jobs")

    def url(self, login: str) -> str:
        """The URL of the database for a login."""
        return self.postgres.url(NAME, login)

    @contextmanager
    def server(self, login: str) -> Iterator[Server]:
        """The database through one connection of a login."""
        server = Server(self.url(login), connections=1)
        try:
            yield server
        finally:
            server.close()

    def one(self, statement: str) -> Any:
        """Return the one value that a statement of the administrator has."""
        row = self.admin.execute(statement.encode()).fetchone()
        assert row is not None
        return row[0]

    def wait_until(self, what: Callable[[], bool], seconds: float = _PATIENCE) -> None:
        """Wait for something that workers do."""
        ends_at = time.monotonic() + seconds
        while not what():
            if time.monotonic() > ends_at:
                raise TimeoutError((self.folder / "worker.log").read_text("utf-8")[-2000:])
            time.sleep(0.5)

    @contextmanager
    def workers(self, number: int, script: Script, *options: str) -> Iterator[Workers]:
        """So many worker processes, once all of them are there."""
        started = Workers(self.folder, number, script, options)
        alive = "SELECT count(*) FROM jobs.procrastinate_workers WHERE last_heartbeat > now() - interval '15 s'"
        try:
            self.wait_until(lambda: bool(self.one(alive) >= _LANES * number), 120)
            yield started
        finally:
            started.kill()

    def close(self) -> None:
        """Leave the database."""
        self.admin.close()


class Workers:
    """`fleet worker`, so many times."""

    def __init__(self, folder: Path, number: int, script: Script, options: tuple[str, ...]) -> None:
        words = (script.seconds, script.news_every, "-c", folder / "fleet.toml", "fleet", "worker", *options)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with (folder / "worker.log").open("ab") as log:
            self._processes = [
                subprocess.Popen(
                    python("benchmarks.fleet.crowd.worker", *words),
                    cwd=ROOT,
                    env=environment,
                    stdout=subprocess.PIPE,
                    stderr=log,
                )
                for _ in range(number)
            ]

    @property
    def pids(self) -> list[int]:
        """The processes themselves, without those that judge."""
        return [process.pid for process in self._processes]

    def end(self) -> list[Mapping[str, int]]:
        """Tell all to end, and return what each says it has done."""
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        return [json.loads(process.communicate(timeout=400)[0]) for process in self._processes]

    def kill(self) -> None:
        """End those that live."""
        for process in self._processes:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()
