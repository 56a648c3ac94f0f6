"""`backup` and `restore` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from inbox_watch.cli.context import LOCK_NAME
from inbox_watch.store.lock import one_run
from tests.cli.calls import call, is_one_plain_line, write_config
from tests.cli.remembered import COOK, PLANNER, applications, learn, remembered
from tests.store.builders import NOW


@pytest.fixture
def config(tmp_path: Path) -> Path:
    config = remembered(tmp_path, PLANNER)
    call("-c", config, "mark", "a1", "wanted", "1")
    return config


def test_what_was_learned_and_said_moves_to_another_machine(config: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    done = call("-c", config, "backup", saved)
    assert (done.code, done.err) == (0, "")
    assert saved.stat().st_mode & 0o777 == 0o600
    (tmp_path / "other").mkdir()
    other = remembered(tmp_path / "other")
    assert call("-c", other, "restore", saved).code == 0
    assert applications(other) == applications(config)


def test_the_state_before_is_kept_where_the_answer_says(config: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    call("-c", config, "backup", saved)
    learn(config, COOK)
    both = applications(config)
    done = call("-c", config, "restore", saved)
    assert set(applications(config)) == {"a1"}
    kept = done.out.splitlines()[1].removeprefix("The state before is kept as ").removesuffix(".")
    assert Path(kept).stat().st_mode & 0o777 == 0o600
    assert call("-c", config, "restore", kept).code == 0
    assert applications(config) == both


def test_a_file_that_is_there_stays_without_force(config: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    saved.write_text("my letter")
    done = call("-c", config, "backup", saved)
    assert done.code == 2
    assert is_one_plain_line(done.err)
    assert saved.read_text() == "my letter"
    assert call("-c", config, "backup", saved, "--force").code == 0
    assert call("-c", config, "restore", saved).code == 0


def test_places_where_no_backup_belongs(config: Path, tmp_path: Path) -> None:
    state = config.parent / "data" / "inbox_watch.sqlite3"
    needed = (state, state.with_name("inbox_watch.sqlite3-wal"), state.with_name(LOCK_NAME), config)
    for place in (tmp_path, tmp_path / "nowhere" / "saved", *needed):
        done = call("-c", config, "backup", place, "--force")
        assert (done.code, is_one_plain_line(done.err)) == (2, True)
    done = call("-c", config, "restore", state)
    assert (done.code, is_one_plain_line(done.err)) == (2, True)
    assert set(applications(config)) == {"a1"}


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_while_another_run_works_nothing_is_copied(command: str, config: Path, tmp_path: Path) -> None:
    call("-c", config, "backup", tmp_path / "before")
    with one_run(config.parent / "data" / LOCK_NAME, NOW):
        assert call("-c", config, command, tmp_path / ("new" if command == "backup" else "before")).code == 75
    assert not (tmp_path / "new").exists()


def test_without_a_state_there_is_nothing_to_save(tmp_path: Path) -> None:
    done = call("-c", write_config(tmp_path, tmp_path), "backup", tmp_path / "saved")
    assert done.code == 2
    assert is_one_plain_line(done.err)


def test_no_kept_state_takes_the_place_of_another(config: Path, tmp_path: Path) -> None:
    call("-c", config, "backup", tmp_path / "saved")
    for _ in range(6):
        call("-c", config, "restore", tmp_path / "saved")
    assert len(list((config.parent / "data").glob("*.before-restore-*"))) == 6
