"""The round through the folders of an IMAP account, once the session stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import FolderMissing
from inbox_watch.records import Batch, Cursor
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.folders import Listed, choose, reading_order
from inbox_watch.sources.reading import Asked, read_folder
from inbox_watch.sources.request import Request
from inbox_watch.sources.server import Server
from inbox_watch.sources.wording import plain

_SHOWN_FOLDERS = 30


def read_all(
    server: Server,
    account: ImapAccount,
    cursors: Mapping[str, Cursor],
    request: Request,
    budget: Budget,
    batches: list[Batch],
) -> bool:
    """Read all folders, Sent first, into `batches`, which keeps what was read; return whether there is more.

    A configured folder that is missing is an error only after the others were read.
    """
    listed = server.list_folders()
    chosen, missing = choose(listed, account.folders)
    folders = sorted(chosen, key=lambda folder: reading_order(folder.role))
    asked_at = request.now()
    states = server.statuses(folders)
    for folder in folders:
        left = budget.after(batches)
        if left.spent:
            return True
        asked = Asked(states[folder.name], asked_at) if folder.name in states else None
        batches.extend(read_folder(server, request, folder, cursors.get(folder.name), left, asked))
        if batches[-1].read_until is None:
            return True
    if missing:
        raise _missing(account, missing, listed)
    return False


def _missing(account: ImapAccount, missing: Sequence[str], listed: Sequence[Listed]) -> FolderMissing:
    there = sorted(plain(folder.name, 60) for folder in listed)
    shown = ", ".join(there[:_SHOWN_FOLDERS]) + (", …" if len(there) > _SHOWN_FOLDERS else "")
    return FolderMissing(
        f"{account.host} has no folder {', '.join(missing)} for account {account.name}: "
        f"correct `folders` in the configuration; there are {shown or 'none'}."
    )
