"""IDLE (RFC 2177): the server says what happens in the open folder while it happens; and what of it is news."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from inbox_watch.sources.connection import Connection
from inbox_watch.sources.server import FolderState

# RFC 9051 sections 7.4.1, 7.5.1 and 7.1.
_EXISTS = re.compile(rb"\* (\d{1,10}) EXISTS\b", re.IGNORECASE)
_EXPUNGE = re.compile(rb"\* \d{1,10} EXPUNGE\b", re.IGNORECASE)
_UIDVALIDITY = re.compile(rb"\* OK \[UIDVALIDITY (\d{1,10})\]", re.IGNORECASE)


class Idle:
    """An IDLE under way. What goes wrong is raised as imaplib raises it."""

    def __init__(self, connection: Connection) -> None:
        """Send IDLE; a server that refuses it makes an `imaplib.IMAP4.error`."""
        self._connection = connection
        self._early: list[bytes] = []
        self._tag = connection._command("IDLE")
        while (line := connection._get_response()) is not None:
            if answer := connection.tagged_commands.pop(self._tag, None):
                raise connection.error(f"it refuses IDLE ({answer[1]!r})")
            self._early.append(self._checked(line))

    def wait(self, seconds: float, other: int) -> bool:
        """Return whether the server has said something; the descriptor `other` ends the wait as well."""
        return bool(self._early) or self._connection.speaks(seconds, other)

    def lines(self) -> list[bytes]:
        """What the server has said, for which `wait` has to be true."""
        said, self._early = self._early, []
        if not said:
            said.append(self._line())
        while self._connection.holds_line:
            said.append(self._line())
        return said

    def end(self) -> list[bytes]:
        """Send DONE, and return what the server said before it took note."""
        said, self._early = self._early, []
        self._connection.send(b"DONE\r\n")
        while True:
            line = self._connection._get_response()
            if self._connection.tagged_commands.get(self._tag):
                del self._connection.tagged_commands[self._tag]
                return said
            said.append(self._checked(line))

    def _line(self) -> bytes:
        line = self._connection._get_response()
        if self._connection.tagged_commands.get(self._tag):
            raise self._connection.abort("it ended IDLE by itself")
        return self._checked(line)

    def _checked(self, line: bytes | None) -> bytes:
        """imaplib keeps every answer for the command that wants it; here there is none for days."""
        self._connection._check_bye()
        self._connection.untagged_responses.clear()
        return line or b""


def after(lines: Iterable[bytes], before: FolderState) -> tuple[FolderState, bool]:
    """Return the folder as it is after these lines, and whether there may be mail that was not there before.

    Fewer messages, or as many as before, are no news: some servers repeat themselves.
    """
    state, is_news = before, False
    for line in lines:
        if exists := _EXISTS.match(line):
            is_news |= int(exists[1]) > state.messages
            state = replace(state, messages=int(exists[1]))
        elif _EXPUNGE.match(line):
            state = replace(state, messages=max(0, state.messages - 1))
        elif numbered := _UIDVALIDITY.match(line):
            is_news |= int(numbered[1]) != state.uidvalidity
            state = replace(state, uidvalidity=int(numbered[1]))
    return state, is_news
