"""The guard on the wire: only commands that cannot change a mailbox leave, each as one whole line.

Whatever the library above does, and whatever text found its way into a command, these are the octets that decide.
imapclient 4.1 passes CR LF in a search criterion on to the server, and so ran `UID MOVE` out of a mail's Message-ID.
"""

from __future__ import annotations

import re

# RFC 9051 section 6, RFC 2971 (ID), RFC 4978 (COMPRESS), RFC 5161 (ENABLE): none of them changes a mailbox.
_PERMITTED = re.compile(
    rb"(?:CAPABILITY|NOOP|LOGOUT|STARTTLS|NAMESPACE|(?:ID|LIST|LOGIN|AUTHENTICATE|COMPRESS|ENABLE|STATUS|EXAMINE) .+)"
)
# RFC 9051 section 6.4.4. No key of SEARCH that holds text: text in a search comes from a mail sooner or later.
_SEARCH = re.compile(rb"UID SEARCH(?: UID [\d:,]+(?::\*)?| SINCE \d{1,2}-[A-Z][a-z]{2}-\d{4})+")
# RFC 9051 section 6.4.5: BODY.PEEK[] is the form of BODY[] that leaves \Seen alone. X-GM-THRID is Gmail's thread.
_ITEM = rb"(?:UID|RFC822\.SIZE|INTERNALDATE|BODYSTRUCTURE|X-GM-THRID|BODY\.PEEK\[[A-Z0-9.]*\](?:<\d+\.\d+>)?)"
_FETCH = re.compile(rb"UID FETCH [\d:,]+ \(" + _ITEM + rb"(?: " + _ITEM + rb")*\)")
_TAGGED = re.compile(rb"\A[A-Za-z0-9]+ (?P<command>(?P<verb>\S+).*)")
# What answers a continuation request of AUTHENTICATE: base64, or `*` to give up (RFC 9051 section 6.2.2).
_SASL_ANSWER = re.compile(rb"[A-Za-z0-9+/]*={0,2}|\*")
# A literal would let octets follow that are no line (RFC 9051 section 4.3); we never need one.
_LITERAL = re.compile(rb"\{\d+\+?\}$")
# RFC 9051 section 6.3.12, with a synchronising literal and no date.
_APPEND = re.compile(rb'\A[A-Za-z0-9]+ APPEND "(?:[^"\\\r\n]|\\["\\])+" \(\\Draft\) \{(?P<size>[1-9]\d{0,6})\}')

_IDLE = re.compile(rb"\A[A-Za-z0-9]+ IDLE")


class ForbiddenCommandError(RuntimeError):
    """Something tried to send a command that is not on the list: our own bug, never the user's (exit code 70)."""


class WireGuard:
    """Holds octets back until they are a whole line, and lets the line through only when it is permitted."""

    def __init__(self) -> None:
        """Begin with nothing held back and no authentication under way."""
        self._held = b""
        self._authenticating = False

    def release(self, octets: bytes) -> bytes:
        """Take what is to be sent and return what may leave now: a whole permitted line, or nothing yet."""
        line, self._held = self._held + octets, b""
        whole = line.endswith(b"\r\n")
        text = line[:-2] if whole else line
        if any(octet in text for octet in (b"\r", b"\n", b"\0")):
            raise ForbiddenCommandError("A command holds a line break or a NUL inside.")
        if not whole:
            self._held = line
            return b""
        self._judge(text)
        return line

    def _judge(self, line: bytes) -> None:
        if self._authenticating and _SASL_ANSWER.fullmatch(line):
            return
        command = _TAGGED.match(line)
        # The arguments may hold a password: the error names the verb alone.
        verb = command["verb"].decode("ascii", "replace") if command else "without a tag"
        if not command or _LITERAL.search(line) or not _permitted(command["command"]):
            raise ForbiddenCommandError(f"The command {verb} of this form may not be sent.")
        self._authenticating = verb == "AUTHENTICATE"


def _permitted(command: bytes) -> bool:
    return any(form.fullmatch(command) for form in (_PERMITTED, _SEARCH, _FETCH))


class WatchGuard(WireGuard):
    """The guard of a connection that waits for mail: what reads, IDLE, and the DONE that ends it (RFC 2177)."""

    def __init__(self) -> None:
        """Begin with no IDLE under way."""
        super().__init__()
        self._idles = False

    def _judge(self, line: bytes) -> None:
        idled, self._idles = self._idles, bool(_IDLE.fullmatch(line))
        if not self._idles and not (idled and line == b"DONE"):
            super()._judge(line)


class DraftGuard(WireGuard):
    """The guard of a connection that saves one draft: what reads, and one APPEND that sets \\Draft and nothing else.

    After the command its literal is let through, octet for octet as long as was said (RFC 9051 section 6.3.12).
    """

    def __init__(self) -> None:
        """Begin with no draft on its way."""
        super().__init__()
        self._is_saved = self._awaits_end = False
        self._left = 0

    def release(self, octets: bytes) -> bytes:
        """Take what is to be sent and return what may leave now."""
        if not self._left:
            return super().release(octets)
        if len(octets) > self._left:
            raise ForbiddenCommandError("The draft is longer than was said.")
        self._left -= len(octets)
        self._awaits_end = not self._left
        return octets

    def _judge(self, line: bytes) -> None:
        append = _APPEND.fullmatch(line)
        if append and not self._is_saved:
            self._is_saved, self._left = True, int(append["size"])
        elif line or not self._awaits_end:
            super()._judge(line)
        self._awaits_end = False
