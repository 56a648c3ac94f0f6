"""What a server may answer instead of what it should: one wrong reply each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.support.bad_server import HangUpError, Reply, Talk, hang_up, say, stall

_OF_OTHERS = b"* 5 FETCH (FLAGS (\\Deleted))\r\n* 2 EXPUNGE\r\n* 9 EXISTS\r\n"
_EXAMINED = b"* 6 EXISTS\r\n* OK [UIDVALIDITY 1] fine\r\n* OK [UIDNEXT 7] fine\r\n"


def _tagged_otherwise(talk: Talk, _tag: bytes, _rest: bytes) -> None:
    talk.send(b"Z999 OK done\r\n")
    stall(talk, b"", b"")


def _endless(talk: Talk, _tag: bytes, _rest: bytes) -> None:
    """One line of 30 MB."""
    for _ in range(30):
        talk.send(b"x" * 2**20)
    raise HangUpError


def _before(untagged: bytes, command: str) -> Reply:
    """The right reply, behind this."""

    def reply(talk: Talk, tag: bytes, rest: bytes) -> None:
        talk.send(untagged)
        getattr(talk.server, f"_{command}")(talk, tag, rest)

    return reply


def _mail(answer: bytes) -> Reply:
    """FETCH that gives this for a message, and what is right for sizes and dates."""

    def reply(talk: Talk, tag: bytes, rest: bytes) -> None:
        if b"BODY.PEEK" in rest:
            talk.ok(tag, answer)
        else:
            talk.server._fetch(talk, tag, rest)

    return reply


def _split(talk: Talk, tag: bytes, rest: bytes) -> None:
    """Each message twice, the second time as another."""
    if b"BODY.PEEK" in rest:
        talk.send(b"* 1 FETCH (UID 3 BODY[] {9}\r\nFrom: x\r\n)\r\n")
    talk.server._fetch(talk, tag, rest)


# By name: what the server does. `poison` and the like are those of BadServer, all others replace a reply.
REPLIES: Mapping[str, Mapping[str, Any]] = {
    "greeting: bye": {"greeting": say(b"* BYE too many connections\r\n", b"", end=True)},
    "greeting: nothing": {"greeting": hang_up},
    "greeting: another protocol": {"greeting": say(b"HTTP/1.1 400 Bad Request\r\n\r\n", b"", end=True)},
    "greeting: octets": {"greeting": say(bytes(range(256)) + b"\r\n", b"", end=True)},
    "greeting: a line of 30 MB": {"greeting": _endless},
    "greeting: already logged in": {"greeting": say(b"* PREAUTH hello\r\n", b"")},
    "capability: none": {"capability": say(b"* CAPABILITY\r\n")},
    "capability: refused": {"capability": say(b"", b"NO never")},
    "capability: unknown": {"capability": say(b"", b"BAD what")},
    "login: busy": {"login": say(b"", b"NO [UNAVAILABLE] try later")},
    "login: in use": {"login": say(b"", b"NO [INUSE] somebody is there")},
    "login: bye": {"login": say(b"* BYE overloaded\r\n", b"", end=True)},
    "login: another tag": {"login": _tagged_otherwise},
    "list: refused": {"list": say(b"", b"NO not now")},
    "list: empty": {"folders": b""},
    "list: broken": {"folders": b"* LIST ((((\r\n* LIST\r\n"},
    "list: not UTF-7": {"folders": b'* LIST () "/" &2D0-\r\n* LIST () "/" INBOX\r\n'},
    "list: other folders alone": {"folders": b'* LIST () "/" Elsewhere\r\n'},
    "examine: refused": {"examine": say(b"", b"NO [SERVERBUG] no")},
    "examine: no numbers": {"examine": say(b"")},
    "examine: no UIDVALIDITY": {"examine": say(b"* 6 EXISTS\r\n* OK [UIDNEXT 7] fine\r\n")},
    "examine: UIDVALIDITY 0": {"examine": say(b"* 6 EXISTS\r\n* OK [UIDVALIDITY 0] x\r\n* OK [UIDNEXT 7] x\r\n")},
    "examine: less than nothing": {"examine": say(b"* -6 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT -7] x\r\n")},
    "examine: BYE behind it": {"examine": say(_EXAMINED + b"* BYE going down\r\n", b"", end=True)},
    "search: refused": {"search": say(b"", b"NO [CANNOT] no")},
    "search: nothing": {"search": say(b"")},
    "search: words": {"search": say(b"* SEARCH one two\r\n")},
    "search: foreign": {"search": say(b"* SEARCH 1 2 3 4 5 6 77 4294967295\r\n")},
    "search: twice and backwards": {"search": say(b"* SEARCH 6 5 4 3 2 1 1 2 3\r\n")},
    "search: below zero": {"search": say(b"* SEARCH -1 0 1 2 3 4 5 6\r\n")},
    "search: no tag": {"search": say(b"* SEARCH 1 2 3 4 5 6\r\n", b"", end=True)},
    "fetch: refused": {"refused": {3}},
    "fetch: without the mail": {"missing": {3}},
    "fetch: NIL": {"poison": {3: b"* 1 FETCH (UID 3 BODY[] NIL)\r\n"}},
    "fetch: empty": {"poison": {3: b'* 1 FETCH (UID 3 BODY[] "")\r\n'}},
    "fetch: a literal too short": {"poison": {3: b"* 1 FETCH (UID 3 BODY[] {3}\r\nabcdef)\r\n"}},
    "fetch: a literal below zero": {"poison": {3: b"* 1 FETCH (UID 3 BODY[] {-1}\r\n)\r\n"}},
    "fetch: a literal too long": {"fetch": _mail(b"* 1 FETCH (UID 3 BODY[] {100000}\r\nFrom: x\r\n)\r\n")},
    "fetch: a literal of 3 GB": {"fetch": _mail(b"* 1 FETCH (UID 3 BODY[] {3000000000}\r\nFrom: x\r\n)\r\n")},
    "fetch: nested": {"poison": {3: b"* 1 FETCH (UID 3 BODY[] " + b"(" * 5000 + b")" * 5000 + b")\r\n"}},
    "fetch: the year 9999": {
        "poison": {3: b'* 1 FETCH (UID 3 INTERNALDATE "31-Dec-9999 23:59:59 -1200" BODY[] "x" Y)\r\n'}
    },
    "fetch: a foreign UID": {"fetch": _mail(b"* 1 FETCH (UID 77 BODY[] {9}\r\nFrom: x\r\n)\r\n")},
    "fetch: twice": {"fetch": _split},
    "fetch: flags of others": {"fetch": _before(_OF_OTHERS, "fetch")},
    "fetch: OK and nothing": {"fetch": say(b"")},
    "fetch: sizes that lie": {"sizes": {1: 1, 2: 0, 3: 999_999_999}},
    "logout: nothing": {"logout": hang_up},
    "logout: octets": {"logout": say(bytes(range(1, 256)) + b"\r\n", b"")},
}

# With these the folder looks like another one: what is read is known, and has two places.
NUMBERED_OTHERWISE = frozenset({"examine: no UIDVALIDITY", "examine: UIDVALIDITY 0"})
