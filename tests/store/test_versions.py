"""The schema and its history, portable and told apart."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import BigInteger, Integer, Text, make_url
from sqlalchemy.schema import CreateIndex, CreateTable

from inbox_watch.errors import CannotWrite
from inbox_watch.store import versions
from inbox_watch.store.schema import Moment, Words, metadata
from inbox_watch.store.server import versions as server_versions
from inbox_watch.store.store import open_store
from tests.store.builders import NOW, finding, learned

_POSTGRESQL = make_url("postgresql://").get_dialect()()


def test_the_history_leads_to_the_schema(path: Path) -> None:
    with open_store(path) as store, store.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        assert all(name.startswith("ix_") for name in names.scalars())


def test_the_program_knows_every_page_of_the_history() -> None:
    config = Config()
    config.set_main_option("script_location", "inbox_watch.store:migrations")
    pages = list(ScriptDirectory.from_config(config).walk_revisions())[::-1]
    assert tuple(page.revision for page in pages) == server_versions.PAGES
    for_servers = [page.revision for page in pages if "on_a_server()" in Path(page.path).read_text("utf-8")]
    assert tuple(page for page in server_versions.PAGES if page not in for_servers) == versions.REVISIONS


def test_the_schema_is_portable() -> None:
    for table in metadata.sorted_tables:
        assert {type(column.type) for column in table.columns} <= {Text, Integer, BigInteger, Moment, Words}
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=_POSTGRESQL))
        assert all(str(CreateIndex(index).compile(dialect=_POSTGRESQL)) for index in table.indexes)


def test_every_constraint_has_a_name() -> None:
    assert all(constraint.name for table in metadata.sorted_tables for constraint in table.constraints)


def test_no_column_is_for_a_body_of_a_message() -> None:
    named_body = {table.name for table in metadata.sorted_tables if "body" in table.columns}
    assert named_body == {"outbox"}, "the text of our own alert"


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_schema_is_refused_untouched(path: Path, *, read_only: bool) -> None:
    _keep_one(path, schema="9999")
    before = path.read_bytes()
    with pytest.raises(CannotWrite, match=r"newer inbox_watch .*schema is 9999.*upgrade inbox_watch"):
        open_store(path, read_only=read_only)
    assert path.read_bytes() == before


def test_an_older_schema_is_brought_up_to_date_by_a_writer_only(path: Path) -> None:
    _keep_one_in_the_first_schema(path)
    with pytest.raises(CannotWrite, match="older inbox_watch: run `inbox-watch poll`"):
        open_store(path, read_only=True)
    with open_store(path) as store:
        assert store.findings() == (finding(1),)
        assert store.near([finding(1)]).findings == (finding(1),)


def test_an_upgrade_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _keep_one_in_the_first_schema(path)

    def fail(_: object, __: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(versions, "migrate", fail)
    with pytest.raises(ZeroDivisionError):
        open_store(path)
    monkeypatch.undo()
    with open_store(path) as store:
        assert store.findings() == (finding(1),)


def _keep_one(path: Path, *, schema: str) -> None:
    with open_store(path) as store:
        store.keep(learned(1, finding(1)), NOW)
        with store.database.writing() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (schema,))


def _keep_one_in_the_first_schema(path: Path) -> None:
    _keep_one(path, schema="0001")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for table in ("islands", "island_keys", "island_traits", "notes", "departed"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DROP INDEX ix_findings_label")


_OPEN = """
import sys
from pathlib import Path
from inbox_watch.store.store import open_store
open_store(Path(sys.argv[1])).close()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def _modules_after_opening(path: Path) -> set[str]:
    done = subprocess.run([sys.executable, "-c", _OPEN, path], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_alembic_is_imported_only_to_change_a_schema(path: Path) -> None:
    assert "alembic" in _modules_after_opening(path)
    assert not _modules_after_opening(path) & {"alembic", "mako", "pandas", "numpy", "sklearn"}
