"""The mail that `review` would ask about, as a list for a person or for another program; nothing is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from typing import Any

from inbox_watch.clean import clean_line
from inbox_watch.cli.review_doubts import Doubt, Reason, guesses
from inbox_watch.followup.cautions import cautions
from inbox_watch.records import Finding
from inbox_watch.report.as_json import warnings_json
from inbox_watch.report.words import Calendar
from inbox_watch.survey import Survey

_ID = 12


def listed(doubts: Iterable[Doubt], seen: Survey, calendar: Calendar) -> Iterator[str]:
    """Yield two lines for each: its name for `label` and `link`, its day and subject; what is asked about it. One more
    for each thing to be careful about."""
    for doubt in doubts:
        finding = doubt.finding
        day = calendar.moment(finding.internaldate)
        yield f'{finding.sha256[:_ID]}  {day}  "{clean_line(finding.subject)}"'
        yield f"  {clean_line(finding.from_.address) or 'nobody'}: {_asked(doubt)}"
        for caution in cautions(finding, seen.standing_of(finding)):
            yield f"  Careful: {clean_line(caution.text)}."


def document(doubts: Sequence[Doubt], seen: Survey) -> dict[str, Any]:
    """Return them as JSON values."""
    homes = {link.sha256: link.application_id for link in seen.ledger.links}
    return {
        "waiting": [
            _entry(doubt, homes.get(doubt.finding.sha256))
            | warnings_json(doubt.finding, seen.standing_of(doubt.finding))
            for doubt in doubts
        ]
    }


def _asked(doubt: Doubt) -> str:
    if doubt.reason is Reason.AMBIGUOUS:
        return f"fits {', '.join(doubt.candidates)}"
    likely = ", ".join(f"{guess.detail.value} {guess.share:.0%}" for guess in guesses(doubt.finding))
    return f"{likely}; nobody vouches for it" if doubt.reason is Reason.UNVERIFIED else f"perhaps {likely}"


def _entry(doubt: Doubt, home: str | None) -> dict[str, Any]:
    finding = doubt.finding
    return {
        "reason": doubt.reason.value,
        "sha256": finding.sha256,
        "message_id": _message_id(finding),
        "received_at": finding.internaldate.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "from": clean_line(finding.from_.address),
        "subject": clean_line(finding.subject),
        "guesses": [
            {"label": each.detail.label.value, "detail": each.detail.value, "probability": each.share}
            for each in guesses(finding)
        ],
        "clues": [clean_line(clue) for clue in finding.verdict.clues],
        "application": home,
        "candidates": list(doubt.candidates),
    }


def _message_id(finding: Finding) -> str:
    return f"<{clean_line(finding.message_id)}>" if finding.message_id else ""
