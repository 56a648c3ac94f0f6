"""The database of a fleet for tests: loaded where there is a server."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from inbox_watch.fleet.figures import note_figures
from inbox_watch.fleet.job_tables import prepare as prepare_jobs
from inbox_watch.records import Report
from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.office import Consent, enrol
from inbox_watch.store.server.prepare import prepare
from inbox_watch.store.server.pulse import let_monitors_count_jobs
from inbox_watch.store.store import open_store
from tests.support.postgres import Postgres

TODAY = datetime.now(UTC).date()  # the server asks its own clock
DAY = timedelta(days=1)
_numbers = count(1)


class House:
    """A fleet: whoever works with it, and the clients of its coaches."""

    def __init__(self, postgres: Postgres, database: str) -> None:
        self.postgres, self.database = postgres, database
        self.owner = postgres.database(database)
        prepare(self.owner)
        prepare_jobs(self.owner, ["inbox_watch_engine"])
        let_monitors_count_jobs(self.owner)
        self.office = f"office_of_{database}"
        postgres.login(self.office, "inbox_watch_app", "inbox_watch_office")
        self.monitor = f"monitor_of_{database}"
        postgres.login(self.monitor, "inbox_watch_monitor")
        self.server = Server(self.url(self.office))

    def url(self, login: str) -> str:
        return self.postgres.url(self.database, login)

    def coach(self) -> str:
        """Somebody who may look at clients."""
        name = f"coach{next(_numbers)}"
        self.postgres.login(name, "inbox_watch_coach")
        return name

    def client(self, coach: str, report: Report, *scopes: str) -> str:
        """Enrol somebody whose mailbox was read, and who consented to that much."""
        name = f"c-{next(_numbers):04}"
        consent = Consent(coach, frozenset(scopes), "form 7", TODAY - 9 * DAY, TODAY + DAY)
        enrol(self.server, name, [consent], datetime.now(UTC))
        with open_store(self.server.client(name)) as store:
            note_figures(store.database, _numbered(report))
        return name

    def mailbox(self, queue: str, **columns: str) -> str:
        """A client's mailbox; each column is an expression of SQL."""
        name = f"c-{next(_numbers):04}"
        enrol(self.server, name, [], datetime.now(UTC))
        given = {
            "client": f"'{name}'",
            "record": "'{}'",
            "queue": f"'{queue}'",
            "consent_on": "current_date - 9",
            "consent_until": "current_date + 9",
            "next_poll_at": "now() + interval '1 hour'",
        } | columns
        self.sql(f"INSERT INTO fleet.mailboxes ({', '.join(given)}) VALUES ({', '.join(given.values())})")
        return name

    def sql(self, statement: str, login: str = "admin") -> str:
        """Run SQL in this database."""
        return self.postgres.sql(statement, self.database, login)

    def close(self) -> None:
        self.server.close()


def _numbered(report: Report) -> Report:
    """No two applications of a client have the same id."""
    standings = (
        replace(each, application=replace(each.application, id=f"a{number}"))
        for number, each in enumerate(report.standings, 1)
    )
    return replace(report, standings=tuple(standings))
