"""What the README shows is so: every command runs in a home of its own, every output is the real one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents.blocks import Block, blocks
from tests.documents.recording import FILE as RECORDING
from tests.documents.sandbox import ROOT, deliver_sample, furnish, shell
from tests.support.dovecot import Dovecot, version

PAGE = (ROOT / "README.md").read_text("utf-8")
BLOCKS = blocks(PAGE)
RUN = [block for block in BLOCKS if block.language == "sh" and not block.why_not_run]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Somebody's home: the blocks run in it one after another, as a reader goes down the page."""
    if version() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Dovecot is not installed: apt-get install dovecot-imapd")
        pytest.skip("Dovecot is not installed: apt-get install dovecot-imapd")
    folder = tmp_path_factory.mktemp("home")
    with Dovecot() as server:
        deliver_sample(server)
        furnish(folder, server)
        yield folder


def test_every_block_is_run_or_loaded_or_compared_or_says_why_not() -> None:
    assert [block for block in BLOCKS if block.language not in ("sh", "toml", "text") and not block.why_not_run] == []
    assert [block.why_not_run for block in BLOCKS if block.why_not_run and len(block.why_not_run) < 20] == []
    assert len(RUN) >= 3


@pytest.mark.parametrize("block", RUN, ids=lambda block: block.text.split("\n")[0][:40])
def test_every_command_runs(home: Path, block: Block) -> None:
    """A command may find that there is nothing to do for it in this mailbox; then it says so in a sentence."""
    for line in block.text.replace("\\\n", "").splitlines():
        done = shell(line, home)
        is_refusal = done.returncode == 2 and done.stderr.startswith("inbox-watch: ")
        assert done.returncode == 0 or is_refusal, (line, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr, line


def test_the_report_is_that_of_the_demonstration(tmp_path: Path) -> None:
    """Its lines in their order; dots stand for what is left out, and mail is read at another moment."""
    shown = next(
        block.text for block in BLOCKS if block.text.startswith("18 of ") or " due for their one " in block.text
    )
    command = [sys.executable, "-m", "inbox_watch", "demo"]
    environment = {**os.environ, "TMPDIR": str(tmp_path), "COLUMNS": "80", "NO_COLOR": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=100, env=environment, cwd=ROOT)
    real = iter(_timeless(done.stdout).splitlines())
    missing = [line for line in _timeless(shown).splitlines() if line.strip() not in ("", "...") and line not in real]
    assert missing == []


def test_what_a_terminal_shows_is_what_was_recorded() -> None:
    shown = [block.text for block in BLOCKS if block.text.startswith("$ inbox-watch")]
    assert shown != []
    assert [text for text in shown if text not in RECORDING.read_text("utf-8")] == []


def _timeless(text: str) -> str:
    return re.sub(r"Mail read until .*", "Mail read until then.", text)
