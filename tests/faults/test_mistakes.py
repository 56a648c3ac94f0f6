"""A mistake in the configuration: the answer names the key and the line, and nothing is begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from inbox_watch.cli.main import run
from inbox_watch.errors import EXIT_CONFIGURATION
from tests.faults.amounts import some_of
from tests.faults.mistakes import MISTAKES, RIGHT, Mistake
from tests.support.tally import Tally


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.wrong[-40:])
@pytest.mark.parametrize("command", some_of(["poll", "report", "doctor"], 2))
def test_a_mistake_is_named_with_its_line(
    command: str, mistake: Mistake, tmp_path: Path, capsys: pytest.CaptureFixture[str], tally: Tally
) -> None:
    assert mistake.right in RIGHT
    config, data = tmp_path / "config.toml", tmp_path / "data"
    config.write_text(RIGHT.replace(mistake.right, mistake.wrong, 1).replace("DATA", str(data)), "utf-8")
    code = run(["-c", str(config), "-v", command])
    said = "".join(capsys.readouterr())
    assert code == EXIT_CONFIGURATION
    place = f"{config}:{mistake.line}: " if mistake.line else str(config)
    lines = [line for line in said.splitlines() if place in line]
    assert any(mistake.named in line for line in lines), said
    assert "Traceback" not in said
    assert "s3cret-4711" not in said
    assert not data.exists()
    tally.add("mistakes", 1)
