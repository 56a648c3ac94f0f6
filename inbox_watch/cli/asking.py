"""Questions on a terminal, one at a time; and the same questions where nobody is there to answer."""

from __future__ import annotations

import getpass
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import click

from inbox_watch.errors import UsageError

_T = TypeVar("_T")
_WIDEST = 79


class Asker(Protocol):
    """Who answers. Everything is said and asked on standard error."""

    @property
    def is_person(self) -> bool:
        """Is somebody there to try again?"""

    def say(self, text: str = "") -> None:
        """Tell something."""

    def ask(self, question: str, default: str | None, read: Callable[[str], _T]) -> _T:
        """Ask until `read` takes the answer; Enter takes the default, where there is one."""

    def choose(self, question: str, options: Sequence[str]) -> int:
        """Ask for one of several; returns its index. Enter takes the first."""

    def confirm(self, question: str, *, default: bool) -> bool:
        """Ask for yes or no."""

    def secret(self, question: str) -> str:
        """Ask for something that is not shown while it is typed."""


class Person:
    """Somebody at a terminal."""

    is_person = True

    def say(self, text: str = "") -> None:
        """Tell something, broken where a line ends; addresses of pages stay whole."""
        width = min(shutil.get_terminal_size((80, 24)).columns - 1, _WIDEST)
        lines = textwrap.wrap(text, max(width, 20), break_long_words=False, break_on_hyphens=False)
        click.echo("\n".join(lines), err=True)

    def ask(self, question: str, default: str | None, read: Callable[[str], _T]) -> _T:
        """Ask until the answer holds."""
        shown = f" [{default or 'none'}]" if default is not None else ""
        while True:
            typed = self._line(f"{question}{shown}: ")
            if not typed and default is None:
                continue
            try:
                return read(typed or default or "")
            except UsageError as error:
                self.say(str(error))

    def choose(self, question: str, options: Sequence[str]) -> int:
        """Show the options with their numbers and ask for one."""
        for number, option in enumerate(options, 1):
            click.echo(f"  {number}  {option}", err=True)
        return self.ask(question, "1", lambda text: _number(text, len(options)) - 1)

    def confirm(self, question: str, *, default: bool) -> bool:
        """Ask for y or n."""
        return self.ask(f"{question} (y/n)", "y" if default else "n", _yes_or_no)

    def secret(self, question: str) -> str:
        """Ask on the terminal itself, without an echo."""
        while True:
            try:
                typed = getpass.getpass(f"{question} (not shown while you type): ")
            except EOFError as error:
                raise click.Abort from error
            if typed:
                return typed

    def _line(self, prompt: str) -> str:
        """A line as it was typed; the end of the input ends the talk."""
        click.echo(prompt, nl=False, err=True)
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            return self._line(prompt)
        if not line:
            click.echo(err=True)
            raise click.Abort
        return line.strip()


class Nobody:
    """Nobody: defaults are taken, and what has none is an error."""

    is_person = False

    def __init__(self, *, quiet: bool) -> None:
        """Say nothing at all when `quiet`."""
        self._quiet = quiet

    def say(self, text: str = "") -> None:
        """Tell it on one line."""
        if text and not self._quiet:
            click.echo(f"inbox-watch: {text}", err=True)

    def ask(self, question: str, default: str | None, read: Callable[[str], _T]) -> _T:
        """Take the default."""
        if default is None:
            raise UsageError(f"Nobody is there to answer: {question}.")
        return read(default)

    def choose(self, question: str, options: Sequence[str]) -> int:  # noqa: ARG002  # the signature of Asker
        """Take the first."""
        return 0

    def confirm(self, question: str, *, default: bool) -> bool:  # noqa: ARG002  # the signature of Asker
        """Take the default."""
        return default

    def secret(self, question: str) -> str:
        """Raise, for a secret has no default."""
        raise UsageError(f"Nobody is there to answer: {question}.")


def is_terminal() -> bool:
    """Can questions be asked and answered?"""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _number(text: str, most: int) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= most:
        return int(text)
    raise UsageError(f"Type a number from 1 to {most}.")


def _yes_or_no(text: str) -> bool:
    word = text.lower()
    if word in ("y", "yes", "n", "no"):
        return word.startswith("y")
    raise UsageError("Type y or n.")
