"""One draft to the folder for drafts, over a connection of its own: the only write there is, and only on request."""

from __future__ import annotations

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import FolderMissing, MailboxUnavailable
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.folders import drafts_folder
from inbox_watch.sources.imap import session_of
from inbox_watch.sources.server import MisreadError
from inbox_watch.sources.trouble import NEXT_RUN
from inbox_watch.sources.wire import DraftGuard
from inbox_watch.sources.wording import plain


def save_draft(account: ImapAccount, octets: bytes, deadline: Deadline) -> str:
    """APPEND a message (RFC 5322, lines ending in CR LF) and return the name of the folder it lies in.

    Raises FolderMissing when the server has no folder for drafts, and MailboxUnavailable when it did not take it.
    """
    try:
        with session_of(account, deadline, DraftGuard) as session:
            folder = drafts_folder(session.list_folders())
            if folder is None:
                raise FolderMissing(f"{account.host} has no folder for drafts: make one, or write a file with --eml.")
            session.append_draft(folder, octets)
    except MisreadError as error:
        raise MailboxUnavailable(
            f"{account.host} did not take the draft ({error.reason}): write a file with --eml."
        ) from error
    except MailboxUnavailable as error:
        happened = str(error).removesuffix(NEXT_RUN)
        raise MailboxUnavailable(
            f"The draft may not have been saved: {happened}. Try again later, or write a file with --eml."
        ) from error
    return plain(folder.name)
