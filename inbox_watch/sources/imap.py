"""Mail from an IMAP server (RFC 9051), read and never changed."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import InboxWatchError
from inbox_watch.records import Batch, Cursor, Sitting
from inbox_watch.sources.budget import Budget, has_mail
from inbox_watch.sources.connection import connect
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.encryption import tls_for
from inbox_watch.sources.request import Known, Request, nothing_known
from inbox_watch.sources.secrets import Secret, secret_of
from inbox_watch.sources.session import Session
from inbox_watch.sources.visit import read_all
from inbox_watch.sources.wire import WireGuard


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
