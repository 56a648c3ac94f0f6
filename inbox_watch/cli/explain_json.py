"""What `explain` knows, as JSON values: an application as the report has it, or a message with its clues and home."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date
from typing import Any

from inbox_watch.clean import clean_line
from inbox_watch.records import Finding, MessageUid, Standing, Unreadable
from inbox_watch.report.as_json import application_json, warnings_json
from inbox_watch.survey import Survey


def application_document(standing: Standing, as_of: date, lines: Iterable[str]) -> dict[str, Any]:
    """Return an application as it stands in the report, and the sentences of `explain` about it."""
    return {
        "as_of": as_of.isoformat(),
        "application": application_json(standing),
        "why": [each.strip() for each in lines],
    }


def message_document(message: Finding | Unreadable, seen: Survey, lines: Iterable[str]) -> dict[str, Any]:
    """Return a message, what ties it to an application, and the sentences of `explain` about it."""
    why = [each.strip() for each in lines]
    if isinstance(message, Unreadable):
        return {"message": None, "unreadable": clean_line(message.reason), "uids": [_uid(message.uid)], "why": why}
    return {"message": _message(message, seen), "link": _link(message, seen), "why": why}


def _message(finding: Finding, seen: Survey) -> dict[str, Any]:
    verdict, warnings = finding.verdict, warnings_json(finding, seen.standing_of(finding))
    return {
        "uids": [_uid(uid) for uid in finding.uids],
        "sha256": finding.sha256,
        "message_id": f"<{clean_line(finding.message_id)}>" if finding.message_id else "",
        "from": clean_line(finding.from_.address),
        "subject": clean_line(finding.subject),
        "received_at": finding.internaldate.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "sent_kind": finding.facts.sent_kind.value if finding.facts.sent_kind else None,
        "label": verdict.label.value,
        "detail": verdict.detail.value,
        "probability": verdict.probability,
        "unsure": verdict.unsure,
        "scores": {label.value: score for label, score in verdict.scores},
        "clues": [clean_line(clue) for clue in verdict.clues],
        "judged_by": verdict.judged_by,
        "automatic": finding.automatic,
        "cautions": [sign["text"] for sign in warnings["signs"]],
        **warnings,
    }


def _link(finding: Finding, seen: Survey) -> dict[str, Any] | None:
    link = next((each for each in seen.ledger.links if each.sha256 == finding.sha256), None)
    if link is None:
        return None
    return {
        "application": link.application_id,
        "candidates": list(link.candidates),
        "reason": link.reason.value,
        "score": link.score,
        "verified": link.verified,
    }


def _uid(uid: MessageUid) -> list[str | int]:
    return [clean_line(uid.account), clean_line(uid.folder), uid.uidvalidity, uid.uid]
