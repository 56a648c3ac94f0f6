"""Completion as shells ask for it; bash itself runs the script where it is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calls import ROOT, call

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with `inbox-watch` as an installation has it."""
    script = tmp_path / "bin" / "inbox-watch"
    script.parent.mkdir()
    script.write_text(
        f"#!{sys.executable}\nfrom inbox_watch.cli.main import main\nif __name__ == '__main__':\n    main()\n"
    )
    script.chmod(0o755)
    return script


def environment(program: Path) -> dict[str, str]:
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "HOME": str(program.parent)}


def offered(program: Path, *words: str) -> list[str]:
    """What bash is offered for the last of these words."""
    asked = {"_INBOX_WATCH_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(("inbox-watch", *words))}
    done = subprocess.run(
        [program],
        env={**environment(program), **asked, "COMP_CWORD": str(len(words))},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("click asks bash for its version")
    done = call("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert f"_INBOX_WATCH_COMPLETE={shell}_complete" in done.out


def test_another_shell_is_wrong_usage() -> None:
    assert call("completion", "tcsh").code == 2


def test_commands_ids_labels_and_accounts_are_offered(program: Path, polled: Path) -> None:
    config = ("-c", str(polled))
    assert offered(program, "sta") == ["status"]
    ids = offered(program, *config, "explain", "a")
    assert ids[0] == f"a{len(ids)}"
    assert ids[-1] == "a1"
    assert set(offered(program, *config, "link", "abc", "")) == {"new", "none", *ids}
    assert offered(program, *config, "label", "abc", "rej") == ["rejection"]
    assert offered(program, *config, "poll", "--account", "") == ["sample"]
    assert offered(program, *config, "applications", "close", "a1") == [id_ for id_ in ids if id_.startswith("a1")]


@pytest.mark.parametrize("text", ["", "broken [", '[accounts.a]\neml = "x"\n'])
def test_where_there_is_nothing_to_offer_no_word_is_said(program: Path, tmp_path: Path, text: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text(text)
    assert offered(program, "-c", str(config), "explain", "a") == []
    assert offered(program, "-c", str(tmp_path / "none.toml"), "explain", "a") == []


def test_a_store_that_is_none_is_no_error(program: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[accounts.a]\neml = "x"\n[paths]\ndata = "{tmp_path}"\n')
    (tmp_path / "inbox_watch.sqlite3").write_text("this is no database")
    assert offered(program, "-c", str(config), "explain", "a") == []


@needs_bash
def test_bash_completes_with_the_script(program: Path, polled: Path) -> None:
    """What `complete -F` names is called as bash does when Tab is pressed."""
    script = (
        'eval "$(inbox-watch completion bash)"; '
        f'COMP_WORDS=(inbox-watch -c "{polled}" explain a1); COMP_CWORD=4; '
        '_inbox_watch_completion inbox-watch a1 explain; printf "%s\\n" "${COMPREPLY[@]}"; complete -p inbox-watch'
    )
    done = subprocess.run(
        ["bash", "-c", script], env=environment(program), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""
    *words, registered = done.stdout.splitlines()
    assert "a1" in words
    assert "-F _inbox_watch_completion" in registered
