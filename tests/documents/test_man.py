"""The man pages are whole, and groff has nothing to say against them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from inbox_watch.cli.main import COMMANDS
from tests.documents.man import FOLDER, program_page
from tests.documents.pages import PAGES

PAGES_OF_MAN = sorted(path for path in PAGES if path.parent == FOLDER)
ERRORS = (Path(__file__).resolve().parents[2] / "inbox_watch" / "errors.py").read_text("utf-8")


def test_every_command_has_a_page_and_no_page_is_left_over() -> None:
    names = {"inbox-watch.1", *(f"inbox-watch-{name}.1" for name in COMMANDS)}
    assert {path.name for path in FOLDER.iterdir()} == names


def test_every_exit_code_stands_in_it() -> None:
    codes = re.findall(r"^EXIT_\w+ = (\d+)", ERRORS, re.MULTILINE)
    assert [code for code in codes if f".B {code}\n" not in program_page()] == []


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
@pytest.mark.parametrize("path", PAGES_OF_MAN, ids=lambda path: path.stem)
def test_groff_finds_nothing_wrong_and_shows_every_option(path: Path) -> None:
    command = ["groff", "-ww", "-man", "-Tutf8", "-rLL=78n", str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"GROFF_NO_SGR": "1", "PATH": "/usr/bin:/bin"}
    )
    assert (done.returncode, done.stderr) == (0, "")
    shown = re.sub(r".\x08", "", done.stdout)
    assert "NAME\n" in shown
    assert "-h, --help" in shown
    assert max(map(len, shown.splitlines())) <= 78
