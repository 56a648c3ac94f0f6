"""docs/recording.txt: what a terminal shows to somebody who tries the demonstration, then reads a mailbox.

Written anew with `make recording`. What differs from run to run (the day, folders, ports) is put in the same words.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pexpect

from tests.documents.sandbox import ROOT, deliver_sample, environment, furnish
from tests.support.dovecot import PASSWORD, USER, Dovecot
from tests.support.sample import TRUTH

FILE = ROOT / "docs" / "recording.txt"
COLUMNS, ROWS = 80, 24
_PROMPT = "$ "
_LONGEST = 120  # seconds that one command may take
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command, and what is typed while it asks: each answer follows the words it waits for. `most` lines are kept."""

    command: str
    answers: Sequence[tuple[str, str]] = ()
    most: int = 24


PORT = "PORT"  # where the server listens, which is known when the scene begins
_ANSWERS = (
    ("address: ", TRUTH["address"]),
    ("]: ", "127.0.0.1"),
    ("[none]: ", ""),
    ("[143]: ", PORT),
    ("]: ", USER),
    ("Number [1]: ", "1"),
    ("type): ", PASSWORD),
    ("[runa@falkenried.example]: ", ""),
    ("[DE]: ", ""),
    ("[so-so]: ", ""),
    ("Number [1]: ", ""),
)
SCENE = (
    Typed("inbox-watch demo"),
    Typed("inbox-watch init", _ANSWERS, most=48),
    Typed("inbox-watch poll"),
    Typed("inbox-watch report --as-of 2026-05-22"),
    Typed("inbox-watch status --as-of 2026-05-22"),
)


def recorded(scene: Iterable[Typed], home: Path) -> str:
    """Run the commands one after another at a terminal and return what it shows."""
    return "\n".join(_recorded(each, home) for each in scene)


def _recorded(typed: Typed, home: Path) -> str:
    child = pexpect.spawn(
        "sh",
        ["-c", typed.command],
        cwd=str(home / "checkout"),
        env=environment(home, PATH=_programs(home), TERM="xterm", NO_COLOR="1", TZ=TRUTH["timezone"]),
        encoding="utf-8",
        timeout=_LONGEST,
        dimensions=(ROWS, COLUMNS),
    )
    shown = ""
    for words, answer in typed.answers:
        child.expect_exact(words)
        shown += f"{child.before}{words}"
        child.sendline(answer)
    child.expect(pexpect.EOF)
    return f"{_PROMPT}{typed.command}\n{_cut(_plain(shown + (child.before or '')), typed.most)}"


def _programs(home: Path) -> str:
    """A shell and our program, and none that keeps passwords: those differ from machine to machine."""
    folder = home / "bin"
    folder.mkdir(exist_ok=True)
    for name in ("sh", "printf", "seq"):
        if not (folder / name).exists():
            (folder / name).symlink_to(shutil.which(name) or name)
    return f"{folder}{os.pathsep}{home / 'checkout' / '.venv' / 'bin'}"


def _plain(text: str) -> str:
    """What is left on the screen: of a line that was written over, the last."""
    lines = (line.rpartition("\r")[2].rstrip() for line in _ESCAPES.sub("", text).replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip("\n")


def _cut(text: str, most: int) -> str:
    lines = text.split("\n")
    left_out = len(lines) - most
    return "\n".join((*lines[:most], *([f"... {left_out} more lines"] if left_out > 0 else []))) + "\n"


def settled(text: str, home: Path) -> str:
    """The same words for what is different in every run."""
    text = text.replace(str(home), "~")
    text = re.sub(r"Mail read until [^.\n]*\.", "Mail read until today, 08:00.", text)
    text = re.sub(r"\S*/inbox-watch-demo-\w+", "/tmp/inbox-watch-demo", text)
    text = re.sub(r"(127\.0\.0\.1:|\[143\]: )\d+", r"\g<1>14300", text)
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "2026-05-22 06:00 UTC", text)


def _on_port(port: int) -> Iterator[Typed]:
    for each in SCENE:
        answers = [(words, str(port) if answer == PORT else answer) for words, answer in each.answers]
        yield replace(each, answers=answers)


def main() -> None:
    """Write the recording."""
    with tempfile.TemporaryDirectory(prefix="recording-") as folder, Dovecot() as server:
        home = Path(folder)
        deliver_sample(server)
        furnish(home, server)
        (home / ".config" / "inbox_watch" / "config.toml").unlink()
        FILE.write_text(settled(recorded(_on_port(server.port), home), home), "utf-8")
    print(f"{FILE} is written.", file=sys.stderr)  # noqa: T201  # a tool of ours


if __name__ == "__main__":
    main()
