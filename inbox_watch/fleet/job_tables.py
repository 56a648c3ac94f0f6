"""The tables of jobs, which are procrastinate's: made, brought up to date by its own scripts, and looked at.

Its scripts are numbered by the version that they came with. Those named `post` take away what only the version before
needs; all others leave its workers what they work with. How far a database is stands in the comment of the schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_watch.errors import ConfigError
from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.engine import SESSION, engine_of, name_of
from inbox_watch.store.server.faults import translated

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

SCHEMA = "jobs"
_PATH = f"{SCHEMA},pg_temp"
# How far a database is that says nothing: procrastinate 3.10 made it.
_UNSAID = "03.04.00_50_post_add_retry_failed_job_procedure"
_SAID = f"SELECT obj_description(to_regnamespace('{SCHEMA}'), 'pg_namespace')"
_ALIVE = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '2 minutes'"
_THERE = "SELECT to_regclass(%s) IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Level:
    """The last script that a database went through, and the last of those that older programs cannot go on after."""

    last: str
    last_post: str

    def behind(self, script: str) -> Level:
        """Return the level once one more script has run."""
        return Level(script, script if _is_post(script) else self.last_post)

    def __str__(self) -> str:
        """What the comment of the schema says."""
        return f"procrastinate {self.last} {self.last_post}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """Whether the tables were made, which scripts ran, and which have to wait for workers of the version before."""

    was_made: bool = False
    ran: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def scripts() -> Sequence[str]:
    """Return the scripts of the procrastinate that is installed, in their order."""
    return sorted(path.stem for path in (_folder() / "migrations").glob("*.sql"))


def prepare(url: str, roles: Iterable[str], *, is_finish: bool = False) -> Prepared:
    """Make the tables of jobs for these roles, or bring them up to date, each script in a transaction of its own.

    While a worker lives, what its version may need stays, unless it `is_finish`: no older one is left.
    """
    engine = engine_of(url, connections=1, session={**SESSION, "search_path": _PATH, "statement_timeout": "0"})
    try:
        with translated(name_of(url)):
            with _alone(engine) as connection:
                was_made = not _is_there(connection, "procrastinate_jobs")
                if was_made:
                    _make(connection)
            ran = tuple(iter(lambda: _one_more(engine, is_finish), ""))
            with _alone(engine) as connection:
                level = _level(connection)
                _say(connection, level)
                _grant(connection, roles)
        return Prepared(was_made, ran, tuple(_after(level)))
    finally:
        engine.dispose()


def check(server: Server) -> None:
    """Refuse tables of jobs that are older than the library needs, or so new that it may not work with them."""
    with translated(server.name), server.reader.begin() as connection:
        level = _level(connection)
    known = scripts()
    if level.last < max(script for script in known if not _is_post(script)):
        raise ConfigError(
            f"The tables of jobs in {server.name} are those of an older procrastinate ({level.last[:8]}): "
            "run `inbox-watch fleet init` as the owner of the database."
        )
    if level.last_post > known[-1]:
        raise ConfigError(
            f"The tables of jobs in {server.name} are those of a newer procrastinate ({level.last_post[:8]}): "
            "install that one here."
        )


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtextextended('inbox_watch prepares jobs', 0))")
        yield connection


def _make(connection: Connection) -> None:
    connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    _run(connection, _folder() / "schema.sql")
    _say(connection, Level(scripts()[-1], max(filter(_is_post, scripts()), default="")))


def _one_more(engine: Engine, is_finish: bool) -> str:
    """Run the next script, and return its name; nothing where there is none, or where it has to wait."""
    with _alone(engine) as connection:
        level = _level(connection)
        script = next(iter(_after(level)), "")
        if not script or (_is_post(script) and not is_finish and _has_workers(connection)):
            return ""
        _run(connection, _folder() / "migrations" / f"{script}.sql")
        _say(connection, level.behind(script))
        return script


def _grant(connection: Connection, roles: Iterable[str]) -> None:
    for role in roles:
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {role}")
        connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {SCHEMA} TO {role}")
        connection.exec_driver_sql(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {SCHEMA} TO {role}")


def _after(level: Level) -> Sequence[str]:
    return [script for script in scripts() if script > level.last]


def _level(connection: Connection) -> Level:
    said = connection.exec_driver_sql(_SAID).scalar()
    words = (said or "").split()
    if len(words) == 3 and words[0] == "procrastinate":
        return Level(words[1], words[2])
    return Level(_UNSAID, _UNSAID)


def _say(connection: Connection, level: Level) -> None:
    connection.exec_driver_sql(f"COMMENT ON SCHEMA {SCHEMA} IS '{level}'")


def _is_post(script: str) -> bool:
    return "_post_" in script


def _has_workers(connection: Connection) -> bool:
    there = _is_there(connection, "procrastinate_workers")
    return there and bool(connection.exec_driver_sql(_ALIVE).scalar_one())


def _is_there(connection: Connection, table: str) -> bool:
    return bool(connection.exec_driver_sql(_THERE, (f"{SCHEMA}.{table}",)).scalar_one())


def _run(connection: Connection, script: Path) -> None:
    """Without parameters, many statements are run at once, and a % is one."""
    connection.execution_options(no_parameters=True).exec_driver_sql(script.read_text("utf-8"))


def _folder() -> Path:
    """Where its SQL lies: looked up, since whoever only looks at a fleet need not load it."""
    found = find_spec("procrastinate")
    if found is None or found.origin is None:
        raise ConfigError("A fleet needs procrastinate: install inbox-watch[fleet].")
    return Path(found.origin).parent / "sql"
