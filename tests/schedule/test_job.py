from __future__ import annotations

from pathlib import Path

import pytest

from inbox_watch.errors import UsageError
from inbox_watch.schedule.job import EVERY, Job, offset_of, polling, program_of


def test_a_job_names_program_and_configuration() -> None:
    job = polling(("/opt/bin/inbox-watch",), "/home/runa/my config.toml", 15)
    assert job == Job(("/opt/bin/inbox-watch", "-c", "/home/runa/my config.toml", "poll"), 15)


@pytest.mark.parametrize(("every", "near"), [(7, 6), (1, 5), (45, 30), (90, 60), (1440, 720)])
def test_an_interval_that_fits_no_clock_is_refused_with_the_nearest(every: int, near: int) -> None:
    with pytest.raises(UsageError, match=f"take {near} "):
        polling(("/x",), "/c", every)


@pytest.mark.parametrize("path", ["/a\nb", "/a\x7fb", "/a\udcffb"])
def test_a_path_that_ends_a_line_is_refused(path: str) -> None:
    with pytest.raises(UsageError, match="move the file"):
        polling((path,), "/c", 15)
    with pytest.raises(UsageError, match="move the file"):
        polling(("/x",), path, 15)


@pytest.mark.parametrize(("every", "words"), [(15, "every 15 minutes"), (60, "every hour"), (120, "every 2 hours")])
def test_the_rhythm_in_words(every: int, words: str) -> None:
    assert Job(("x",), every).rhythm == words


def test_the_program_is_called_again_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").touch()
    (tmp_path / "inbox-watch").symlink_to(tmp_path / "real")
    monkeypatch.chdir(tmp_path)
    assert program_of("./inbox-watch", "/venv/python") == (str(tmp_path / "inbox-watch"),)


@pytest.mark.parametrize("called", ["/x/inbox_watch/__main__.py", "/nowhere/inbox-watch", "/usr/bin/pytest", ""])
def test_a_program_without_its_name_is_called_by_its_interpreter(called: str) -> None:
    assert program_of(called, "/venv/python") == ("/venv/python", "-m", "inbox_watch")


def test_the_offset_is_steady_and_spread() -> None:
    assert {offset_of("runa@desk", 15) for _ in range(3)} == {offset_of("runa@desk", 15)}
    for every in EVERY:
        found = {offset_of(f"user{number}@desk", every) for number in range(20 * every)}
        assert found == set(range(every)) or every > 60
        assert all(0 <= offset < every for offset in found)
