"""The page about tokens: its configurations hold, and what it says about errors is what the program says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inbox_watch.config import load_settings

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "oauth.md").read_text("utf-8")
CONFIGURATIONS = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", CONFIGURATIONS)
def test_every_configuration_holds(block: str, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(block, "utf-8")
    assert load_settings(tmp_path / "config.toml", data_home=tmp_path).accounts


def test_every_way_to_name_a_program_holds(tmp_path: Path) -> None:
    lines = re.findall(r"`(token_cmd = \[.*?\])`", PAGE)
    assert len(lines) >= 4
    for line in lines:
        (tmp_path / "config.toml").write_text(f'[accounts.a]\nhost = "h.example"\nuser = "u"\n{line}\n', "utf-8")
        assert load_settings(tmp_path / "config.toml", data_home=tmp_path).accounts


def test_the_errors_it_explains_are_those_of_the_program() -> None:
    table = PAGE.partition("| what inbox_watch says |")[2].partition("\n\n")[0]
    explained = [row.split("|")[1].strip() for row in table.splitlines()[2:]]
    sources = "".join(path.read_text("utf-8") for path in sorted((ROOT / "inbox_watch" / "sources").glob("*.py")))
    said = re.sub(r"\{[^{}]*\}", "…", re.sub(r'"\s+f?"', "", sources))
    own = [words for words in explained if not words.startswith('"')]
    assert len(own) >= 7
    assert [words for words in own if _plain(words) not in said] == []


def _plain(words: str) -> str:
    """The words as they stand in the code, where a program's name and numbers are filled in."""
    return re.sub(r"\d+(?= s$)", "…", words.removeprefix("`token_cmd` ").partition(",")[0])
