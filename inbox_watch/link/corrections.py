"""What the user says a message is wins over every judge, at once and for every day of the past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from inbox_watch.records import Detail, Finding, Statement, StatementKind, Verdict, in_force

JUDGED_BY_USER = "user"


def corrected(findings: Iterable[Finding], statements: Sequence[Statement]) -> Iterator[Finding]:
    """Yield the findings, those the user has labelled with the last label given."""
    said = last_labels(statements)
    for finding in findings:
        detail = said.get(finding.sha256)
        yield replace(finding, verdict=_verdict(detail, finding.verdict)) if detail else finding


def last_labels(statements: Sequence[Statement]) -> dict[str, Detail]:
    """The label the user gave to each message (by sha256); of several the last."""
    return {
        statement.about: Detail(statement.values["detail"])
        for statement in in_force(statements)
        if statement.kind is StatementKind.RELABEL
    }


def _verdict(detail: Detail, before: Verdict) -> Verdict:
    return replace(
        before,
        label=detail.label,
        detail=detail,
        probability=1.0,
        unsure=False,
        judged_by=JUDGED_BY_USER,
        scores=((detail.label, 1.0),),
        instead_of=None if before.unsure else before.detail,
    )
