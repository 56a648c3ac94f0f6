"""Mail from an IMAP server (RFC 9051), read and never changed.

imapclient's words end here: beyond are records, `MisreadError` and our own errors.
"""

from __future__ import annotations

import contextlib
import imaplib
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import InboxWatchError, LoginRefused, MailboxUnavailable
from inbox_watch.records import Batch, Cursor, Sitting
from inbox_watch.sources.answers import folder_state, letter, listed, survey_items, window
from inbox_watch.sources.budget import EXCERPT, Budget, has_mail
from inbox_watch.sources.client import Client, usable
from inbox_watch.sources.clock import day_before
from inbox_watch.sources.connection import Connection, connect, tls_for
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.folders import Folder, Listed
from inbox_watch.sources.idling import Idle
from inbox_watch.sources.login import log_in
from inbox_watch.sources.outline import Outline, assembled, items, outline
from inbox_watch.sources.pipeline import Wish
from inbox_watch.sources.request import Known, Request, nothing_known
from inbox_watch.sources.secrets import Secret, secret_of
from inbox_watch.sources.server import FolderState, Letter, MisreadError
from inbox_watch.sources.squeezing import is_slow
from inbox_watch.sources.trouble import unavailable
from inbox_watch.sources.visit import read_all
from inbox_watch.sources.wire import WireGuard
from inbox_watch.sources.wording import plain

_STATE = ("UIDNEXT", "UIDVALIDITY", "MESSAGES")
_EXCERPT_ITEM = f"BODY.PEEK[]<0.{EXCERPT}>"
# Outlook accepts a token and then says this, when the token is for another mailbox or IMAP is switched off.
_NOT_CONNECTED = "authenticated but not connected"


def fetch(
    account: ImapAccount,
    cursors: Mapping[str, Cursor],
    *,
    since: date | None,
    budget: Budget,
    deadline: Deadline,
    now: Callable[[], datetime],
    known: Known = nothing_known,
) -> Sitting:
    """Visit the server once and bring home what is new; every socket is closed when this returns.

    `cursors` are this account's by folder name; a folder without one is read from `since`. `known` spares messages
    that are stored already. A failure after something was read is left to the next visit, which meets it again.
    """
    request = Request(account.name, since, deadline, now, known)
    batches: list[Batch] = []
    try:
        with session_of(account, deadline) as session:
            more = read_all(session, account, cursors, request, budget, batches)
    except InboxWatchError:
        if not has_mail(batches):
            raise
        more = True
    return Sitting(tuple(batches), more)


@contextlib.contextmanager
def session_of(
    account: ImapAccount, deadline: Deadline, guard: type[WireGuard] = WireGuard, secret: Secret | None = None
) -> Iterator[Session]:
    """Connect, log in, and in the end say goodbye and close the socket, whatever happens in between.

    `secret` is one that the configuration does not hold yet; without it, the account says where it comes from.
    """
    # Below that level it logs whole mails, and warns of every umlaut in a server's answer.
    logging.getLogger("imapclient").setLevel(logging.ERROR)
    tls = tls_for(account)
    proof = secret or secret_of(account)
    session = Session(account, lambda: connect(account, deadline, tls, guard()), proof)
    try:
        yield session
        session.log_out()
    finally:
        session.close()


class Session:
    """A session (`server.Server`): every answer is a value, every failure an error of ours."""

    def __init__(self, account: ImapAccount, connected: Callable[[], Connection], secret: Secret) -> None:
        """Connect and log in."""
        self._account = account
        self._connected = connected
        self._secret = secret
        self._uidvalidity = 0
        self._begin()

    def _begin(self) -> None:
        """Some providers open no folder for a client that does not say its name (ID, RFC 2971)."""
        self._connection = self._connected()
        self._is_squeezed = False
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(self.close)
            self._client = Client(self._connection)
            with self._answering("the login"):
                log_in(self._client, self._account, self._secret)
                self.window = window(self._client.capabilities())
                self._survey_items = survey_items(self._client.capabilities())
            with contextlib.suppress(MisreadError), self._fetching():
                if self._client.has_capability("ID"):
                    self._client.id_({"name": "inbox_watch"})
            on_failure.pop_all()

    def reopen(self, folder: Folder) -> None:
        """Begin a new session in the folder, after the last one broke; its UIDs have to be the same."""
        self.close()
        before = self._uidvalidity
        self._begin()
        if self.examine(folder).uidvalidity != before:
            raise self.unavailable(f"numbered {plain(folder.name)} anew in the middle")

    def hurry(self, seconds: float) -> None:
        """Wait so long for an answer from now on."""
        self._connection.hurry(seconds)

    def log_out(self) -> None:
        """LOGOUT (RFC 9051 section 6.1.3); all that was wanted has been read, so an error is none."""
        self._connection.hurry()
        with contextlib.suppress(imaplib.IMAP4.error, OSError, MailboxUnavailable):
            self._client.logout()

    def close(self) -> None:
        """Close the socket."""
        self._connection.shutdown()

    def list_folders(self) -> tuple[Listed, ...]:
        """LIST (RFC 9051 section 6.3.9)."""
        with self._answering("LIST"):
            return tuple(listed(*line) for line in self._client.list_folders())

    def status(self, folder: Folder) -> FolderState | None:
        """STATUS (section 6.3.11); None when the server has no usable answer, for then EXAMINE tells."""
        try:
            with self._fetching():
                return folder_state(self._client.folder_status(folder.wire, _STATE), b"MESSAGES")
        except MisreadError:
            return None

    def statuses(self, folders: Sequence[Folder]) -> dict[str, FolderState]:
        """STATUS of many folders in one round trip, by name; those that are missing are asked for one by one."""
        found: dict[str, FolderState] = {}
        with contextlib.suppress(MisreadError), self._fetching():
            answers = self._client.status_all([folder.wire for folder in folders], _STATE)
            for folder in folders:
                if folder.wire in answers:
                    with contextlib.suppress(LookupError, ValueError, TypeError):
                        found[folder.name] = folder_state(answers[folder.wire], b"MESSAGES")
        return found

    def examine(self, folder: Folder) -> FolderState:
        """EXAMINE (section 6.3.3): SELECT without the right to change anything."""
        with self._answering(f"EXAMINE of {plain(folder.name)}"):
            state = folder_state(self._client.select_folder(folder.wire, readonly=True), b"EXISTS")
        self._uidvalidity = state.uidvalidity
        return state

    def search(self, first: int, last: int | None, since: date | None) -> list[int]:
        """UID SEARCH (section 6.4.4) by UID and day alone: no text of a mail is ever part of a command."""
        criteria: list[Any] = ["UID", f"{first}:{last or '*'}"]
        if since:
            criteria += ["SINCE", day_before(since)]
        with self._answering("SEARCH"):
            return list(self._client.search(criteria))

    def survey(self, uids: Sequence[int]) -> dict[int, Letter]:
        """UID FETCH of RFC822.SIZE and INTERNALDATE (section 6.4.5), on Gmail of the thread's number too."""
        with self._fetching():
            answer = self._client.fetch(list(uids), self._survey_items)
        return {uid: letter(uid, items) for uid, items in answer.items()}

    def bodies(self, uids: Sequence[int]) -> dict[int, bytes]:
        """UID FETCH of BODY.PEEK[], the whole message, without setting \\Seen (section 6.4.5)."""
        return self._octets(uids, "BODY.PEEK[]", b"BODY[]")

    def outlines(self, uids: Sequence[int]) -> dict[int, Outline | None]:
        """UID FETCH of BODYSTRUCTURE (section 7.5.2): for each message that is better fetched in parts, which."""
        with self._fetching():
            answer = self._client.fetch(list(uids), ["BODYSTRUCTURE"])
        return {uid: outline(found.get(b"BODYSTRUCTURE")) for uid, found in answer.items()}

    def together(self, letters: Sequence[Letter]) -> dict[int, bytes]:
        """Fetch messages whole or in parts, all in one round trip; what could not be had that way is missing."""
        in_parts = {letter.uid: letter.outline for letter in letters if letter.outline}
        whole = [letter.uid for letter in letters if not letter.outline]
        wishes = [Wish([uid], items(outline)) for uid, outline in in_parts.items()]
        before, began = self._connection.received, time.monotonic()
        with self._fetching():
            answers = self._client.fetch_all([*([Wish(whole, ["BODY.PEEK[]"])] if whole else []), *wishes])
        if is_slow(self._connection.received - before, time.monotonic() - began):
            self._squeeze()
        octets = {
            uid: assembled(in_parts[uid], found) if uid in in_parts else found.get(b"BODY[]")
            for uid, found in answers.items()
        }
        return {uid: message for uid, message in octets.items() if isinstance(message, bytes) and message}

    def excerpt(self, uid: int) -> dict[int, bytes]:
        """The start of a large message; its header too where that alone is larger."""
        start = self._octets([uid], _EXCERPT_ITEM, b"BODY[]<0>")
        octets = start.get(uid)
        if octets is None or b"\r\n\r\n" in octets:
            return start
        return self.headers([uid]) or start

    def headers(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The headers alone (section 6.4.5)."""
        return self._octets(uids, "BODY.PEEK[HEADER]", b"BODY[HEADER]")

    def idle(self) -> Idle:
        """IDLE (RFC 2177) in the folder that EXAMINE opened; only a connection with a `WatchGuard` lets it out.

        Raises MisreadError when the server cannot.
        """
        with self._fetching():
            if not self._client.has_capability("IDLE"):
                raise MisreadError("it has no IDLE", refused=True)
            return Idle(self._connection)

    def append_draft(self, folder: Listed, octets: bytes) -> None:
        """APPEND with \\Draft (section 6.3.12); only a connection with a `DraftGuard` lets it out."""
        with self._fetching():
            self._client.append(folder.wire, octets, flags=(b"\\Draft",))

    def unavailable(self, happened: str) -> MailboxUnavailable:
        """The error for a server that answers, but not as it should."""
        return unavailable(self._account, happened)

    def _squeeze(self) -> None:
        """Squeeze from now on, where the server can; between programs of one machine it only takes time."""
        with contextlib.suppress(MisreadError), self._fetching():
            if (
                not self._is_squeezed
                and self._client.has_capability("COMPRESS=DEFLATE")
                and not self._connection.is_local
            ):
                self._is_squeezed = True
                self._connection.squeeze()

    def _octets(self, uids: Sequence[int], item: str, key: bytes) -> dict[int, bytes]:
        """Only UIDs that were asked for, and only with octets: unsolicited answers carry flags or another number."""
        with self._fetching():
            answer = self._client.fetch(list(uids), [item])
        return {uid: items[key] for uid, items in answer.items() if isinstance(items.get(key), bytes)}

    def _fetching(self) -> contextlib.AbstractContextManager[None]:
        return usable(self._account)

    @contextlib.contextmanager
    def _answering(self, command: str) -> Iterator[None]:
        """Without an answer to this command there is nothing to read."""
        try:
            with self._fetching():
                yield
        except MisreadError as error:
            if _NOT_CONNECTED in error.reason:
                raise LoginRefused(
                    f"{self._account.host} knows {self._account.user} but gives no access to the mailbox: "
                    "the token may be for another user or scope, or IMAP is switched off for this mailbox."
                ) from error
            raise self.unavailable(f"has no usable answer to {command} ({error.reason})") from error
