"""Accounts and folders by number: people name folders after employers, and accounts after themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from inbox_watch.records import Finding, MessageUid, Report

Places = Mapping[tuple[str, str], tuple[str, str]]


def numbered(report: Report) -> Places:
    """Return `Mailbox 1` and `Folder 1` for the account and folder of every mail of a report."""
    uids = chain(
        (uid for finding in _findings(report) for uid in finding.uids), (item.uid for item in report.unreadable)
    )
    heard = ((folder.account, folder.folder) for folder in report.heard)
    pairs = dict.fromkeys(chain(heard, ((uid.account, uid.folder) for uid in uids)))
    accounts = dict.fromkeys(account for account, _ in pairs)
    names = {account: f"Mailbox {number}" for number, account in enumerate(accounts, start=1)}
    return {pair: (names[pair[0]], f"Folder {number}") for number, pair in enumerate(pairs, start=1)}


def moved(uid: MessageUid, places: Places) -> MessageUid:
    """Return the name of a message with its place by number."""
    return MessageUid(*places[uid.account, uid.folder], uid.uidvalidity, uid.uid)


def _findings(report: Report) -> Iterator[Finding]:
    linked = (event.finding for standing in report.standings for event in standing.events)
    return chain(linked, report.unsure, (item.finding for item in report.unlinked))
