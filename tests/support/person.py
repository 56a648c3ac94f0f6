"""A person at a terminal who runs `inbox-watch init`, key by key."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pexpect

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 90


class Person:
    """A home folder, a terminal of 80 columns, and all that was ever shown on it."""

    def __init__(self, home: Path, environment: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.config = home / "config" / "inbox_watch" / "config.toml"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("INBOX_WATCH")},
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "PYTHONPATH": str(ROOT),
            "PATH": str(self._programs()),
            "TERM": "xterm",
            "TZ": "Europe/Berlin",
            "LANG": "C.UTF-8",
            **(environment or {}),
        }
        self._screen = io.StringIO()

    def _programs(self) -> Path:
        """A folder with a shell and with no program that keeps passwords."""
        folder = self.home / "bin"
        folder.mkdir(exist_ok=True)
        (folder / "sh").symlink_to("/bin/sh")
        return folder

    def gets_program(self, name: str, script: str) -> None:
        """Put a program of one line into the folder of programs."""
        program = self.home / "bin" / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)

    def start(self, *arguments: str) -> None:
        """Type the command."""
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "inbox_watch", *arguments],
            env=self._environment,
            cwd=str(self.home),
            encoding="utf-8",
            timeout=SECONDS,
            dimensions=(50, 80),
        )
        self._child.logfile_read = self._screen

    def answer(self, question: str, answer: str = "") -> None:
        """Wait for a prompt that has these words, type the answer and press Enter."""
        self._child.expect(f"{question}[^\r\n]*: $")
        self._child.sendline(answer)

    def choose(self, option: str) -> None:
        """Type the number of an option."""
        self._child.expect(rf"(\d+)  {option}")
        number = str(self._child.match[1])
        self.answer("Number", number)

    def password(self, text: str) -> None:
        """Type it when the terminal shows nothing any more, as a person cannot help doing."""
        self._child.expect("not shown while you type.*: $")
        self._child.waitnoecho(5)
        self._child.sendline(text)

    def interrupt(self, question: str) -> None:
        """Press Ctrl-C at a prompt."""
        self._child.expect(f"{question}[^\r\n]*: $")
        self._child.sendintr()

    def interrupt_after(self, words: str) -> None:
        """Press Ctrl-C as soon as these words are shown."""
        self.sees(words)
        self._child.sendintr()

    def sees(self, words: str) -> None:
        """Wait until these words are shown, wherever lines break between them."""
        self._child.expect(r"\s+".join(map(re.escape, words.split())))

    def leaves(self, seconds: int = SECONDS) -> int:
        """Wait for the end, and return the exit code."""
        self._child.expect(pexpect.EOF, timeout=seconds)
        self._child.close()
        return int(self._child.exitstatus)

    @property
    def screen(self) -> str:
        """Everything that was shown, on one line."""
        return " ".join(self._screen.getvalue().split())
