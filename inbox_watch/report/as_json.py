"""Report to JSON: the shape of the contract, which other programs rely on (schema 1, see report.schema.json)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any

from inbox_watch.clean import clean_line
from inbox_watch.followup.cautions import cautions
from inbox_watch.records import (
    Event,
    Finding,
    FolderHeard,
    FolderRole,
    FollowUp,
    MessageUid,
    Report,
    Standing,
    Unlinked,
    Unreadable,
)
from inbox_watch.report.counts import counts
from inbox_watch.report.listening import blind_days
from inbox_watch.report.order import in_order

SCHEMA = 1
_MESSAGE_ID = 998  # RFC 5322 section 2.1.1: the longest line

Json = dict[str, Any]


def to_json(report: Report) -> str:
    """Return the report as one JSON object and a line end."""
    return json.dumps(_report(report), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def schema_text() -> str:
    """Return the JSON Schema of `to_json`."""
    return (resources.files("inbox_watch.report") / "report.schema.json").read_text("utf-8")


def application_json(standing: Standing) -> Json:
    """Return one application as it stands in the report."""
    return _standing(standing)


def _report(report: Report) -> Json:
    return {
        "schema": SCHEMA,
        "as_of": report.as_of.isoformat(),
        "timezone": report.timezone,
        "listened": _listened(report),
        "counts": counts(report),
        "applications": [_standing(standing) for standing in in_order(report.standings)],
        "unlinked": [_unlinked(mail) for mail in report.unlinked],
        "unsure": [_unsure(finding) for finding in report.unsure],
        "unreadable": [_unreadable(mail) for mail in report.unreadable],
    }


def _listened(report: Report) -> dict[str, dict[str, Json]]:
    listened: dict[str, dict[str, Json]] = {}
    for folder in sorted(report.heard, key=_until, reverse=True):  # of two names that clean alike the worse heard stays
        listened.setdefault(clean_line(folder.account), {})[clean_line(folder.folder)] = _heard(folder, report)
    return listened


def _until(folder: FolderHeard) -> datetime:
    return folder.until or datetime.min.replace(tzinfo=UTC)


def _heard(folder: FolderHeard, report: Report) -> Json:
    return {
        "until": _instant(folder.until) if folder.until else None,
        "blind": [[start.isoformat(), end.isoformat()] for start, end in blind_days(folder, report)],
    }


def _standing(standing: Standing) -> Json:
    application = standing.application
    return {
        "id": clean_line(application.id),
        "employer": clean_line(application.employer),
        "role": clean_line(application.role),
        "applied_on": application.applied_on.isoformat(),
        "via": application.via.value,
        "counterpart": {
            "kind": application.kind.value,
            "guessed": application.kind_guessed,
            "contacts": _lines(contact.address for contact in application.contacts),
        },
        "state": standing.state.value,
        "silent": standing.silent,
        "acknowledged_on": _day(standing.acknowledged_on),
        "silent_days": standing.silent_days,
        "step": standing.step.value,
        "clock_start": standing.clock_start.isoformat(),
        "follow_up": _follow_up(standing.follow_up),
        "events": [_event(event, standing) for event in standing.events],
    }


def _follow_up(follow_up: FollowUp) -> Json:
    return {
        "due_on": _day(follow_up.due_on),
        "advised": follow_up.advised,
        "channel": follow_up.channel.value,
        "target": clean_line(follow_up.target),
        "used_on": _day(follow_up.used_on),
        "snoozed_until": _day(follow_up.snoozed_until),
        "reasons": _lines(follow_up.reasons),
        "warnings": _lines(follow_up.warnings),
        "suggestions": _lines(follow_up.suggestions),
    }


def _event(event: Event, standing: Standing) -> Json:
    finding = event.finding
    return {
        "uid": _uid(finding.uids[0]),
        "message_id": _message_id(finding),
        "received_at": _instant(finding.internaldate),
        "label": finding.verdict.label.value,
        "detail": finding.detail.value,
        "probability": finding.verdict.probability,
        "unsure": finding.verdict.unsure,
        "late_days": event.late_days,
        "link": {
            "reason": event.link.reason.value,
            "score": event.link.score,
            "verified": event.link.verified,
        },
        **warnings_json(finding, standing),
    }


def warnings_json(finding: Finding, standing: Standing | None = None) -> Json:
    """Return where a mail comes from, None for one of the user's own, and what to be careful about."""
    is_own = finding.role is FolderRole.SENT
    return {
        "origin": None if is_own else finding.origin.value,
        "signs": [
            {"kind": each.kind, "severity": each.severity, "text": each.text} for each in cautions(finding, standing)
        ],
    }


def _unlinked(mail: Unlinked) -> Json:
    return _unsure(mail.finding) | {"candidates": _lines(mail.candidates)}


def _unsure(finding: Finding) -> dict[str, object]:
    return {
        "uid": _uid(finding.uids[0]),
        "message_id": _message_id(finding),
        "label": finding.verdict.label.value,
        "from": clean_line(finding.from_.address),
        "subject": clean_line(finding.subject),
        **warnings_json(finding),
    }


def _unreadable(mail: Unreadable) -> Json:
    return {"uid": _uid(mail.uid), "reason": clean_line(mail.reason)}


def _uid(uid: MessageUid) -> list[str | int]:
    return [clean_line(uid.account), clean_line(uid.folder), uid.uidvalidity, uid.uid]


def _message_id(finding: Finding) -> str:
    return f"<{clean_line(finding.message_id, _MESSAGE_ID)}>" if finding.message_id else ""


def _lines(texts: Iterable[str]) -> list[str]:
    return [clean_line(text) for text in texts]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
