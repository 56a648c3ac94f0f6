"""The recording of a terminal: the committed one is of the present scene, and the machinery shows what people see."""

from __future__ import annotations

from pathlib import Path

from tests.documents.recording import COLUMNS, FILE, SCENE, Typed, recorded, settled


def test_what_is_typed_and_what_is_written_over_is_shown_as_on_a_screen(tmp_path: Path) -> None:
    (tmp_path / "checkout").mkdir()
    asked = Typed("printf 'Name? '; read name; printf 'half\\rHello %s\\n' $name", (("Name? ", "Runa"),))
    long = Typed("seq 1 9", most=3)
    assert recorded((asked, long), tmp_path) == (
        f"$ {asked.command}\nName? Runa\nHello Runa\n\n$ seq 1 9\n1\n2\n3\n... 6 more lines\n"
    )


def test_what_differs_from_run_to_run_is_settled(tmp_path: Path) -> None:
    text = f"{tmp_path}/x Mail read until 3 May, 02:41. 2026-11-29 13:20 UTC /tmp/y/inbox-watch-demo-a1/report.html"
    assert settled(text, tmp_path) == (
        "~/x Mail read until today, 08:00. 2026-05-22 06:00 UTC /tmp/inbox-watch-demo/report.html"
    )


def test_the_committed_recording_has_every_command_and_fits() -> None:
    lines = FILE.read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("$ ")] == [f"$ {each.command}" for each in SCENE]
    assert max(map(len, lines)) <= COLUMNS + 20  # a path is longer or shorter at home
