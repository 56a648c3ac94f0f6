"""imapclient without its traps, and its nine kinds of exception as ours. The only file that knows it."""

from __future__ import annotations

import contextlib
import imaplib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.datetime_util import format_criteria_date
from imapclient.exceptions import ProtocolError
from imapclient.response_parser import parse_fetch_response, parse_message_list, parse_response

from inbox_watch.accounts import ImapAccount
from inbox_watch.sources import pipeline
from inbox_watch.sources.connection import CONNECT_SECONDS, READ_SECONDS, Connection
from inbox_watch.sources.pipeline import Fetching, Wish
from inbox_watch.sources.server import MisreadError
from inbox_watch.sources.trouble import explained
from inbox_watch.sources.wording import plain

# What imapclient raises on answers that are no IMAP, beside its own errors.
_NO_IMAP = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError, AssertionError)

# What may stand between quotes as it is (RFC 9051 section 9, quoted).
_QUOTABLE = re.compile(r'[^"\\\x00-\x1f\x7f-\U0010ffff]+')


class Client(IMAPClient):  # type: ignore[misc]  # imapclient ships no types
    """imapclient on a connection of ours, without its traps."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        super().__init__(
            connection.host, connection.port, ssl=False, timeout=SocketTimeout(CONNECT_SECONDS, READ_SECONDS)
        )
        # imapclient switches imaplib's debugging on: six times the time, and every mail in the log.
        self._imap.debug = 0
        self.normalise_times = False
        # Names are decoded one by one, since one that is not UTF-7 would fail the whole list.
        self.folder_encode = False
        self.fetching = Fetching(connection, self._parsed, (ProtocolError, *_NO_IMAP))

    def _create_IMAP4(self) -> Connection:  # noqa: N802  # imapclient's name
        return self._connection

    def _proc_folder_list(self, folder_data: list[Any]) -> list[Any]:
        """Parse LIST line by line: a line that is no IMAP costs one folder and not all of them."""
        folders: list[Any] = []
        for line in folder_data:
            with contextlib.suppress(ProtocolError, *_NO_IMAP):
                folders += super()._proc_folder_list([line])
        return [(flags, delimiter, name) for flags, delimiter, name in folders if isinstance(name, bytes | str)]

    def introduce(self, name: str, *, at_once: bool) -> None:
        """Send ID (RFC 2971); `at_once`, what the server says of itself is read with the answer to the next command."""
        if at_once:
            self._connection._command("ID", f'("name" "{name}")')
        else:
            self.id_({"name": name})

    def examine(
        self, name: str, criteria: Sequence[str | date], wishes: Sequence[Wish]
    ) -> tuple[Mapping[bytes, Any], list[int] | None]:
        """EXAMINE and UID SEARCH at once, and FETCH behind them; None where the search has no clear answer."""
        words = [each if isinstance(each, str) else format_criteria_date(each).decode("ascii") for each in criteria]
        examined = self.fetching.examine(self._normalise_folder(name), words, wishes)
        self._checkok("select", examined.kind, examined.said)
        state: Mapping[bytes, Any] = self._process_select_response(examined.told)
        with contextlib.suppress(ProtocolError, *_NO_IMAP):
            return state, list(parse_message_list(examined.found))
        return state, None

    def status_all(self, names: Sequence[str], items: Sequence[str]) -> dict[str, Mapping[bytes, Any]]:
        """Ask for the status of many folders at once; of those that were not answered clearly nothing comes."""
        wires = {f'"{name}"': name for name in names if _QUOTABLE.fullmatch(name)}
        found: dict[str, Mapping[bytes, Any]] = {}
        for wire, lines in pipeline.status(self._connection, list(wires), items).items():
            with contextlib.suppress(ProtocolError, *_NO_IMAP):
                stated = parse_response(lines)[-1]
                found[wires[wire]] = dict(zip(stated[::2], stated[1::2], strict=True))
        return found

    def _parsed(self, records: list[Any]) -> Mapping[int, Mapping[bytes, Any]]:
        found: Mapping[int, Mapping[bytes, Any]] = parse_fetch_response(records, self.normalise_times)
        return found


@contextlib.contextmanager
def usable(account: ImapAccount) -> Iterator[None]:
    """Let an answer that cannot be used be a MisreadError, as long as the session goes on."""
    with explained(account):
        try:
            yield
        except imaplib.IMAP4.abort:
            raise
        except ProtocolError as error:
            raise MisreadError(f"the server's answer is not IMAP ({plain(str(error))})", refused=False) from error
        except imaplib.IMAP4.error as error:
            raise MisreadError(plain(str(error)), refused=True) from error
        except _NO_IMAP as error:
            raise MisreadError(f"the server's answer is not IMAP ({type(error).__name__})", refused=False) from error
