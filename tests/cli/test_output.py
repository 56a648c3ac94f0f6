"""What `-o` writes: whole, where a link leads to, and into pipes and devices without taking their place."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from inbox_watch.cli.output import write_whole
from inbox_watch.errors import CannotWrite


def test_a_link_stays_one_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link, file = tmp_path / "report.html", tmp_path / "folder" / "real.html"
    for content in ("one", "two"):
        link.unlink(missing_ok=True)
        link.symlink_to(file)
        write_whole(link, content)
        assert (link.is_symlink(), file.read_text("utf-8")) == (True, content)
    assert [path.name for path in file.parent.iterdir()] == ["real.html"]


def test_a_pipe_takes_the_octets_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_whole(pipe, b"octets")
    reader.join(10)
    assert heard == [b"octets"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_trap_beside_the_file_is_not_stepped_into(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    (tmp_path / ".report.part").symlink_to(precious)
    write_whole(tmp_path / "report", "text")
    assert precious.read_text() == "mine"


@pytest.mark.parametrize("name", ["", "nowhere/report", "x" * 300])
def test_what_cannot_be_written_is_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotWrite):
        write_whole(Path(name), "text")
    assert list(tmp_path.iterdir()) == []
