"""One key at a terminal; on one that is dumb, a line and its first letter."""

from __future__ import annotations

import contextlib
import os
import select
import sys
import termios
import tty
from collections.abc import Callable, Iterator

import click

from inbox_watch.errors import UsageError

SKIP, BACK, UNDO, QUIT = "s", "b", "z", "q"
_NONE = " "  # a key that says nothing
_END, _ESCAPE = b"\x04", b"\x1b"
_INTRODUCERS = (b"[", b"O")
_SEQUENCE_SECONDS = 0.05

Keys = Callable[[], str]


@contextlib.contextmanager
def keyboard() -> Iterator[Keys]:
    """Give a function that waits for the next key, in lower case; the end of the input is quit.

    As long as the block lasts the terminal hands over each key at once, so that keys pressed ahead are not lost. The
    function raises UsageError when there is no terminal.
    """
    if os.environ.get("TERM") == "dumb":
        yield _first_letter
    elif not sys.stdin.isatty():
        yield _from_the_terminal
    else:
        with _key_by_key(sys.stdin.fileno()):
            yield lambda: _key(sys.stdin.fileno())


@contextlib.contextmanager
def _key_by_key(terminal: int) -> Iterator[None]:
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal, termios.TCSADRAIN)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _key(terminal: int) -> str:
    """One key; what a key sends after an escape belongs to it, and no such key means anything here."""
    octet = os.read(terminal, 1)
    if octet in (b"", _END):
        return QUIT
    if octet == _ESCAPE:
        _rest_of_sequence(terminal)
        return _NONE
    key = octet.decode("ascii", "replace").lower()
    click.echo(key if key.isprintable() else "")
    return key


def _rest_of_sequence(terminal: int) -> None:
    """Read what an arrow or a function key sends after its escape (ECMA-48, 5.4); the escape key sends nothing."""
    if not select.select([terminal], [], [], _SEQUENCE_SECONDS)[0]:
        return
    octet = os.read(terminal, 1)
    if octet in _INTRODUCERS:
        octet = os.read(terminal, 1)
        while octet and not b"@" <= octet <= b"~":
            octet = os.read(terminal, 1)


def _first_letter() -> str:
    line = sys.stdin.readline()
    return (line.strip().lower() or _NONE)[0] if line else QUIT


def _from_the_terminal() -> str:
    """A key from the terminal that the program was started on, where its input is something else."""
    try:
        key = click.getchar(echo=True).lower()
    except EOFError:
        key = QUIT
    except OSError as error:  # there is none
        raise UsageError(
            "review asks on a terminal; without one, `inbox-watch review --list` names the mail, and `inbox-watch "
            "label MESSAGE LABEL` and `inbox-watch link MESSAGE APPLICATION` decide."
        ) from error
    click.echo()
    return key or QUIT
