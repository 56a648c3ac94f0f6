"""`forget`: an application, or everything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from inbox_watch.cli.context import LOCK_NAME
from inbox_watch.cli.main import cli
from inbox_watch.store.lock import one_run
from tests.cli.calls import AS_OF, Called, call, is_one_plain_line, write_config
from tests.store.builders import NOW


def report(config: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(call("-c", config, "report", "--format", "json", "--as-of", AS_OF).out)
    return read


def of(config: Path, employer: str) -> dict[str, Any]:
    its: dict[str, Any] = next(each for each in report(config)["applications"] if employer in each["employer"])
    return its


def forget(config: Path, *arguments: str) -> Called:
    return call("-c", config, "forget", *arguments)


def held(config: Path) -> bytes:
    """All octets of the data folder, in lower case."""
    return b"".join(each.read_bytes() for each in (config.parent / "data").rglob("*") if each.is_file()).lower()


@pytest.mark.parametrize("employer", ["gildemoor", "ravenscar", "voorhout"])
def test_nothing_of_an_employer_is_left_and_nothing_comes_back(employer: str, labelled: Path) -> None:
    its = [each["id"] for each in report(labelled)["applications"] if employer in each["employer"].lower()]
    call("-c", labelled, "applications", "edit", its[0], "--contact", f"boss@{employer}.example")
    call("-c", labelled, "mark", its[0], "followed-up", "--outcome", "passed-on", "--to", f"Ann {employer.title()}")
    call("-c", labelled, "restore", _backup(labelled))
    others = [each for each in report(labelled)["applications"] if each["id"] not in its]
    assert employer.encode() in held(labelled)
    for id_ in its:
        assert forget(labelled, id_, "--yes").out == f"{id_} is forgotten.\n"
    for _ in range(2):
        assert employer.encode() not in held(labelled)
        assert report(labelled)["applications"] == others
        assert call("-c", labelled, "poll").code == 0
        assert call("-c", labelled, "reread").code == 0


def _backup(config: Path) -> Path:
    saved = config.parent / "saved"
    assert call("-c", config, "backup", saved).code == 0
    return saved


def test_an_id_is_not_given_again(labelled: Path) -> None:
    last = max((each["id"] for each in report(labelled)["applications"]), key=lambda id_: int(id_[1:]))
    forget(labelled, last, "--yes")
    added = call("-c", labelled, "applications", "add", "--employer", "X", "--role", "Y", "--applied-on", "2026-05-01")
    assert int(added.out.partition(":")[0][1:]) == int(last[1:]) + 1


def test_it_asks_first_and_no_is_the_default(labelled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = of(labelled, "Gildemoor")["id"]
    before = report(labelled)
    done = forget(labelled, id_)
    assert (done.code, "add --yes" in done.err) == (2, True)
    monkeypatch.setattr("inbox_watch.cli.forget._is_asked", lambda: True)
    for answer in ("\n", "n\n"):
        assert CliRunner().invoke(cli, ["-c", str(labelled), "forget", id_], input=answer).exit_code != 0
        assert report(labelled) == before
    assert CliRunner().invoke(cli, ["-c", str(labelled), "forget", id_], input="y\n").exit_code == 0
    assert id_ not in {each["id"] for each in report(labelled)["applications"]}


def test_everything_is_forgotten_but_the_configuration(labelled: Path) -> None:
    call("-c", labelled, "restore", _backup(labelled))
    (labelled.parent / "data" / "model.npz").write_bytes(b"words")
    (labelled.parent / "data" / "letter.txt").write_text("my own file")
    done = forget(labelled, "--all", "--yes")
    assert done.code == 0
    assert f"The configuration is still at {labelled}, and with it the next poll" in done.out
    left = {each.name: each.read_bytes() for each in (labelled.parent / "data").iterdir()}
    assert left == {LOCK_NAME: b"", "letter.txt": b"my own file"}
    assert labelled.exists()
    assert report(labelled)["applications"] == []
    assert call("-c", labelled, "poll").code == 0
    assert len(report(labelled)["applications"]) > 1


@pytest.mark.parametrize("arguments", [(), ("a1", "--all"), ("a99", "--yes")])
def test_a_call_that_says_not_what_to_forget_is_one_line(arguments: tuple[str, ...], labelled: Path) -> None:
    before = report(labelled)
    done = forget(labelled, *arguments)
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)
    assert report(labelled) == before


def test_while_another_run_works_nothing_is_forgotten(labelled: Path) -> None:
    with one_run(labelled.parent / "data" / LOCK_NAME, NOW):
        assert forget(labelled, "--all", "--yes").code == 75


def test_where_nothing_is_known_nothing_is_forgotten(tmp_path: Path) -> None:
    done = forget(write_config(tmp_path, tmp_path), "--all", "--yes")
    assert done.code == 2
    assert is_one_plain_line(done.err)


@pytest.mark.parametrize("what", ["a1", "--all"])
def test_what_a_killed_restore_left_goes_too(what: str, labelled: Path) -> None:
    left = labelled.parent / "data" / ".inbox_watch.sqlite3-x7_k"
    left.mkdir()
    (left / "inbox_watch.sqlite3").write_bytes(b"gildemoor")
    assert forget(labelled, what, "--yes").code == 0
    assert not left.exists()
