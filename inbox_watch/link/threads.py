"""What the judge could not know: that a mail answers the user's own letter about an application."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from inbox_watch.records import Finding, FolderRole, SentKind

_ABOUT_AN_APPLICATION = frozenset({SentKind.APPLICATION, SentKind.FOLLOW_UP, SentKind.ANSWER, SentKind.THANK_YOU})


def heard_in_threads(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings, sure where an unsure judge would be, had he known of the letter that the mail answers."""
    mail = tuple(findings)
    letters = {each.message_id for each in mail if _is_letter(each)} - {""}
    for finding in mail:
        answers = finding.verdict.sure_in_thread and not letters.isdisjoint((*finding.in_reply_to, *finding.references))
        yield replace(finding, verdict=replace(finding.verdict, unsure=False)) if answers else finding


def _is_letter(finding: Finding) -> bool:
    return finding.role is FolderRole.SENT and finding.facts.sent_kind in _ABOUT_AN_APPLICATION
