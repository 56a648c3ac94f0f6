"""A fleet as it runs: a real PostgreSQL, a real Dovecot with an account a client, workers, and a sink for alerts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inbox_watch.store.store import open_store
from tests.support.dovecot import Dovecot
from tests.support.invariants import assert_invariants
from tests.support.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("-m", "inbox_watch")
SECRET = "#!/bin/sh\necho secret\n"
# Takes what it has not taken yet: the name of a file says what it was.
SINK = """#!/bin/sh
set -C
mkdir -p "{sink}" && cat > "{sink}/$1 $INBOX_WATCH_ID" || exit 0
"""
_STATE = """
SELECT cause, claimed_at IS NULL, ended_at IS NULL, send_at IS NULL, count(*), min(next_poll_at) - now()
FROM fleet.mailboxes GROUP BY 1, 2, 3, 4 UNION ALL
SELECT queue_name, status = 'todo', scheduled_at IS NULL, worker_id IS NULL, attempts, NULL FROM jobs.procrastinate_jobs
"""
RECEIPT = """From: Careers <careers@{employer}.example>
To: {user}@localhost
Subject: Your application as Data Analyst
Date: {date}
Message-ID: <{number}.{user}@{employer}.example>
Content-Type: text/plain; charset=utf-8

Dear applicant,

thank you for applying for the position of Data Analyst at {employer} Ltd. We have received your application
and will come back to you.

Kind regards
{employer} Ltd
"""


def receipt(client: str, number: int, when: datetime) -> bytes:
    """A receipt of an application that came then, each number from another employer."""
    date = when.strftime("%a, %d %b %Y %H:%M:%S +0000")
    text = RECEIPT.format(employer=f"brookmere{number}", user=client, number=number, date=date)
    return text.replace("\n", "\r\n").encode()


class Workers:
    """Worker processes under a service manager that starts each anew when it ends (`Restart=always`)."""

    def __init__(self, start: Callable[[], subprocess.Popen[bytes]], number: int) -> None:
        self._start = start
        self.processes = [start() for _ in range(number)]
        self.ended = list[int]()

    def revive(self) -> None:
        """Start anew what ended."""
        for place, process in enumerate(self.processes):
            if (code := process.poll()) is not None:
                self.ended.append(code)
                self.processes[place] = self._start()

    def end(self) -> list[int]:
        """Tell all to end, and return their exit codes; a poll that is under way may take a minute."""
        for process in self.processes:
            process.terminate()
        return [process.wait(90) for process in self.processes]


class Stage:
    """Everything that a test of a fleet needs, in one folder."""

    def __init__(self, folder: Path, postgres: Postgres, dovecot: Dovecot, database: str) -> None:
        self.folder, self.postgres, self.dovecot, self.database = folder, postgres, dovecot, database
        self.sink = folder / "sink"
        self.sink.mkdir()
        self._script("secret.sh", SECRET)
        self._script("sink.sh", SINK.format(sink=self.sink))
        self.owner = postgres.database(database)
        self._config("owner.toml", self.owner)
        self.run("init", config="owner.toml")
        postgres.login(f"{database}_office", "inbox_watch_office", "inbox_watch_app")
        postgres.login(f"{database}_worker", "inbox_watch_app", "inbox_watch_engine")
        self._config("office.toml", postgres.url(database, f"{database}_office"))
        self._config("worker.toml", postgres.url(database, f"{database}_worker"))
        self.worker_url = postgres.url(database, f"{database}_worker")

    def _script(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)
        (self.folder / name).chmod(0o755)

    def _config(self, name: str, url: str) -> None:
        (self.folder / name).write_text(
            f'database = "{url}"\nca_file = "{self.dovecot.ca_file}"\n'
            f'alert_targets = ["command:{self.folder}/sink.sh {{client}}"]\n',
            "utf-8",
        )

    def command(self, *words: str, config: str, program: Sequence[str] = PROGRAM) -> list[str]:
        return [sys.executable, *program, "-c", str(self.folder / config), "fleet", *words]

    def run(self, *words: str, config: str, code: int = 0) -> str:
        """Run a command of the fleet, and return what it printed."""
        done = subprocess.run(
            self.command(*words, config=config), capture_output=True, text=True, cwd=ROOT, timeout=100, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def _environment(self) -> dict[str, str]:
        """The programs of the stage are found by their names."""
        return {**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}"}

    def enrol(self, clients: Sequence[str], **fields: str) -> str:
        """Enrol clients whose first poll is due at once; the user name at the server is the client's id."""
        today = datetime.now(UTC).date()
        ordinary = {
            "coach": "brandt",
            "consent_by": "form",
            "consent_on": str(today - timedelta(days=1)),
            "consent_until": str(today + timedelta(days=9)),
            "consent_scope": "counts",
            "host": f"localhost:{self.dovecot.tls_port}",
            "security": "tls",
            "password_cmd": "secret.sh {client}",
            "timezone": "Europe/Berlin",
            **fields,
        }
        rows = [",".join(["client", "user", *ordinary])]
        rows += [",".join([client, client, *ordinary.values()]) for client in clients]
        (self.folder / "clients.csv").write_text("\n".join(rows), "utf-8")
        return self.run("enrol", "--within", "0", str(self.folder / "clients.csv"), config="office.toml")

    def deliver(self, client: str, number: int) -> None:
        """Put a receipt of an application into a client's mailbox."""
        when = datetime.now(UTC) - timedelta(minutes=number)
        self.dovecot.deliver("INBOX", receipt(client, number, when), when, client)

    @contextmanager
    def workers(self, number: int, *options: str, program: Sequence[str] = PROGRAM) -> Iterator[Workers]:
        """Worker processes, killed when the test is over."""
        started = Workers(lambda: self._started(program, *options), number)
        try:
            yield started
        finally:
            for process in started.processes:
                process.kill()
                process.wait()

    def _started(self, program: Sequence[str], *options: str) -> subprocess.Popen[bytes]:
        command = self.command("worker", *options, config="worker.toml", program=program)
        with (self.folder / "worker.log").open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=self._environment())

    def log(self) -> str:
        return (self.folder / "worker.log").read_text()

    def sql(self, statement: str) -> str:
        return self.postgres.sql(statement, self.database)

    def wait_until(self, what: Callable[[], bool], seconds: float = 40) -> None:
        """Wait for something that takes a while."""
        deadline = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < deadline, self.sql(_STATE) + self.log()[-2000:]
            time.sleep(0.1)

    def wait_with(self, workers: Workers, what: Callable[[], bool]) -> None:
        """Wait, and start anew whoever ends meanwhile; the jobs of the dead are given to others after half a minute."""

        def seen() -> bool:
            workers.revive()
            return what()

        self.wait_until(seen, 600)

    def make_due(self, since: str = "infinity") -> None:
        """Let time go by: every mailbox that no job has, and that was not polled since, is due."""
        self.sql(
            "UPDATE fleet.mailboxes SET ended_at = NULL, next_poll_at = now() "
            f"WHERE claimed_at IS NULL AND began_at < '{since}'"
        )

    def polled(self, since: str = "-infinity") -> int:
        """How many mailboxes were polled to their end since: no job has them, and what was cut would be due at once."""
        return int(
            self.sql(
                "SELECT count(*) FROM fleet.mailboxes WHERE cause IS NULL AND claimed_at IS NULL "
                f"AND next_poll_at > ended_at + interval '1 minute' AND began_at >= '{since}'"
            )
        )

    def unsent(self) -> int:
        """How many alerts are still to be sent."""
        return int(self.sql("SELECT count(*) FROM inbox_watch.outbox WHERE sent_at IS NULL"))

    def assert_sound(self, clients: Sequence[str], findings: int) -> None:
        """The invariants hold for each of them, and so many messages of each are known."""
        from inbox_watch.store.server.clients import Server

        server = Server(self.worker_url)
        for client in clients:
            with open_store(server.client(client)) as store:
                assert_invariants(store)
                assert (len(store.findings()), store.unreadable()) == (findings, ()), client
        server.close()

    def taken(self) -> list[str]:
        """What the sink took: of whom, and the id of each; a repeat has no effect there."""
        return sorted(path.name for path in self.sink.iterdir())
