"""How one IMAP folder is read: which UIDs are new, and how far the cursor may move.

UIDs only ever rise (RFC 9051 section 2.3.1.1), so a folder is read from the cursor upwards, and every batch moves the
cursor: whatever breaks off later, what was read stays read. Nothing here knows imapclient.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from inbox_watch.records import Batch, Cursor, MessageUid, RawMessage, Unreadable
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.clock import plausible
from inbox_watch.sources.folders import Folder
from inbox_watch.sources.groups import GONE, affordable, grouped, read_group, survey
from inbox_watch.sources.request import Request
from inbox_watch.sources.server import FolderState, Letter, Opening, Server
from inbox_watch.sources.wording import plain


@dataclass(frozen=True, slots=True)
class _Reading:
    """One folder in one UIDVALIDITY epoch, as far as all its batches share it."""

    server: Server
    request: Request
    folder: Folder
    uidvalidity: int

    def uid(self, uid: int) -> MessageUid:
        return MessageUid(self.request.account, self.folder.name, self.uidvalidity, uid)

    def is_new(self, uid: int) -> bool:
        return not self.request.known(self.uid(uid))

    def batch(
        self,
        upto: int,
        read_until: datetime | None,
        messages: tuple[RawMessage, ...] = (),
        unreadable: tuple[Unreadable, ...] = (),
        left: int = 0,
    ) -> Batch:
        cursor = Cursor(self.request.account, self.folder.name, self.uidvalidity, upto)
        return Batch(self.folder.role, cursor, messages, unreadable, read_until, left)


@dataclass(frozen=True, slots=True)
class Asked:
    """What STATUS said of a folder, and when it was asked."""

    state: FolderState
    at: datetime


def read_folder(
    server: Server,
    request: Request,
    folder: Folder,
    cursor: Cursor | None,
    budget: Budget,
    asked: Asked | None = None,
) -> Iterator[Batch]:
    """Yield what is new in a folder, batch by batch; the last one has `read_until` when nothing was left out.

    STATUS answers most visits in one round trip for all folders (`asked`); EXAMINE only where something is new, or
    nothing is known yet. A new UIDVALIDITY, or a UIDNEXT that went back although it must not, makes the cursor void:
    the folder is read afresh from `since`.
    """
    if cursor and (asked := asked or _asked(server, request, folder)) and _nothing_new(asked.state, cursor):
        yield _Reading(server, request, folder, asked.state.uidvalidity).batch(cursor.uid, asked.at)
        return
    if not cursor and asked and asked.state.messages == 0 and asked.state.uidnext:
        yield _Reading(server, request, folder, asked.state.uidvalidity).batch(asked.state.uidnext - 1, asked.at)
        return
    asked_at = request.now()
    state = server.examine(folder, _opening(asked.state, cursor, request, server.window) if asked else None)
    last = cursor.uid if cursor and _holds(state, cursor) else None
    reading = _Reading(server, request, folder, state.uidvalidity)
    found = _search(reading, state, last, budget.messages)
    letters = affordable(survey(server, folder, found.uids, budget.octets), budget.octets)
    top = max(last or 0, (state.uidnext or 1) - 1, *found.uids[-1:])
    yield from _batches(reading, letters, found.count, top if len(letters) == found.count else None, asked_at)


def _opening(state: FolderState, cursor: Cursor | None, request: Request, window: int) -> Opening | None:
    """What a folder in that state will be asked; a large one is searched in windows."""
    if state.uidnext is None or state.messages > window:
        return None
    last = cursor.uid if cursor and _holds(state, cursor) else 0
    return Opening(last + 1, state.uidnext - 1, None if last else request.since)


def _asked(server: Server, request: Request, folder: Folder) -> Asked | None:
    at = request.now()
    state = server.status(folder)
    return Asked(state, at) if state else None


def _nothing_new(state: FolderState, cursor: Cursor) -> bool:
    return state.uidvalidity == cursor.uidvalidity and state.uidnext == cursor.uid + 1


def _holds(state: FolderState, cursor: Cursor) -> bool:
    """Whether the cursor says anything about this folder as it is now."""
    went_back = state.uidnext is not None and state.uidnext <= cursor.uid
    return state.uidvalidity == cursor.uidvalidity and cursor.uid > 0 and not went_back


@dataclass(frozen=True, slots=True)
class _Found:
    """New UIDs, enough for a visit, and how many there are in all: counted, or in a large folder estimated."""

    uids: list[int]
    count: int


def _search(reading: _Reading, state: FolderState, last: int | None, enough: int) -> _Found:
    """Find the new UIDs in ascending order.

    Small folders take one SEARCH. Large ones are searched in windows of UIDs, so that no answer grows without bound,
    until there is more than enough for this visit; a window that was empty is followed by one twice as wide.
    """
    if not state.messages:
        return _Found([], 0)
    since = reading.request.since if last is None else None
    low, window = (last or 0) + 1, reading.server.window
    if state.messages <= window or state.uidnext is None:
        answer = reading.server.search(low, None, since)
        if not answer:
            _check_that_it_finds(reading)
        found = _new_ones(reading, answer, last)
        return _Found(found[:enough], len(found))
    found, width = [], window
    while low < state.uidnext and len(found) <= enough:
        answer = reading.server.search(low, min(low + width, state.uidnext) - 1, since)
        found += _new_ones(reading, answer, last)
        low += width
        width = window if answer else width * 2
    unsearched = max(0, state.uidnext - low)
    return _Found(found[:enough], len(found) + state.messages * unsearched // state.uidnext)


def _check_that_it_finds(reading: _Reading) -> None:
    """A server that finds nothing is believed when it finds any of the messages that it says are there.

    Where the answer to SEARCH is missing, imapclient finds nothing; and what is passed over now is never read.
    """
    if not reading.server.search(1, None, None):
        raise reading.server.unavailable(f"finds none of the messages in {plain(reading.folder.name)}")


def _new_ones(reading: _Reading, uids: list[int], last: int | None) -> list[int]:
    """Leave out what is known; above a cursor nothing is.

    `n:*` names the last message even when its UID is below n (RFC 9051 section 6.4.9).
    """
    return [uid for uid in sorted(set(uids)) if (reading.is_new(uid) if last is None else uid > last)]


def _batches(
    reading: _Reading, letters: list[Letter], left: int, top: int | None, asked_at: datetime
) -> Iterator[Batch]:
    """Fetch group by group. `top` is the highest UID that is accounted for at the end; None: the folder has more."""
    groups = list(grouped(letters, reading.server.window))
    for number, (group, then) in enumerate(zip(groups, [*groups[1:], []], strict=False), start=1):
        messages, unreadable = _read(reading, group, then)
        at_end = top is not None and number == len(groups)
        upto = top if top is not None and at_end else group[-1].uid
        left -= len(group)
        yield reading.batch(upto, asked_at if at_end else None, messages, unreadable, left)
    if top is not None and not groups:
        yield reading.batch(top, asked_at)


def _read(
    reading: _Reading, group: list[Letter], then: list[Letter]
) -> tuple[tuple[RawMessage, ...], tuple[Unreadable, ...]]:
    fetched = read_group(reading.server, reading.folder, group, then)
    now = reading.request.now()
    role = reading.folder.role
    messages = tuple(
        RawMessage(
            reading.uid(letter.uid),
            role,
            plausible(letter.internaldate, now),
            fetched.octets[letter.uid],
            letter.conversation,
        )
        for letter in group
        if letter.uid in fetched.octets
    )
    unreadable = tuple(
        Unreadable(
            reading.uid(letter.uid),
            fetched.faults[letter.uid].reason if letter.uid in fetched.faults else GONE,
            plausible(letter.internaldate, now) if letter.internaldate else None,
        )
        for letter in group
        if letter.uid not in fetched.octets
    )
    return messages, unreadable
