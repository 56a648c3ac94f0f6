"""Mail that is kept under another sha256 than it has now.

Until large files were left out of a message's octets, its sha256 was made of them as well. Such a message, met again in
another folder, is the one that is kept when both say the same in everything that is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from inbox_watch.mail.bulk import FILE_LIMIT
from inbox_watch.records import Finding, FolderRole
from inbox_watch.store.database import chunks
from inbox_watch.store.evidence import findings_of
from inbox_watch.store.schema import findings
from inbox_watch.store.store import Store

# Base64 makes four octets of three, and line breaks.
_SMALLEST = FILE_LIMIT * 3 // 4 * 76 // 78
_WHENEVER = datetime(2000, 1, 1, tzinfo=UTC)


def as_known(store: Store, judged: Sequence[Finding]) -> list[Finding]:
    """Return the findings, each under the sha256 under which the same mail is kept, should it be another."""
    suspects = [finding for finding in judged if _may_have_been_cut(finding)]
    with store.database.reading() as connection:
        kept = _kept(connection, suspects)
    return [replace(finding, sha256=_name(finding, kept.get(finding.message_id, ()))) for finding in judged]


def _may_have_been_cut(finding: Finding) -> bool:
    return bool(finding.message_id) and any(file.size >= _SMALLEST for file in finding.attachments)


def _kept(connection: Connection, judged: Sequence[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for chunk in chunks(finding.message_id for finding in judged):
        keys = connection.execute(select(findings.c.sha256).where(findings.c.message_id.in_(chunk))).scalars()
        for finding in findings_of(connection, list(keys)):
            found[finding.message_id].append(finding)
    return found


def _name(finding: Finding, kept: Sequence[Finding]) -> str:
    names = {each.sha256 for each in kept}
    alike = (each.sha256 for each in kept if _said(each) == _said(finding))
    return finding.sha256 if finding.sha256 in names else next(alike, finding.sha256)


def _said(finding: Finding) -> Finding:
    """The finding without where it lies, and when the server says that it came there."""
    return replace(finding, sha256="", uids=(), role=FolderRole.INBOX, internaldate=_WHENEVER, conversation="")
