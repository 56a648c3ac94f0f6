"""What can go wrong from outside: one clear line each, the documented exit code, no traceback, nothing lost."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runs.world import Done, World


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def assert_one_line(done: Done, code: int, *words: str) -> None:
    assert done == code
    lines = done.err.splitlines()
    assert len(lines) == 1, done.err
    assert lines[0].startswith("inbox-watch: ")
    assert "Traceback" not in done.err
    assert [word for word in words if word not in lines[0]] == []


def assert_goes_on(world: World) -> None:
    """Mended, the next poll reads on from where the last good one got to."""
    world.configure()
    world.deliver(2)
    done = world.run("-q", "poll")
    assert (done.code, done.err) == (0, "")
    assert "Firm2" in done.out
    assert len(world.findings()) == 2


@pytest.fixture
def used(world: World) -> World:
    """A world where one mail was read when all was well."""
    world.deliver(1)
    world.poll()
    return world


def test_a_wrong_password(used: World) -> None:
    used.configure(password="wrong")
    assert_one_line(used.run("poll"), 4, "a: ", "me")
    assert_goes_on(used)


def test_a_closed_port(used: World) -> None:
    port = closed_port()
    used.configure(port=port)
    assert_one_line(used.run("-v", "poll"), 75, "a: ", str(port))
    assert_goes_on(used)


def test_an_unknown_key(used: World) -> None:
    used.configure(more='pasword_file = "x"')
    assert_one_line(used.run("poll"), 78, "pasword_file", "password_file")
    assert_goes_on(used)


def test_a_missing_folder(used: World) -> None:
    used.configure(more='folders = ["INBOX", "Bewerbungen"]')
    used.deliver(3)
    first = used.run("poll")
    assert_one_line(first, 1, "Bewerbungen", "INBOX")
    assert "Firm3" in first.out, "the folders that are there are read all the same"
    used.configure()
    done = used.run("-q", "poll")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_one_account_of_two_fails(used: World) -> None:
    used.configure()
    text = used.config.read_text("utf-8")
    other = f'[accounts.b]\nhost = "127.0.0.1"\nport = {closed_port()}\nsecurity = "none"\nuser = "me"\n'
    used.config.write_text(text + other + 'password_cmd = ["echo", "secret"]\n', "utf-8")
    used.deliver(3)
    done = used.run("-v", "poll")
    assert_one_line(done, 3, "b: ")
    assert "Firm3" in done.out


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 KB; only root may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k,mode=700", "tmpfs", str(disk)], capture_output=True
    )
    if not mounted or mounted.returncode != 0:
        pytest.skip("a small disk cannot be mounted here: root with the right to mount is needed")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(world: World, small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state and the cache lie on it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(small_disk / "cache"))
    world.configure(data=small_disk / "data")
    world.deliver(1)
    world.poll()
    room = os.statvfs(small_disk)
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (room.f_bavail * room.f_frsize))
    world.deliver(2)
    assert_one_line(world.run("poll"), 73, str(world.data), "the disk is full")
    quiet = world.run("poll")
    assert (quiet.code, quiet.err) == (73, "")
    assert [path.suffix for path in (small_disk / "cache" / "inbox_watch").iterdir()] == [".json"]
    filler.unlink()
    assert len(world.findings()) == 1
    again = world.run("poll")
    assert_one_line(again, 0, "Mail is read again.")
    assert "Firm2" in again.out
    assert len(world.findings()) == 2


def test_a_model_that_cannot_be_used_is_told_once_mail_comes(used: World) -> None:
    """Who has no new mail loads no model, and hears neither that it is damaged nor that it is well again."""
    own = used.data / "model.npz"
    own.write_bytes(b"no model")
    quiet = used.run("-v", "poll")
    assert (quiet.code, "cannot be used" in quiet.err) == (0, False)
    used.deliver(2)
    told = used.run("-v", "poll")
    assert "model.npz cannot be used" in told.err
    assert len(used.findings()) == 2
    own.unlink()
    assert "judged by the whole program again" not in used.run("-v", "poll").err
    used.deliver(3)
    assert "judged by the whole program again" in used.run("-v", "poll").err
