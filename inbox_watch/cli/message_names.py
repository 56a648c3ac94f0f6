"""The one message a user names: by Message-ID, account/folder/uid, or the start of its sha256."""

from __future__ import annotations

import re
from collections.abc import Iterable

from inbox_watch.clean import clean_line
from inbox_watch.errors import UsageError
from inbox_watch.records import Finding, MessageUid, Unreadable
from inbox_watch.survey import Survey

_APPLICATION = re.compile(r"a\d+")
_DIGEST = re.compile(r"[0-9a-f]{6,64}")


def message_named(name: str, seen: Survey) -> Finding | Unreadable:
    """The one message of that name; raises UsageError when there is none, or several."""
    found = [finding for finding in seen.findings.values() if _is_called(finding, name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{clean_line(name)} names {len(found)} messages: {_listed(found)}. Give more of it.")
    unread = [item for item in seen.report.unreadable if _place(item.uid) == name]
    if unread:
        return unread[0]
    if any(standing.application.id == name for standing in seen.report.standings):
        raise UsageError(f"{name} is an application, not a message: `inbox-watch explain {name}` names its messages.")
    raise UsageError(_unknown(name))


def _is_called(finding: Finding, name: str) -> bool:
    bare = name.strip().removeprefix("<").removesuffix(">")
    by_digest = _DIGEST.fullmatch(bare.lower()) and finding.sha256.startswith(bare.lower())
    return bool((bare and bare == finding.message_id) or by_digest or name in map(_place, finding.uids))


def _place(uid: MessageUid) -> str:
    return f"{uid.account}/{uid.folder}/{uid.uid}"


def _listed(found: Iterable[Finding]) -> str:
    return ", ".join(finding.sha256[:12] for finding in found)


def _unknown(name: str) -> str:
    if _APPLICATION.fullmatch(name):
        return f"There is no application {name}: `inbox-watch applications list` shows them all."
    return (
        f"No message or application is called {clean_line(name)}: give an id such as a17 (`inbox-watch applications "
        "list`), a Message-ID, account/folder/uid, or at least 6 characters of its sha256 (`inbox-watch explain a17` "
        "names each mail of a17)."
    )
