"""Many commands at once: all are sent before the first answer is read, which takes one round trip and not many.

The server may mix the answers of commands that do not depend on each other (RFC 9051 section 5.5), and Dovecot does:
so an answer is known by its UID and by nothing else.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inbox_watch.sources.connection import Connection

# What a server has not read while it writes has to fit into the buffers between us.
_AT_ONCE = 16

Answers = dict[int, dict[bytes, Any]]
Parse = Callable[[list[Any]], Mapping[int, Mapping[bytes, Any]]]


@dataclass(frozen=True, slots=True)
class Wish:
    """One FETCH: these items of these messages."""

    uids: Sequence[int]
    items: Sequence[str]


def fetch(
    connection: Connection, wishes: Sequence[Wish], parse: Parse, unusable: tuple[type[Exception], ...]
) -> Answers:
    """Return what came, by UID. What is missing was refused, or came as what `parse` finds `unusable`.

    What breaks the connection is raised as imaplib raises it.
    """
    answers: Answers = defaultdict(dict)
    asked = {uid for wish in wishes for uid in wish.uids}
    for records in _records(connection, wishes):
        with contextlib.suppress(*unusable):
            for uid, found in parse(records).items():
                if uid in asked:
                    answers[uid].update(found)
    return answers


def _records(connection: Connection, wishes: Sequence[Wish]) -> Iterator[list[Any]]:
    """The FETCH responses, one after the other, as imaplib makes lists of them."""
    left = list(reversed(wishes))
    under_way: set[bytes] = set()
    connection.untagged_responses.pop("FETCH", None)
    while left or under_way:
        while left and len(under_way) < _AT_ONCE:
            under_way.add(_send(connection, left.pop()))
        connection._get_response()
        connection._check_bye()
        under_way = {tag for tag in under_way if not _is_over(connection, tag)}
        if records := connection.untagged_responses.pop("FETCH", None):
            yield records


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


def _send(connection: Connection, wish: Wish) -> bytes:
    uids = ",".join(map(str, wish.uids))
    tag: bytes = connection._command("UID", "FETCH", uids, f"({' '.join(wish.items)})")
    return tag


def _is_over(connection: Connection, tag: bytes) -> bool:
    if connection.tagged_commands.get(tag) is None:
        return False
    del connection.tagged_commands[tag]
    return True
