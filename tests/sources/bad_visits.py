"""Visits to a scripted server."""

from __future__ import annotations

from inbox_watch.records import Cursor, RawMessage, Sitting, Unreadable
from tests.sources.mailboxes import Reader, mail
from tests.support.bad_server import BadServer, HangUpError, Reply, Talk

TEN = {uid: mail(uid) for uid in range(1, 11)}


def messages(sitting: Sitting) -> list[RawMessage]:
    return [message for batch in sitting.batches for message in batch.messages]


def unreadable(sitting: Sitting) -> list[Unreadable]:
    return [item for batch in sitting.batches for item in batch.unreadable]


def that_replies(command: str, reply: Reply) -> BadServer:
    server = BadServer(TEN)
    server.replies[command] = reply
    return server


def visit(server: BadServer, seconds: float = 20, **changes: object) -> Sitting:
    """Visit once; as a second visit, which asks for STATUS, where the server's answer to that is the point."""
    cursors = {"INBOX": Cursor("a", "INBOX", server.uidvalidity, 3)} if "status" in server.replies else {}
    return Reader(server.account(**changes), cursors=cursors).visit(seconds)


def breaking_at(uids: set[int], answer: bytes) -> Reply:
    """FETCH that answers with this and hangs up when one of the UIDs is among those that are asked for."""

    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        asked = {int(uid) for uid in rest.partition(b" ")[0].split(b",")}
        if b"BODY.PEEK" in rest and asked & uids:
            talk.send(answer)
            raise HangUpError
        talk.server._fetch(talk, tag, rest)

    return fetch
