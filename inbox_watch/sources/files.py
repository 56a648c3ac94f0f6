"""Mail that lies in files: Maildir (and Maildir++ folders), mbox, or a folder of .eml files. Only ever read.

A file system keeps no UIDs, and a file that is new may look old: copied, restored, moved from elsewhere. So a cursor
cannot say what was read, and here it does not. Instead

* a UID is a hash of what does not change: the unique part of a Maildir name, path and size of an .eml file, the octets
  of a message in an mbox. It is the same on every run, needs no memory, and fits into 53 bits;
* `known` decides what is new: the caller says for each UID whether it is stored already, as a message or as one that
  could not be read. Without `known` everything is new on every visit;
* UIDs lie in the upper half of the range and cursors in the lower, so that "every UID up to the cursor is accounted
  for" stays true and claims nothing. The cursor of an mbox that was read to its end is the state it was in, and rises
  with its time of change: as long as it fits, a file of gigabytes costs one stat;
* `since` has to be given on every visit, since what is older is left alone each time anew. To look back further than
  before, come without cursors, as with a server.

UIDVALIDITY is 1: a hash never names another message.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Mapping, Sequence
from datetime import date, datetime

from inbox_watch.accounts import FilesAccount
from inbox_watch.errors import ConfigError, MailboxUnavailable
from inbox_watch.records import Batch, Cursor, FolderRole, MessageUid, RawMessage, Sitting, Unreadable
from inbox_watch.sources.budget import BATCH_MESSAGES, BATCH_OCTETS, Budget, has_mail
from inbox_watch.sources.clock import day_before, midnight, plausible
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.entries import Box, Entry, boxes
from inbox_watch.sources.folders import reading_order
from inbox_watch.sources.groups import GONE
from inbox_watch.sources.request import Known, Request, nothing_known

UIDVALIDITY = 1


def fetch(
    account: FilesAccount,
    cursors: Mapping[str, Cursor],
    *,
    since: date | None,
    budget: Budget,
    deadline: Deadline,
    now: Callable[[], datetime],
    known: Known = nothing_known,
) -> Sitting:
    """Read what is new, and no older than `since`, in the files of an account; nothing is written or renamed."""
    request = Request(account.name, since, deadline, now, known)
    batches: list[Batch] = []
    try:
        in_order = sorted(boxes(account), key=lambda box: reading_order(box.role))
        more = _read_all(in_order, request, cursors, budget, batches)
    except OSError as error:
        path = error.filename or account.path
        raise ConfigError(f"{path} of account {account.name} cannot be read ({error.strerror}).") from error
    except MailboxUnavailable:
        if not has_mail(batches):
            raise
        more = True
    return Sitting(tuple(batches), more)


def _read_all(
    found: Sequence[Box], request: Request, cursors: Mapping[str, Cursor], budget: Budget, batches: list[Batch]
) -> bool:
    """Read all folders into `batches`, which keeps what was read should this fail; return whether there is more."""
    for box in found:
        left = budget.after(batches)
        if left.spent:
            return True
        batches.extend(_read(box, request, cursors.get(box.name), left))
        if batches[-1].read_until is None:
            return True
    return False


def _read(box: Box, request: Request, cursor: Cursor | None, budget: Budget) -> Generator[Batch, None, None]:
    """Yield what is new in one folder, batch by batch; the last has `read_until` when nothing was left out."""
    asked_at = request.now()
    if box.state and cursor and cursor.uid == box.state:
        yield _batch(box, request, [], box.state, asked_at)
        return
    items: list[RawMessage | Unreadable] = []
    bite = Budget(BATCH_MESSAGES, BATCH_OCTETS)
    with contextlib.closing(_new_items(box, request)) as new:
        for item in new:
            if budget.spent:
                yield _batch(box, request, items, 0, None)
                return
            if bite.spent:
                yield _batch(box, request, items, 0, None)
                items, bite = [], Budget(BATCH_MESSAGES, BATCH_OCTETS)
            items.append(item)
            size = len(item.octets) if isinstance(item, RawMessage) else 0
            budget, bite = budget.less(size), bite.less(size)
    yield _batch(box, request, items, box.state, asked_at)


def _new_items(box: Box, request: Request) -> Generator[RawMessage | Unreadable, None, None]:
    oldest = midnight(day_before(request.since)) if request.since else None
    with contextlib.closing(box.entries()) as entries:
        for entry in entries:
            request.deadline.check()
            uid = MessageUid(request.account, box.name, UIDVALIDITY, entry.uid)
            if not request.known(uid):
                item = _item(entry, uid, box.role, request.now(), oldest)
                if item:
                    yield item


def _item(
    entry: Entry, uid: MessageUid, role: FolderRole, now: datetime, oldest: datetime | None
) -> RawMessage | Unreadable | None:
    """Read one message; None when it is older than what was asked for."""
    try:
        arrived = plausible(entry.arrived(now), now)
        if oldest and arrived < oldest:
            return None
        return RawMessage(uid, role, arrived, entry.octets())
    except FileNotFoundError:
        return Unreadable(uid, GONE)
    except OSError as error:
        return Unreadable(uid, f"the file cannot be read ({error.strerror})")


def _batch(
    box: Box, request: Request, items: Sequence[RawMessage | Unreadable], upto: int, read_until: datetime | None
) -> Batch:
    return Batch(
        role=box.role,
        cursor=Cursor(request.account, box.name, UIDVALIDITY, upto),
        messages=tuple(item for item in items if isinstance(item, RawMessage)),
        unreadable=tuple(item for item in items if isinstance(item, Unreadable)),
        read_until=read_until,
    )
