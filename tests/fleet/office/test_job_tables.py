"""The tables of jobs of an older procrastinate are brought up to date by its own scripts, and refused until then."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from inbox_watch.cli.main import run
from inbox_watch.errors import EXIT_CONFIGURATION, EXIT_FINE

if TYPE_CHECKING:
    from tests.support.postgres import Postgres

_numbers = count(1)
_FUNCTIONS = "SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE pronamespace = 'jobs'::regnamespace ORDER BY 1"
_CATALOGUE = (
    _FUNCTIONS,
    "SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute "
    "JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = 'jobs'::regnamespace AND relkind IN ('r', 'S') "
    "AND attnum > 0 AND NOT attisdropped ORDER BY 1, 2",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'jobs' ORDER BY indexname",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'jobs'::regnamespace ORDER BY 1, 2",
    "SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid "
    "WHERE relnamespace = 'jobs'::regnamespace AND NOT tgisinternal ORDER BY 1",
    "SELECT enumtypid::regtype::text, enumlabel FROM pg_enum ORDER BY enumtypid::regtype::text, enumsortorder",
)


class Old:
    """A fleet whose tables of jobs are those of an older procrastinate, made by its scripts up to one."""

    def __init__(self, postgres: Postgres, folder: Path, last: str) -> None:
        import psycopg

        from inbox_watch.fleet.job_tables import SCHEMA, _folder, scripts
        from inbox_watch.store.server.prepare import prepare

        self.postgres, self.database = postgres, f"old{next(_numbers)}"
        self.config = folder / f"{self.database}.toml"
        url = postgres.database(self.database)
        self.config.write_text(f'database = "{url}"\n')
        prepare(url)
        ran = [script for script in scripts() if script <= f"{last}~"]
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {SCHEMA}")
            connection.execute(f"SET search_path TO {SCHEMA}, pg_temp")
            for script in ran:
                connection.execute((_folder() / "migrations" / f"{script}.sql").read_bytes())
        posts = [script for script in ran if "_post_" in script]
        self.say(f"procrastinate {ran[-1]} {posts[-1] if posts else '-'}")

    def sql(self, statement: str, login: str = "admin") -> str:
        return self.postgres.sql(statement, self.database, login)

    def say(self, comment: str) -> None:
        """Write down how far the tables are."""
        self.sql(f"COMMENT ON SCHEMA jobs IS '{comment}'", "owner")

    def fleet(self, *words: str) -> int:
        return run(["-c", str(self.config), "fleet", *words])

    def catalogue(self) -> list[str]:
        return [self.sql(f"SET search_path TO jobs; {asked}") for asked in _CATALOGUE]


@pytest.fixture
def old(postgres: Postgres, tmp_path: Path) -> Callable[[str], Old]:
    """What makes a fleet whose tables of jobs went through the scripts up to one."""
    return partial(Old, postgres, tmp_path)


def initialised(fleet: Old, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, object]:
    capsys.readouterr()
    assert fleet.fleet("init", "--json", *options) == EXIT_FINE
    found: dict[str, object] = json.loads(capsys.readouterr().out)["job_tables"]
    return found


@pytest.mark.parametrize("last", ["00.23.00_01", "02.06.00_01", "03.00.00_50", "03.02.00_01", "03.03.00_01"])
def test_init_brings_older_tables_to_what_new_ones_are(
    old: Callable[[str], Old], capsys: pytest.CaptureFixture[str], last: str
) -> None:
    from inbox_watch.fleet.job_tables import SCHEMA, scripts

    fleet, new = old(last), old("03.04")
    new.sql(f"DROP SCHEMA {SCHEMA} CASCADE")
    assert initialised(new, capsys) == {"were_made": True, "ran": [], "left": []}
    fleet.sql(
        "SET search_path TO jobs; INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('Gmail', 'work')"
    )
    later = [script for script in scripts() if script > f"{last}~"]
    assert initialised(fleet, capsys) == {"were_made": False, "ran": later, "left": []}
    assert fleet.catalogue() == new.catalogue()
    assert fleet.sql("SELECT queue_name, status FROM jobs.procrastinate_jobs") == "Gmail|todo"
    assert initialised(fleet, capsys) == {"were_made": False, "ran": [], "left": []}


def test_init_says_which_scripts_ran(old: Callable[[str], Old], capsys: pytest.CaptureFixture[str]) -> None:
    fleet = old("03.03.00_01")
    assert fleet.fleet("init") == EXIT_FINE
    assert capsys.readouterr().out.splitlines()[1:] == [
        "The tables of jobs went through these scripts of procrastinate:",
        "  03.04.00_01_pre_add_retry_failed_job_procedure",
        "  03.04.00_50_post_add_retry_failed_job_procedure",
    ]


def test_while_workers_live_what_the_older_ones_need_stays(
    old: Callable[[str], Old], capsys: pytest.CaptureFixture[str]
) -> None:
    fleet = old("03.03.00_01")
    fleet.sql("INSERT INTO jobs.procrastinate_workers DEFAULT VALUES")
    before, after = (
        "03.04.00_01_pre_add_retry_failed_job_procedure",
        "03.04.00_50_post_add_retry_failed_job_procedure",
    )
    assert initialised(fleet, capsys) == {"were_made": False, "ran": [before], "left": [after]}
    assert fleet.fleet("dispatch") == EXIT_FINE
    capsys.readouterr()
    assert fleet.fleet("init") == EXIT_FINE
    assert capsys.readouterr().out.splitlines()[1:] == [
        "These wait until no worker of an older version lives; run `inbox-watch fleet init --finish` then:",
        f"  {after}",
    ]
    assert initialised(fleet, capsys, "--finish") == {"were_made": False, "ran": [after], "left": []}


def test_a_script_that_fails_leaves_what_was_done_and_is_done_next(
    old: Callable[[str], Old], capsys: pytest.CaptureFixture[str]
) -> None:
    fleet = old("03.03.00_01")
    fleet.sql(
        "SET search_path TO jobs; CREATE TRIGGER in_the_way AFTER UPDATE ON procrastinate_jobs "
        "EXECUTE FUNCTION procrastinate_trigger_function_status_events_update_v1()"
    )
    assert fleet.fleet("init") != EXIT_FINE
    said = fleet.sql("SELECT obj_description('jobs'::regnamespace, 'pg_namespace')").split()[1]
    assert said == "03.04.00_01_pre_add_retry_failed_job_procedure"
    fleet.sql("DROP TRIGGER in_the_way ON jobs.procrastinate_jobs")
    assert initialised(fleet, capsys)["ran"] == ["03.04.00_50_post_add_retry_failed_job_procedure"]


@pytest.mark.parametrize("command", [["worker"], ["dispatch"], ["status"]])
def test_older_tables_are_refused(
    old: Callable[[str], Old], capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    fleet = old("03.03.00_01")
    assert fleet.fleet(*command) == EXIT_CONFIGURATION
    assert "are those of an older procrastinate (03.03.00): run `inbox-watch fleet init`" in capsys.readouterr().err


def test_a_monitor_hears_of_older_tables(old: Callable[[str], Old], capsys: pytest.CaptureFixture[str]) -> None:
    fleet = old("03.03.00_01")
    assert fleet.fleet("check") == 2
    assert capsys.readouterr().out.startswith("FLEET CRITICAL - The tables of jobs in ")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("procrastinate 09.01.00_01_pre_more 03.04.00_50_post_add_retry_failed_job_procedure", EXIT_FINE),
        ("procrastinate 09.01.00_50_post_less 09.01.00_50_post_less", EXIT_CONFIGURATION),
        ("a note of somebody", EXIT_FINE),
    ],
)
def test_newer_tables_are_refused_once_they_have_taken_something_away(
    old: Callable[[str], Old], capsys: pytest.CaptureFixture[str], said: str, code: int
) -> None:
    fleet = old("03.04")
    fleet.say(said)
    assert fleet.fleet("dispatch") == code
    assert ("of a newer procrastinate (09.01.00)" in capsys.readouterr().err) == (code != EXIT_FINE)
