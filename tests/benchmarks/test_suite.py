"""The suite itself: what it knows, and how its pages are kept."""

from __future__ import annotations

import ast
import platform
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from benchmarks.__main__ import BENCHMARKS, main
from benchmarks.kept import BEGIN, END, keep, kept
from benchmarks.machine import conditions
from benchmarks.records import Result
from benchmarks.sizes import SIZES, Sizes
from tests.test_house import LARGEST_FILE, LARGEST_FUNCTION

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "benchmarks").rglob("*.py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def test_every_benchmark_can_be_asked_for() -> None:
    assert sorted(f"bench_{name}" for name in BENCHMARKS) == sorted(
        path.stem for path in PAGES if "bench_" in path.stem
    )


def test_a_benchmark_has_one_public_function() -> None:
    for name in BENCHMARKS:
        body = tree(ROOT / f"benchmarks/bench_{name}.py").body
        functions = [node.name for node in body if isinstance(node, ast.FunctionDef)]
        assert [each for each in functions if not each.startswith("_")] == [name]


def test_pages_and_functions_are_short() -> None:
    functions = [node for path in PAGES for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
    assert max(len(path.read_text("utf-8").splitlines()) for path in PAGES) < LARGEST_FILE
    assert max((node.end_lineno or 0) - node.lineno for node in functions) < LARGEST_FUNCTION


def test_sizes_grow() -> None:
    quick, medium, full = SIZES["quick"], SIZES["medium"], SIZES["full"]
    assert quick.backlog < medium.backlog < full.backlog == 10_000
    assert (full.quiet, full.linked, full.command_applications) == (50_000, 500, 1_000)
    assert (full.findings, full.report_applications) == ((1_000, 10_000, 100_000, 1_000_000), (100, 1_000, 10_000))


def test_conditions_name_no_machine_and_no_path() -> None:
    found = conditions("quick")
    text = f"{found.machine} {found.versions}"
    assert f"Python {platform.python_version()}" in text
    assert "numpy " in text
    assert platform.node() not in text
    assert "/" not in text


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "nothing"])
    assert "invalid choice: 'nothing'" in capsys.readouterr().err


def test_one_benchmark_alone_is_printed_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.__main__._written", lambda _measured: pytest.fail("it was written"))
    monkeypatch.setattr("benchmarks.__main__.version", lambda: (2, 3))
    assert main(["--quick", "--only", "commands"]) == 0
    assert "## Commands" in capsys.readouterr().out


def test_what_was_measured_is_written_before_the_next_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"{BEGIN}\n{END}\n", "utf-8")
    found = Result("One", (), ())
    pages: list[str] = []

    def second(_sizes: Sizes) -> Result:
        pages.append(page.read_text("utf-8"))
        return replace(found, title="Two")

    monkeypatch.setattr("benchmarks.__main__.BENCHMARKS", {"one": lambda _sizes: found, "two": second})
    monkeypatch.setattr("benchmarks.__main__.PAGE", page)
    monkeypatch.setattr("benchmarks.__main__.version", lambda: (2, 3))
    monkeypatch.setattr("benchmarks.__main__.keep", partial(keep, folder=tmp_path))
    monkeypatch.setattr("benchmarks.__main__.kept", partial(kept, folder=tmp_path))
    assert main(["--quick", "--write"]) == 0
    assert ["## One" in each for each in pages] == [True]
    assert "## Two" in page.read_text("utf-8")


def test_without_dovecot_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.__main__.version", lambda: None)
    assert main(["--quick"]) == 1
    assert "apt-get install dovecot-imapd isync" in capsys.readouterr().err
