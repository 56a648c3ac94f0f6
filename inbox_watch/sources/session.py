"""One session with an IMAP server (RFC 9051): connected, logged in, and asked for one thing after the other, or ahead.

imapclient's words end here: beyond are records, `MisreadError` and our own errors.
"""

from __future__ import annotations

import contextlib
import imaplib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import LoginRefused, MailboxUnavailable
from inbox_watch.sources.answers import folder_state, letter, listed, survey_items, window
from inbox_watch.sources.budget import EXCERPT
from inbox_watch.sources.client import Client, usable
from inbox_watch.sources.clock import day_before
from inbox_watch.sources.connection import Connection
from inbox_watch.sources.folders import Folder, Listed
from inbox_watch.sources.idling import Idle
from inbox_watch.sources.login import log_in
from inbox_watch.sources.outline import Outline, assembled, items, outline
from inbox_watch.sources.pipeline import Answers, Wish
from inbox_watch.sources.secrets import Secret
from inbox_watch.sources.server import FolderState, Letter, MisreadError, Opening
from inbox_watch.sources.squeezing import is_slow
from inbox_watch.sources.trouble import BrokenSessionError, unavailable
from inbox_watch.sources.wording import plain

_STATE = ("UIDNEXT", "UIDVALIDITY", "MESSAGES")
# About so many messages is asked before it is known which there are.
_SURVEYED_AHEAD = 500
_EXCERPT_ITEM = f"BODY.PEEK[]<0.{EXCERPT}>"
# Outlook accepts a token and then says this, when the token is for another mailbox or IMAP is switched off.
_NOT_CONNECTED = "authenticated but not connected"


class Session:
    """A session (`server.Server`): every answer is a value, every failure an error of ours.

    What will surely be asked next is asked at once, until that breaks a session: not every server bears it.
    """

    def __init__(self, account: ImapAccount, connected: Callable[[], Connection], secret: Secret) -> None:
        """Connect and log in."""
        self._account = account
        self._connected = connected
        self._secret = secret
        self._uidvalidity = 0
        self._looks_ahead = True
        self._found: tuple[list[str | date], list[int]] | None = None
        self._letters: dict[int, Letter] = {}
        self._begin()

    def _begin(self) -> None:
        """Some providers open no folder for a client that does not say its name (ID, RFC 2971)."""
        self._connection = self._connected()
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(self.close)
            self._client = Client(self._connection)
            with self._answering("the login"):
                log_in(self._client, self._account, self._secret)
                self.window = window(self._client.capabilities())
                self._survey_items = survey_items(self._client.capabilities())
                # Between programs of one machine it only takes time.
                self._may_squeeze = b"COMPRESS=DEFLATE" in self._client.capabilities() and not self._connection.is_local
            with contextlib.suppress(MisreadError), self._fetching():
                if self._client.has_capability("ID"):
                    self._client.introduce("inbox_watch", at_once=self._looks_ahead)
            on_failure.pop_all()

    def reopen(self, folder: Folder) -> None:
        """Begin a new session in the folder, after the last one broke; its UIDs have to be the same.

        It is asked for one thing after the other: not every server bears more.
        """
        self.close()
        self._looks_ahead = False
        before = self._uidvalidity
        self._begin()
        if self.examine(folder).uidvalidity != before:
            raise self.unavailable(f"numbered {plain(folder.name)} anew in the middle")

    @contextlib.contextmanager
    def _alone_after_a_break(self) -> Iterator[None]:
        """Where a session breaks that was told several things at once, begin one that is not: some need that."""
        try:
            yield
        except BrokenSessionError:
            if not self._looks_ahead:
                raise
            self.close()
            self._looks_ahead = False
            self._begin()

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
        with self._alone_after_a_break(), self._answering("LIST"):
            return tuple(listed(*line) for line in self._client.list_folders())
        return self.list_folders()

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
        if not self._looks_ahead:
            return found
        with self._alone_after_a_break(), contextlib.suppress(MisreadError), self._fetching():
            answers = self._client.status_all([folder.wire for folder in folders], _STATE)
            for folder in folders:
                if folder.wire in answers:
                    with contextlib.suppress(LookupError, ValueError, TypeError):
                        found[folder.name] = folder_state(answers[folder.wire], b"MESSAGES")
        return found

    def examine(self, folder: Folder, opening: Opening | None = None) -> FolderState:
        """EXAMINE (section 6.3.3): SELECT without the right to change anything."""
        self._found, self._letters = None, {}
        if opening and self._looks_ahead:
            with self._alone_after_a_break():
                return self._examine_ahead(folder, opening)
        with self._answering(f"EXAMINE of {plain(folder.name)}"):
            state = folder_state(self._client.select_folder(folder.wire, readonly=True), b"EXISTS")
        self._uidvalidity = state.uidvalidity
        return state

    def _examine_ahead(self, folder: Folder, opening: Opening) -> FolderState:
        """With SEARCH and, about few messages, with the survey, whose answers are kept for when they are asked for."""
        few = opening.last - opening.first < _SURVEYED_AHEAD
        uids = tuple(range(opening.first, opening.last + 1)) if few else ()
        wishes = [Wish(uids, tuple(self._survey_items))] if uids else []
        criteria = _criteria(opening.first, None, opening.since)
        with self._answering(f"EXAMINE of {plain(folder.name)}"):
            told, found = self._client.examine(folder.wire, criteria, wishes)
            state = folder_state(told, b"EXISTS")
        self._uidvalidity = state.uidvalidity
        if found is not None:
            self._found = criteria, found
            self._letters = {uid: letter(uid, items) for uid, items in self._take(wishes, ()).items()}
        return state

    def search(self, first: int, last: int | None, since: date | None) -> list[int]:
        """UID SEARCH (section 6.4.4)."""
        criteria = _criteria(first, last, since)
        if self._found and self._found[0] == criteria:
            return self._found[1]
        with self._answering("SEARCH"):
            return list(self._client.search(criteria))

    def survey(self, uids: Sequence[int]) -> dict[int, Letter]:
        """UID FETCH of RFC822.SIZE and INTERNALDATE (section 6.4.5), on Gmail of the thread's number too."""
        if self._letters.keys() >= set(uids):
            return {uid: self._letters[uid] for uid in uids}
        with self._fetching():
            answer = self._client.fetch(list(uids), self._survey_items)
        return {uid: letter(uid, items) for uid, items in answer.items()}

    def bodies(self, uids: Sequence[int]) -> dict[int, bytes]:
        """UID FETCH of BODY.PEEK[], the whole message, without setting \\Seen (section 6.4.5)."""
        return self._octets(uids, "BODY.PEEK[]", b"BODY[]")

    def outlines(self, uids: Sequence[int], beside: Sequence[Letter] = ()) -> dict[int, Outline | None]:
        """UID FETCH of BODYSTRUCTURE (section 7.5.2): for each message that is better fetched in parts, which."""
        answers = self._take([Wish(tuple(uids), ("BODYSTRUCTURE",))], beside)
        if not answers:
            raise MisreadError("it gives out no structure", refused=True)
        return {uid: outline(found.get(b"BODYSTRUCTURE")) for uid, found in answers.items()}

    def together(self, letters: Sequence[Letter], then: Sequence[Letter] = ()) -> dict[int, bytes]:
        """Fetch messages whole or in parts, all in one round trip; what could not be had that way is missing."""
        in_parts = {letter.uid: letter.outline for letter in letters if letter.outline}
        answers = self._take(_wishes(letters), then, {letter.uid: letter.fetched for letter in letters})
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

    def _take(self, wishes: Sequence[Wish], then: Sequence[Letter], sizes: Mapping[int, int] | None = None) -> Answers:
        """Fetch; what comes `then` is asked for ahead, unless that broke a session, or could yet come squeezed."""
        ahead = [] if self._may_squeeze else _wishes(then)
        portions = [(wishes, ahead)] if self._looks_ahead else [([wish], []) for wish in wishes]
        before, began = self._connection.received, time.monotonic()
        answers: Answers = {}
        with usable(self._account):
            for some, later in portions:
                answers |= self._client.fetching.take(some, later, sizes)
        slow = is_slow(self._connection.received - before, time.monotonic() - began)
        if self._may_squeeze and slow is not None:
            self._may_squeeze = False
            if slow:
                self._squeeze()
        return answers

    def _squeeze(self) -> None:
        """Squeeze from now on, unless the server refuses."""
        with contextlib.suppress(MisreadError), self._fetching():
            self._connection.squeeze()

    def _octets(self, uids: Sequence[int], item: str, key: bytes) -> dict[int, bytes]:
        """Only UIDs that were asked for, and only with octets: unsolicited answers carry flags or another number."""
        with self._fetching():
            answer = self._client.fetch(list(uids), [item])
        return {uid: items[key] for uid, items in answer.items() if isinstance(items.get(key), bytes)}

    @contextlib.contextmanager
    def _fetching(self) -> Iterator[None]:
        """For one command that is not to be mixed with what was asked for ahead."""
        with usable(self._account):
            self._client.fetching.settle()
            yield

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


def _criteria(first: int, last: int | None, since: date | None) -> list[str | date]:
    """By UID and day alone: no text of a mail is ever part of a command."""
    return ["UID", f"{first}:{last or '*'}", *(("SINCE", day_before(since)) if since else ())]


def _wishes(letters: Sequence[Letter]) -> list[Wish]:
    """The commands that fetch these messages: one for those that come whole, and one for each that comes in parts."""
    whole = tuple(letter.uid for letter in letters if not letter.outline)
    in_parts = [Wish((letter.uid,), tuple(items(letter.outline))) for letter in letters if letter.outline]
    return [*([Wish(whole, ("BODY.PEEK[]",))] if whole else []), *in_parts]
