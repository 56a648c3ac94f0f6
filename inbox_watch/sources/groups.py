"""Fetching a group of messages, down to the one that spoils it.

One answer that cannot be parsed fails a whole FETCH in imapclient, and the session goes on: so the group is halved
until the message at fault stands alone. A message is given up only when it is the message and not the server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from inbox_watch.errors import MailboxUnavailable
from inbox_watch.sources.budget import BATCH_MESSAGES, BATCH_OCTETS, EXCERPT, LARGEST_MESSAGE, MEBIBYTE
from inbox_watch.sources.folders import Folder
from inbox_watch.sources.outline import WORTH_A_LOOK, Outline
from inbox_watch.sources.server import Letter, MisreadError, Server
from inbox_watch.sources.trouble import BrokenSessionError

GONE = "gone before it could be read"
_SURVEYED_AT_ONCE = 500
# So much comes in the time that servers take to say what large messages are made of.
_BESIDE = MEBIBYTE // 2
# So many messages refused, and none given out, say that the server refuses them all.
_PATIENCE = 10

T = TypeVar("T")
Answer = dict[int, T]
Faults = dict[int, MisreadError]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a group: octets, or why there are none."""

    octets: dict[int, bytes] = field(default_factory=dict)
    faults: Faults = field(default_factory=dict)


def survey(server: Server, folder: Folder, uids: Sequence[int], octets: int) -> list[Letter]:
    """Ask for sizes, dates, and of large messages what to fetch of them; while that is asked, the first small messages
    are on their way already, should there be room for so many `octets`.

    A message about which nothing can be learned is taken for an empty one without date.
    """
    letters: dict[int, Letter] = {}
    for some in _pieces(uids, min(_SURVEYED_AT_ONCE, server.window)):
        answered, faults = _halving(server.survey, some)
        # Of a single message nothing may be known because it is gone.
        if not answered and (_all_refused(faults) or (not faults and len(some) > 1)):
            raise _refuses(server, faults)
        letters |= answered
    small = [letter for letter in letters.values() if 0 < letter.size <= WORTH_A_LOOK]
    beside = affordable(small[: min(BATCH_MESSAGES, server.window)], min(octets, _BESIDE))
    large = [uid for uid, letter in letters.items() if _is_worth_a_look(letter)]
    outlines = _outlines(server, folder, large, beside)
    return [replace(letters.get(uid, Letter(uid)), outline=outlines.get(uid)) for uid in uids]


def _is_worth_a_look(letter: Letter) -> bool:
    return WORTH_A_LOOK < letter.size <= LARGEST_MESSAGE


def _outlines(
    server: Server, folder: Folder, uids: Sequence[int], beside: Sequence[Letter]
) -> dict[int, Outline | None]:
    """Servers stumble over the structure of broken messages, or fall silent; such messages come whole."""
    outlines: dict[int, Outline | None] = {}
    for some in _pieces(uids, min(_SURVEYED_AT_ONCE, server.window)):
        try:
            outlines |= _halving(lambda uids: server.outlines(uids, beside), some)[0]
        except MailboxUnavailable:
            server.reopen(folder)
    return outlines


def affordable(letters: Sequence[Letter], octets: int) -> list[Letter]:
    """Return the letters that fit into so many octets: at least one, so that every visit gets on."""
    for place, letter in enumerate(letters):
        octets -= _cost(letter)
        if octets < 0:
            return list(letters[: max(place, 1)])
    return list(letters)


def grouped(letters: Sequence[Letter], window: int) -> Iterator[list[Letter]]:
    """Divide into groups for one FETCH each; the first are small, so that a slow line gets something home in time."""
    group: list[Letter] = []
    limit, size = MEBIBYTE, 0
    for letter in letters:
        full = len(group) >= min(BATCH_MESSAGES, window) or size + _cost(letter) > limit
        if group and full:
            yield group
            group, size, limit = [], 0, min(limit * 4, BATCH_OCTETS)
        group.append(letter)
        size += _cost(letter)
    if group:
        yield group


def read_group(server: Server, folder: Folder, letters: Sequence[Letter], then: Sequence[Letter] = ()) -> Fetched:
    """Fetch a group; where that breaks the session, message by message, to find the one that does it.

    The group that comes `then` is asked for ahead; where the server does not bear that, it is asked for this one alone.
    """
    if then:
        try:
            return _fetch(server, letters, then)
        except MailboxUnavailable:
            server.reopen(folder)
    try:
        return _fetch(server, letters)
    except BrokenSessionError as error:
        broken = error
    server.reopen(folder)
    octets: dict[int, bytes] = {}
    faults: Faults = {}
    for letter in letters:
        fetched = _fetch_suspect(server, folder, letter)
        octets |= fetched.octets
        faults |= fetched.faults
        if not octets and len(faults) > 1:
            raise broken
    if not octets:
        raise broken
    return Fetched(octets, faults)


def _fetch_suspect(server: Server, folder: Folder, letter: Letter) -> Fetched:
    """Fetch a message that may break the session: when it does so twice, alone, it is the message."""
    whole = replace(letter, outline=None)
    for _ in range(2):
        try:
            return _fetch(server, [whole])
        except BrokenSessionError:
            server.reopen(folder)
    return Fetched(faults={letter.uid: MisreadError("the server breaks off whenever it is read", refused=False)})


def _fetch(server: Server, letters: Sequence[Letter], then: Sequence[Letter] = ()) -> Fetched:
    """Fetch messages in one session, all together. What is missing then, or empty, is asked for whole, and at last by
    itself. Where not one of them can be had, the server is at fault and nothing is given up.
    """
    usual = _usual(letters)
    octets = _together(server, usual, _usual(then)) if usual else {}
    missing = [letter.uid for letter in usual if letter.uid not in octets]
    answered, faults = _halving(server.bodies, missing if len(missing) > 1 else ())
    octets |= {uid: body for uid, body in answered.items() if body}
    if not octets and _all_refused(faults):
        raise _refuses(server, faults)
    for letter in letters:
        if letter.uid not in octets and letter.uid not in faults:
            again, fault = _halving(_asking(server, letter), [letter.uid])
            octets |= {uid: body for uid, body in again.items() if body}
            faults |= fault
    # A single message that is silently missing may well be gone; several are not.
    if not octets and (_all_refused(faults) or (not faults and len(letters) > 1)):
        raise _refuses(server, faults)
    return Fetched(octets, faults)


def _usual(letters: Sequence[Letter]) -> list[Letter]:
    return [letter for letter in letters if letter.size <= LARGEST_MESSAGE]


def _together(server: Server, letters: Sequence[Letter], then: Sequence[Letter]) -> Answer[bytes]:
    try:
        return server.together(letters, then)
    except MisreadError:
        return {}


def _asking(server: Server, letter: Letter) -> Callable[[Sequence[int]], Answer[bytes]]:
    return server.bodies if letter.size <= LARGEST_MESSAGE else lambda uids: server.excerpt(uids[0])


def _all_refused(faults: Faults) -> bool:
    return bool(faults) and all(fault.refused for fault in faults.values())


def _refuses(server: Server, faults: Faults) -> MailboxUnavailable:
    reason = next((fault.reason for fault in faults.values()), "it sends nothing")
    return server.unavailable(f"does not give out its messages ({reason})")


def _halving(ask: Callable[[Sequence[int]], Answer[T]], uids: Sequence[int]) -> tuple[Answer[T], Faults]:
    """Ask for all; when that fails, for either half, down to the single UIDs that cannot be had.

    A server that refuses one message after the other is not asked for all of them.
    """
    answered: Answer[T] = {}
    faults: Faults = {}
    waiting = [uids] if uids else []
    while waiting and (answered or len(faults) < _PATIENCE or not _all_refused(faults)):
        some = waiting.pop()
        try:
            answered |= ask(some)
        except MisreadError as fault:
            if len(some) == 1:
                faults[some[0]] = fault
            else:
                waiting += [some[len(some) // 2 :], some[: len(some) // 2]]
    return answered, faults


def _pieces(uids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(uids), size):
        yield uids[start : start + size]


def _cost(letter: Letter) -> int:
    """The octets that fetching a letter takes; where the server did not say, a guess on the safe side."""
    return letter.fetched if 0 < letter.size <= LARGEST_MESSAGE else EXCERPT
