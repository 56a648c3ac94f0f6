"""Coaches: each sees, in SQL of their own, figures of the clients who consented to it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from inbox_watch.errors import ConfigError, UsageError
from inbox_watch.records import SILENT_STATES, State
from inbox_watch.store.store import open_store
from tests.store.builders import NOW, alert, finding, learned

if TYPE_CHECKING:
    from inbox_watch.store.server.clients import Server
    from inbox_watch.store.server.figures import Figures
    from inbox_watch.store.server.office import Consent
    from tests.store.clients import Clients

TODAY = datetime.now(UTC).date()  # the server asks its own clock
DAY = timedelta(days=1)
_coaches = count(1)


@pytest.fixture
def office(clients: Clients) -> Iterator[Server]:
    """Connections of a login that enrols, removes and polls."""
    from inbox_watch.store.server.clients import Server

    if not clients.postgres.sql("SELECT 1 FROM pg_roles WHERE rolname = 'office'"):
        clients.postgres.login("office", "inbox_watch_app", "inbox_watch_office")
    with closing(Server(clients.postgres.url(clients.database, "office"))) as server:
        yield server


@pytest.fixture
def coach(clients: Clients) -> str:
    return a_coach(clients)


def a_coach(clients: Clients) -> str:
    name = f"coach{next(_coaches)}"
    clients.postgres.login(name, "inbox_watch_coach")
    return name


def consent_to(coach: str, *scopes: str) -> Consent:
    from inbox_watch.store.server.office import Consent

    return Consent(coach, frozenset(scopes or {"counts"}), "form 7", TODAY - 9 * DAY, TODAY)


def figures(number: int, state: State = State.DUE, employer: str = "Lindhof") -> Figures:
    from inbox_watch.store.server.figures import Figures

    return Figures(f"a{number}", employer, state, TODAY - number * DAY, None, is_answered=False)


def a_client(office: Server, clients: Clients, *consents: Consent, of: tuple[Figures, ...] = ()) -> str:
    """Enrol somebody with mail and figures."""
    from inbox_watch.store.server.figures import keep_figures
    from inbox_watch.store.server.office import enrol

    name = f"of{next(_coaches)}"
    enrol(office, name, consents, NOW)
    with open_store(office.client(name)) as store:
        store.keep(replace(learned(1, finding(1)), alerts=(alert("a"),)), NOW)
        keep_figures(store.database, of, TODAY, 2)
    return name


def seen(clients: Clients, coach: str, statement: str) -> list[str]:
    """What a coach gets for a statement."""
    return clients.postgres.sql(statement, clients.database, coach).splitlines()


def refusal(clients: Clients, coach: str, statement: str) -> str:
    with pytest.raises(AssertionError) as caught:
        seen(clients, coach, statement)
    return str(caught.value)


def test_two_coaches_see_disjoint_rows(office: Server, clients: Clients) -> None:
    one, other = a_coach(clients), a_coach(clients)
    first = [a_client(office, clients, consent_to(one), of=(figures(1),)) for _ in range(3)]
    second = [a_client(office, clients, consent_to(other), of=(figures(1),)) for _ in range(2)]
    nobodys = a_client(office, clients, of=(figures(1),))
    for coach, own in ((one, first), (other, second)):
        for view in ("consents", "counts"):
            assert sorted(seen(clients, coach, f"SELECT client FROM coach.{view}")) == sorted(own)
    assert nobodys not in {*first, *second}


def test_a_coach_of_nobody_sees_nobody(clients: Clients, coach: str) -> None:
    from inbox_watch.store.server.coach import VIEWS

    assert [row for view in VIEWS for row in seen(clients, coach, f"SELECT * FROM coach.{view}")] == []


def test_counts_are_those_of_the_client(office: Server, clients: Clients, coach: str) -> None:
    states = [*State]
    of = tuple(figures(number, state) for number, state in enumerate(states, 1))
    of = (replace(of[0], used_on=TODAY, is_answered=True), *of[1:])
    client = a_client(office, clients, consent_to(coach), of=of)
    silent = sum(state in SILENT_STATES for state in states)
    assert seen(clients, coach, "SELECT * FROM coach.counts") == [f"{client}|{TODAY}|{len(states)}|{silent}|1|1|1|1|2"]


def test_who_has_applied_nowhere_is_a_row_too(office: Server, clients: Clients, coach: str) -> None:
    client = a_client(office, clients, consent_to(coach))
    assert seen(clients, coach, "SELECT * FROM coach.counts") == [f"{client}|{TODAY}|0|0|0|0|0||2"]


def test_figures_take_the_place_of_those_before(office: Server, clients: Clients, coach: str) -> None:
    from inbox_watch.store.server.figures import keep_figures

    client = a_client(office, clients, consent_to(coach), of=(figures(1), figures(2)))
    with open_store(office.client(client)) as store:
        keep_figures(store.database, [figures(3)], TODAY, 0)
    assert seen(clients, coach, "SELECT applications, blind_days FROM coach.counts") == ["1|0"]


def test_employers_need_a_consent_of_their_own(office: Server, clients: Clients, coach: str) -> None:
    a_client(office, clients, consent_to(coach, "counts", "cohort"), of=(figures(1, employer="Hidden"),))
    a_client(
        office,
        clients,
        consent_to(coach, "employers"),
        of=(figures(1, employer="Shown"), figures(2, State.WAITING, "Not due")),
    )
    assert seen(clients, coach, "SELECT employer FROM coach.due_employers") == ["Shown"]
    assert len(seen(clients, coach, "SELECT 1 FROM coach.counts")) == 1


@pytest.mark.parametrize(
    ("given_on", "until", "shown"),
    [(-9, 0, True), (0, 0, True), (0, 9, True), (-9, -1, False), (1, 9, False)],
)
def test_a_consent_holds_on_its_days_only(
    office: Server, clients: Clients, coach: str, given_on: int, until: int, *, shown: bool
) -> None:
    given = replace(consent_to(coach), given_on=TODAY + given_on * DAY, until=TODAY + until * DAY)
    a_client(office, clients, given, of=(figures(1),))
    for zone in ("UTC", "Pacific/Kiritimati", "Etc/GMT+12"):
        rows = seen(clients, coach, f"SET timezone = '{zone}'; SELECT applications FROM coach.counts")
        assert rows == (["1"] if shown else []), zone


def test_what_was_withdrawn_is_seen_no_more(office: Server, clients: Clients, coach: str) -> None:
    from inbox_watch.store.server.office import consent, withdraw

    client = a_client(office, clients, consent_to(coach, "counts", "employers"), of=(figures(1),))
    withdraw(office, client, TODAY, coach)
    for view in ("consents", "counts", "due_employers"):
        assert seen(clients, coach, f"SELECT * FROM coach.{view}") == []
    consent(office, client, consent_to(coach, "employers"))
    assert seen(clients, coach, "SELECT scope FROM coach.consents") == ["employers"]
    assert seen(clients, coach, "SELECT * FROM coach.counts") == []


# Whatever a coach tries


@pytest.mark.parametrize("view", ["consents", "counts", "due_employers"])
def test_naming_another_client_shows_nothing_more(office: Server, clients: Clients, coach: str, view: str) -> None:
    other = a_coach(clients)
    hidden = a_client(office, clients, consent_to(other, "counts", "employers"), of=(figures(1),))
    everything = f"SELECT client FROM coach.{view}"
    assert seen(clients, coach, f"SET inbox_watch.client = '{hidden}'; {everything}") == []
    for role in (other, "owner", "inbox_watch_app", "inbox_watch_office", "office"):
        assert "permission denied to set role" in refusal(clients, coach, f"SET ROLE {role}; {everything}")
    assert seen(clients, coach, f"SET ROLE inbox_watch_coach; {everything}") == []
    assert "permission denied" in refusal(clients, coach, f"SET SESSION AUTHORIZATION {other}; {everything}")


def test_a_function_of_the_coachs_own_is_asked_about_own_rows_only(
    office: Server, clients: Clients, coach: str
) -> None:
    """A barrier: else a cheap function in the condition would see a row before it is filtered away."""
    mine = a_client(office, clients, consent_to(coach), of=(figures(1),))
    a_client(office, clients, consent_to(a_coach(clients)), of=(figures(1),))
    statement = (
        "CREATE FUNCTION pg_temp.peep(t text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 "
        "AS $$ BEGIN RAISE NOTICE 'peep %', t; RETURN true; END $$; "
        "SET client_min_messages = notice; SELECT count(*) FROM coach.counts WHERE pg_temp.peep(client)"
    )
    clients.postgres.sql(f"GRANT TEMPORARY ON DATABASE {clients.database} TO {coach}")
    done = clients.postgres.ask(clients.database, statement, coach)
    assert done.stdout.strip() == "1"
    assert {line.split()[-1] for line in done.stderr.splitlines() if "peep" in line} == {mine}


def test_no_table_can_be_read_or_written_by_a_coach(clients: Clients, coach: str) -> None:
    """What a coach may read is what the list says, column by column; and nothing may be written, made or called."""
    from inbox_watch.store.server.coach import VIEWS

    listed = {f"coach.{view}.{column}" for view, made in VIEWS.items() for column in made.columns}
    ours = "n.nspname IN ('inbox_watch', 'fleet', 'coach', 'public')"
    columns = (
        "SELECT n.nspname || '.' || relname || '.' || attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid "
        f"JOIN pg_namespace n ON n.oid = relnamespace WHERE {ours} AND attnum > 0 AND NOT attisdropped "
        "AND relkind IN ('r', 'p', 'v', 'm', 'f') AND "
    )
    readable = f"{columns} has_column_privilege('{coach}', c.oid, attnum, 'SELECT')"
    assert set(clients.postgres.sql(readable, clients.database).splitlines()) == listed
    writable = f"{columns} (has_column_privilege('{coach}', c.oid, attnum, 'INSERT, UPDATE, REFERENCES') "
    deletable = f"OR has_table_privilege('{coach}', c.oid, 'DELETE, TRUNCATE, TRIGGER'))"
    assert clients.postgres.sql(writable + deletable, clients.database) == ""
    schemas = f"SELECT n.nspname FROM pg_namespace n WHERE {ours} AND has_schema_privilege('{coach}', n.oid, "
    # Up to PostgreSQL 14 everybody may make tables in `public`, in which nothing is looked up.
    made = set(clients.postgres.sql(f"{schemas} 'CREATE')", clients.database).splitlines())
    assert made - {"public"} == set()
    used = set(clients.postgres.sql(f"{schemas} 'USAGE')", clients.database).splitlines())
    assert used - {"public"} == {"coach"}
    functions = "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE "
    called = f"{functions} {ours} AND has_function_privilege('{coach}', p.oid, 'EXECUTE')"
    assert clients.postgres.sql(called, clients.database) == ""


def test_the_views_are_made_of_figures_alone_and_are_barriers(clients: Clients) -> None:
    made_of = (
        "SELECT DISTINCT refobjid::regclass FROM pg_depend d JOIN pg_rewrite r ON r.oid = objid "
        "JOIN pg_class v ON v.oid = ev_class JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE nspname = 'coach' AND refclassid = 'pg_class'::regclass AND refobjid <> ev_class"
    )
    tables = set(clients.postgres.sql(made_of, clients.database).splitlines())
    assert tables == {"fleet.consents", "fleet.standings", "fleet.looks"}
    barriers = "SELECT DISTINCT reloptions FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
    assert clients.postgres.sql(f"{barriers} WHERE nspname = 'coach'", clients.database) == "{security_barrier=true}"


def test_of_what_is_in_a_mail_nothing_is_in_the_figures(clients: Clients) -> None:
    """No column for a subject, an address, a quote or a document, and no JSON in which they could hide."""
    columns = (
        "SELECT attrelid::regclass || '.' || attname FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped "
        "AND attrelid IN ('fleet.standings'::regclass, 'fleet.looks'::regclass)"
    )
    assert set(clients.postgres.sql(columns, clients.database).splitlines()) == {
        *(f"fleet.standings.{name}" for name in "application employer state active_on used_on".split()),
        *(f"fleet.standings.{name}" for name in "is_answered waited_days was_answered client".split()),
        *(f"fleet.looks.{name}" for name in "as_of blind_days client".split()),
    }


# The office


def test_a_client_is_enrolled_once(office: Server, clients: Clients) -> None:
    from inbox_watch.store.server.office import enrol, enrolled

    client = a_client(office, clients)
    assert client in enrolled(office)
    with pytest.raises(UsageError, match=r"enrolled in .* already"):
        enrol(office, client, (), NOW)


def test_a_consent_of_nobody_is_refused(office: Server, coach: str) -> None:
    from inbox_watch.store.server.office import consent

    with pytest.raises(ConfigError, match="not enrolled"):
        consent(office, "nobody", consent_to(coach))


def test_who_is_removed_leaves_no_row_in_any_table(office: Server, clients: Clients, coach: str) -> None:
    from inbox_watch.store.server.office import enrolled, remove, rows_of
    from inbox_watch.store.server.turns import Turns

    client = a_client(office, clients, consent_to(coach), of=(figures(1), figures(2)))
    bystander = a_client(office, clients, consent_to(coach), of=(figures(1),))
    beside = rows_of(office, bystander)
    runs = Turns(office)
    with runs.one_run(client, NOW) as place, open_store(place) as store:
        store.name_applications({"k": "a1"})
        gone = remove(office, client)
        with pytest.raises(ConfigError, match="not enrolled"):
            store.name_applications({"k": "a2"})
    runs.close()
    assert gone["findings"] == 1
    assert gone["fleet.standings"] == 2
    assert {"fleet.clients", "fleet.consents", "fleet.looks", "fleet.turns", "sightings", "outbox"} <= gone.keys()
    assert rows_of(office, client) == {}
    assert client not in enrolled(office)
    assert clients.everything_of(client) == ""  # as the administrator, whom no policy stops
    assert rows_of(office, bystander) == beside
    assert seen(clients, coach, "SELECT client FROM coach.counts") == [bystander]
    with pytest.raises(ConfigError, match="not enrolled"):
        remove(office, client)


def test_the_office_alone_reads_no_mail(office: Server, clients: Clients) -> None:
    client = a_client(office, clients)
    if not clients.postgres.sql("SELECT 1 FROM pg_roles WHERE rolname = 'desk'"):
        clients.postgres.login("desk", "inbox_watch_office")
    assert "permission denied" in refusal(clients, "desk", "SELECT 1 FROM inbox_watch.findings")
    assert client in seen(clients, "desk", "SELECT client FROM fleet.clients")
