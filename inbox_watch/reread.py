"""Known messages read once more from where they lie: for what needs their text, which is never kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from inbox_watch.accounts import Account
from inbox_watch.mail.parse import UnreadableMessage, parse
from inbox_watch.records import Cursor, Finding, FolderRole, Message, MessageUid, RawMessage
from inbox_watch.sources import fetch
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from inbox_watch.store.store import Store
from inbox_watch.workers import Workers


def find_messages(
    account: Account, wanted: Iterable[Finding], since: date, deadline: Deadline, now: Callable[[], datetime]
) -> dict[str, Message]:
    """Return the messages of an account of which these are the findings, by sha256; what is gone is left out.

    Reads like a first poll: EXAMINE and BODY.PEEK, and nothing is kept. A message that has moved is known by its
    octets, any other by its UID too.
    """
    names = {uid: each.sha256 for each in wanted for uid in each.uids}
    left = set(names.values())
    found: dict[str, Message] = {}
    cursors: dict[str, Cursor] = {}
    # Mail in files has no cursor: what was visited is not to be visited again.
    visited: set[MessageUid] = set()
    more = True
    while left and more:
        sitting = fetch(
            account, cursors, since=since, budget=Budget(), deadline=deadline, now=now, known=visited.__contains__
        )
        more = sitting.more
        for batch in sitting.batches:
            cursors[batch.cursor.folder] = batch.cursor
            for raw in batch.messages:
                visited.add(raw.uid)
                message = _parsed(raw)
                sha256 = names.get(raw.uid, message.sha256 if message else "")
                if message and sha256 in left:
                    found[sha256] = message
                    left.discard(sha256)
    return found


def _parsed(raw: RawMessage) -> Message | None:
    try:
        return parse(raw)
    except UnreadableMessage:
        return None


@dataclass(frozen=True, slots=True)
class Known:
    """What an account holds of the mail that is known: each place with its finding, None where it could not be read.

    `of_sent` are the sha256 of mail of which a copy lies in a Sent folder.
    """

    places: Mapping[MessageUid, Finding | None]
    of_sent: frozenset[str]


def known_of(account: Account, store: Store, since: datetime | None, now: datetime) -> Known:
    """What is known of the mail of an account that came at `since` or later; everything without it."""
    sent_folders = {(each.account, each.folder) for each in store.heard(now) if each.role is FolderRole.SENT}
    findings = [each for each in store.findings() if since is None or each.internaldate >= since]
    unread = [each for each in store.unreadable() if not (since and each.internaldate and each.internaldate < since)]
    places: dict[MessageUid, Finding | None] = {each.uid: None for each in unread}
    places |= {uid: each for each in findings for uid in each.uids}
    return Known(
        {uid: finding for uid, finding in places.items() if uid.account == account.name},
        frozenset(each.sha256 for each in findings for uid in each.uids if (uid.account, uid.folder) in sent_folders),
    )


def judge_again(
    account: Account,
    store: Store,
    workers: Workers,
    known: Known,
    *,
    deadline: Deadline,
    now: Callable[[], datetime],
    progress: Callable[[int], None],
) -> frozenset[str]:
    """Fetch known mail by its UIDs and put what the present judge finds in the place of what was found before.

    Returns the sha256 of what was read; what is gone or cannot be read any more keeps its old finding. Each batch is
    kept as a whole or not at all, and calls for no alert. `progress` gets the number of messages of each batch.
    """
    tried: set[MessageUid] = set()
    judged: set[str] = set()

    def needs_no_visit(uid: MessageUid) -> bool:
        before = known.places.get(uid)
        return uid not in known.places or uid in tried or (before is not None and before.sha256 in judged)

    more = bool(known.places)
    while more:
        sitting = fetch(account, {}, since=None, budget=Budget(), deadline=deadline, now=now, known=needs_no_visit)
        more = sitting.more
        for batch in sitting.batches:
            tried.update(raw.uid for raw in batch.messages)
            tried.update(item.uid for item in batch.unreadable)
            raws = [_as_known(raw, known) for raw in batch.messages]
            answers = workers.consider_all(raws, account.authserv_id)
            found = [_under_its_name(answer, known) for answer in answers if isinstance(answer, Finding)]
            store.replace_findings(found)
            judged.update(each.sha256 for each in found)
            progress(len(batch.messages))
    return frozenset(judged)


def _under_its_name(finding: Finding, known: Known) -> Finding:
    """A UID names one message for good, and what was said about it names its first sha256."""
    befores = (known.places.get(uid) for uid in finding.uids)
    return next((replace(finding, sha256=before.sha256) for before in befores if before), finding)


def _as_known(raw: RawMessage, known: Known) -> RawMessage:
    """The message at the moment at which it first came, in the folder by which it was first judged.

    That its writer is the user is not taken over: it is found out again.
    """
    before = known.places[raw.uid]
    if before is None:
        return raw
    role = raw.role if before.role is FolderRole.SENT else before.role
    return replace(
        raw, internaldate=before.internaldate, role=FolderRole.SENT if before.sha256 in known.of_sent else role
    )
