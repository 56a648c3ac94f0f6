from __future__ import annotations

import pytest

from inbox_watch.sources.wire import DraftGuard, ForbiddenCommandError, WatchGuard, WireGuard

PERMITTED = [
    b"CAPABILITY",
    b"NOOP",
    b"LOGOUT",
    b"STARTTLS",
    b"NAMESPACE",
    b'ID ("name" "inbox_watch")',
    b'LIST "" "*"',
    b'LOGIN me "se\\"cret {5}"',
    b"AUTHENTICATE PLAIN",
    b"COMPRESS DEFLATE",
    b"ENABLE UTF8=ACCEPT",
    b'STATUS "INBOX" (UIDNEXT UIDVALIDITY MESSAGES)',
    b'EXAMINE "Gesendet & mehr"',
    b"UID SEARCH UID 5:*",
    b"UID SEARCH UID 1:20000 SINCE 01-Jan-2024",
    b"UID FETCH 1,2,7 (RFC822.SIZE INTERNALDATE)",
    b"UID FETCH 1,2,7 (RFC822.SIZE INTERNALDATE X-GM-THRID)",
    b"UID FETCH 1,2,7 (BODYSTRUCTURE)",
    b"UID FETCH 7 (BODY.PEEK[HEADER] BODY.PEEK[1.2.MIME] BODY.PEEK[1.2]<0.8000> BODY.PEEK[1.2]<394000.16001>)",
    b"UID FETCH 7 (BODY.PEEK[])",
    b"UID FETCH 7 (BODY.PEEK[HEADER])",
    b"UID FETCH 7 (UID BODY.PEEK[]<0.1048576>)",
]

FORBIDDEN = [
    b'SELECT "INBOX"',
    b'CREATE "x"',
    b'DELETE "x"',
    b'RENAME "x" "y"',
    b'SUBSCRIBE "x"',
    b'APPEND "x" {3+}',
    b'APPEND "Drafts" (\\Draft) {3}',
    b"CLOSE",
    b"UNSELECT",
    b"EXPUNGE",
    b"CHECK",
    b"IDLE",
    b'SETACL "INBOX" me lrs',
    b"SEARCH ALL",
    b"FETCH 1 (BODY.PEEK[])",
    b"STORE 1 +FLAGS (\\Seen)",
    b'COPY 1 "x"',
    b'MOVE 1 "x"',
    b"UID STORE 1 +FLAGS (\\Deleted)",
    b'UID COPY 1 "x"',
    b'UID MOVE 1 "x"',
    b"UID EXPUNGE 1",
    b"UID",
    b'UID SEARCH HEADER Message-ID "<1@lindhof.example>"',
    b"UID SEARCH UID 1:* SUBJECT x",
    b"UID FETCH 1 (BODY[])",
    b"UID FETCH 1 (BODY.PEEK[] BODY[])",
    b"UID FETCH 1 (body[])",
    b"UID FETCH 1 BODY[]",
    b"UID FETCH 1 (BODY)",
    b"UID FETCH 1 (BODYSTRUCTURE BODY[2])",
    b"UID FETCH 1 (RFC822)",
    b"UID FETCH 1 (RFC822.TEXT)",
    b"UID FETCH 1 (BINARY[1])",
    b'STATUS "INBOX" {4}',
    b"EXAMINE {6+}",
    b"",
    b" ",
    b"LIST",
    b"XLIST x",
]


@pytest.mark.parametrize("command", PERMITTED)
def test_permitted_commands_leave_whole(command: bytes) -> None:
    line = b"KEPA12 " + command + b"\r\n"
    assert WireGuard().release(line) == line


@pytest.mark.parametrize("command", FORBIDDEN)
def test_all_others_stay(command: bytes) -> None:
    with pytest.raises(ForbiddenCommandError):
        WireGuard().release(b"KEPA12 " + command + b"\r\n")


@pytest.mark.parametrize(
    "octets",
    [
        b"A1 NOOP\r\nA2 UID MOVE 1 x\r\n",
        b"A1 NOOP\nA2 UID MOVE 1 x\r\n",
        b"A1 NOOP\rA2 UID MOVE 1 x\r\n",
        b"A1 EXAMINE a\0b\r\n",
        b'A1 UID SEARCH UID 1:* "\r\n',
        b"A1 NOOP\r\n\r\n",
        b"NOOP\r\n",
        b"\r\n",
    ],
)
def test_a_line_is_one_command(octets: bytes) -> None:
    with pytest.raises(ForbiddenCommandError):
        WireGuard().release(octets)


def test_nothing_leaves_before_the_line_is_whole() -> None:
    guard = WireGuard()
    assert guard.release(b"A1 UID SEARCH UID 1:*") == b""
    assert guard.release(b"\r\n") == b"A1 UID SEARCH UID 1:*\r\n"
    assert guard.release(b"A2 UID SEARCH HEADER X") == b""
    with pytest.raises(ForbiddenCommandError):
        guard.release(b"\r\n")
    assert guard.release(b"A3 NOOP\r\n") == b"A3 NOOP\r\n"


def test_continuations_of_authenticate_are_base64_and_nothing_else() -> None:
    guard = WireGuard()
    with pytest.raises(ForbiddenCommandError):
        guard.release(b"AG1lAHNlY3JldA==\r\n")
    assert guard.release(b"A1 AUTHENTICATE PLAIN\r\n")
    assert guard.release(b"AG1lAHNlY3JldA==") == b""
    assert guard.release(b"\r\n") == b"AG1lAHNlY3JldA==\r\n"
    assert guard.release(b"\r\n") == b"\r\n"
    assert guard.release(b"*\r\n") == b"*\r\n"
    with pytest.raises(ForbiddenCommandError):
        guard.release(b"A2 EXPUNGE\r\n")
    assert guard.release(b"A3 NOOP\r\n")
    with pytest.raises(ForbiddenCommandError):
        guard.release(b"AG1lAHNlY3JldA==\r\n")


def test_the_error_shows_no_password() -> None:
    with pytest.raises(ForbiddenCommandError) as raised:
        WireGuard().release(b"A1 LOGIN me {6}\r\n")
    assert "LOGIN" in str(raised.value)
    assert "me" not in str(raised.value).replace("command", "").replace("sent", "")


# The guard of a connection that waits for mail


def test_idle_and_its_end_leave_a_connection_that_waits() -> None:
    guard = WatchGuard()
    for line in (b"A1 IDLE\r\n", b"DONE\r\n", b'A2 EXAMINE "INBOX"\r\n', b"A3 IDLE\r\n", b"A4 LOGOUT\r\n"):
        assert guard.release(line) == line


@pytest.mark.parametrize("command", [line for line in FORBIDDEN if line != b"IDLE"])
def test_a_connection_that_waits_lets_no_other_command_out(command: bytes) -> None:
    idling = WatchGuard()
    idling.release(b"KEPA11 IDLE\r\n")
    for guard in (WatchGuard(), idling):
        with pytest.raises(ForbiddenCommandError):
            guard.release(b"KEPA12 " + command + b"\r\n")


@pytest.mark.parametrize("lines", [[b"DONE"], [b"A1 NOOP", b"DONE"], [b"A1 IDLE", b"DONE", b"DONE"], [b"A1 IDLE x"]])
def test_done_ends_an_idle_and_is_nothing_else(lines: list[bytes]) -> None:
    guard = WatchGuard()
    for line in lines[:-1]:
        guard.release(line + b"\r\n")
    with pytest.raises(ForbiddenCommandError):
        guard.release(lines[-1] + b"\r\n")


def test_a_poll_does_not_idle() -> None:
    with pytest.raises(ForbiddenCommandError):
        WireGuard().release(b"DONE\r\n")


# The guard of a connection that saves a draft

APPEND = b'A7 APPEND "Drafts" (\\Draft) {5}\r\n'


@pytest.mark.parametrize("command", [line for line in FORBIDDEN if b"(\\Draft) {3}" not in line])
def test_a_connection_for_a_draft_lets_no_other_command_out(command: bytes) -> None:
    with pytest.raises(ForbiddenCommandError):
        DraftGuard().release(b"KEPA12 " + command + b"\r\n")


@pytest.mark.parametrize("command", PERMITTED)
def test_a_connection_for_a_draft_reads_as_others_do(command: bytes) -> None:
    line = b"KEPA12 " + command + b"\r\n"
    assert DraftGuard().release(line) == line


def test_a_draft_leaves_whole_with_its_line_break_and_reading_goes_on() -> None:
    guard = DraftGuard()
    assert guard.release(APPEND) == APPEND
    assert guard.release(b"\0\r\n") == b"\0\r\n"
    assert guard.release(b"ab") == b"ab"
    assert guard.release(b"\r\n") == b"\r\n"
    assert guard.release(b"A8 LOGOUT\r\n") == b"A8 LOGOUT\r\n"


def test_a_draft_ends_where_it_was_said_to_end() -> None:
    guard = DraftGuard()
    guard.release(APPEND)
    with pytest.raises(ForbiddenCommandError):
        guard.release(b"abcde\r\nA8 EXPUNGE\r\n")


@pytest.mark.parametrize("then", [APPEND, b"A8 UID STORE 1 +FLAGS (\\Seen)\r\n", b"abcde\r\n"])
def test_after_a_draft_nothing_more_is_written(then: bytes) -> None:
    guard = DraftGuard()
    for octets in (APPEND, b"abcde", b"\r\n"):
        guard.release(octets)
    with pytest.raises(ForbiddenCommandError):
        guard.release(then)
    with pytest.raises(ForbiddenCommandError):
        guard.release(b"\r\n")


@pytest.mark.parametrize(
    "command",
    [
        b'APPEND "Drafts" {5}',
        b'APPEND "Drafts" (\\Seen) {5}',
        b'APPEND "Drafts" (\\Draft \\Seen) {5}',
        b'APPEND "Drafts" (\\Draft) {5+}',
        b'APPEND "Drafts" (\\Draft) "01-Jan-2026 10:00:00 +0000" {5}',
        b'APPEND "a" "b" (\\Draft) {5}',
        b'APPEND "Drafts" (\\Draft) {0}',
        b'APPEND "Drafts" (\\Draft) {99999999}',
        b"APPEND Drafts (\\Draft) {5}",
    ],
)
def test_a_draft_is_appended_in_one_form_alone(command: bytes) -> None:
    with pytest.raises(ForbiddenCommandError):
        DraftGuard().release(b"A7 " + command + b"\r\n")
