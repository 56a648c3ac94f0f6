"""Many commands at once: all are sent before the first answer is read, which takes one round trip and not many.

The server may mix the answers of commands that do not depend on each other (RFC 9051 section 5.5), and Dovecot does:
so an answer is known by its UID and by nothing else.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from inbox_watch.sources.connection import Connection

# What a server has not read while it writes has to fit into the buffers between us.
_AT_ONCE = 16

# So near its end a group is when the next is asked for: twice what a line of 6 MB/s holds in a round trip of 40 ms.
_NEAR_THE_END = 512 * 1024

Answers = dict[int, dict[bytes, Any]]
Parse = Callable[[list[Any]], Mapping[int, Mapping[bytes, Any]]]


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """One FETCH: these items of these messages. Two that look alike are two."""

    uids: tuple[int, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of EXAMINE and SEARCH, as imaplib has it: OK or not, with which words, what was told of the folder, and
    the lines that were found; None without an answer.
    """

    kind: str
    said: list[Any]
    told: Mapping[str, list[Any]]
    found: list[Any] | None


class Fetching:
    """The FETCH commands of one connection: what waits to be asked, what is under way, and what came and was not taken.

    What breaks the connection is raised as imaplib raises it.
    """

    def __init__(self, connection: Connection, parse: Parse, unusable: tuple[type[Exception], ...]) -> None:
        """Ask nothing yet; what `parse` finds `unusable` is as if it had not come."""
        self._connection = connection
        self._parse = parse
        self._unusable = unusable
        self._waiting: deque[Wish] = deque()
        self._under_way: dict[bytes, Wish] = {}
        self._asked: dict[int, tuple[str, ...]] = {}
        self._answers: Answers = defaultdict(dict)

    def take(
        self, wishes: Sequence[Wish], then: Sequence[Wish] = (), sizes: Mapping[int, int] | None = None
    ) -> Answers:
        """Return what came for `wishes`, by UID; what is missing was refused, or was unusable.

        What was asked for before is not asked for again. `then` is asked for when nearly all octets have come that
        `wishes` are expected to bring (`sizes`); a later call takes what comes of it.
        """
        octets = sum(size for uid, size in (sizes or {}).items() if uid not in self._answers)
        self._ask(wishes)
        uids = {uid for wish in wishes for uid in wish.uids}
        concerned = [wish for wish in self._open() if not uids.isdisjoint(wish.uids)]
        self._send()
        while not set(concerned).isdisjoint(self._open()):
            if octets < _NEAR_THE_END:
                self._ask(then)
                then = ()
            self._send()
            octets -= self._read()
        for uid in uids:
            self._asked.pop(uid, None)
        return {uid: self._answers.pop(uid) for uid in uids if uid in self._answers}

    def examine(self, name: str, criteria: Sequence[str], wishes: Sequence[Wish]) -> Examined:
        """EXAMINE, UID SEARCH, and then `wishes`, in one round trip; `take` takes what comes of these."""
        connection = self._connection
        connection.untagged_responses, connection.is_readonly = {}, True
        examine = connection._command("EXAMINE", name)
        # Where the folder cannot be opened, the server refuses the rest.
        connection.state = "SELECTED"
        search = connection._command("UID", "SEARCH", *criteria)
        self._ask(wishes)
        self._send()
        kind, said = self._ended(examine)
        told, connection.untagged_responses = connection.untagged_responses, {}
        searched, _ = self._ended(search)
        if kind != "OK":
            connection.state = "AUTH"
            self.settle()
        found = connection.untagged_responses.pop("SEARCH", None) if kind == searched == "OK" else None
        return Examined(kind, said, told, found)

    def _ended(self, tag: bytes) -> tuple[str, list[bytes]]:
        while not self._connection.tagged_commands.get(tag):
            self._read()
        ended: Any = self._connection.tagged_commands.pop(tag)
        return ended[0], ended[1]

    def settle(self) -> None:
        """Read the answers to all that was sent, so that another command may be; what waits is not sent."""
        for wish in self._waiting:
            for uid in wish.uids:
                del self._asked[uid]
        self._waiting.clear()
        while self._under_way:
            self._read()

    def _ask(self, wishes: Sequence[Wish]) -> None:
        for wish in wishes:
            uids = tuple(uid for uid in wish.uids if self._asked.get(uid) != wish.items)
            if uids:
                self._waiting.append(Wish(uids, wish.items))
                self._asked |= dict.fromkeys(uids, wish.items)

    def _open(self) -> Iterator[Wish]:
        return chain(self._under_way.values(), self._waiting)

    def _send(self) -> None:
        while self._waiting and len(self._under_way) < _AT_ONCE:
            wish = self._waiting.popleft()
            uids = ",".join(map(str, wish.uids))
            self._under_way[self._connection._command("UID", "FETCH", uids, f"({' '.join(wish.items)})")] = wish

    def _read(self) -> int:
        """Read one response, keep it when it was asked for, and return how many octets of mail it held."""
        self._connection._get_response()
        self._connection._check_bye()
        for tag in [tag for tag in self._under_way if _is_over(self._connection, tag)]:
            del self._under_way[tag]
        octets = 0
        with contextlib.suppress(*self._unusable):
            for uid, found in self._parse(self._connection.untagged_responses.pop("FETCH", [])).items():
                if uid in self._asked:
                    self._answers[uid].update(found)
                    octets += sum(len(each) for each in found.values() if isinstance(each, bytes))
        return octets


def status(connection: Connection, names: Sequence[str], items: Sequence[str]) -> dict[str, list[Any]]:
    """Ask STATUS of many folders; `names` are quoted as they are sent. Return what came of each, as imaplib has it.

    Of a name that the server writes in another way, and of one that it refuses, nothing comes.
    """
    found: dict[str, list[Any]] = {}
    for some in (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE)):
        connection.untagged_responses.pop("STATUS", None)
        under_way = {connection._command("STATUS", name, f"({' '.join(items)})") for name in some}
        while under_way:
            connection._get_response()
            connection._check_bye()
            under_way = {tag for tag in under_way if not _is_over(connection, tag)}
        for line in connection.untagged_responses.pop("STATUS", []):
            named = line.rpartition(b" (")[0].decode("latin-1").strip('" ') if isinstance(line, bytes) else ""
            found |= {name: [line] for name in some if name.strip('"') == named}
    return found


def _is_over(connection: Connection, tag: bytes) -> bool:
    if connection.tagged_commands.get(tag) is None:
        return False
    del connection.tagged_commands[tag]
    return True
