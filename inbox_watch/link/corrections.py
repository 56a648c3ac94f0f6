"""What the user says a message is wins over every judge, at once and for every day of the past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from inbox_watch.link.copies import copies_of
from inbox_watch.records import Detail, Finding, Statement, StatementKind, Verdict, in_force

JUDGED_BY_USER = "user"


def corrected(findings: Iterable[Finding], statements: Sequence[Statement]) -> Iterator[Finding]:
    """Yield the findings, those the user has labelled with the last label given to any copy of the mail."""
    said = last_labels(statements)
    mail = tuple(findings)
    of_copies = _labels_of_copies(mail, said) if said else {}
    for finding in mail:
        detail = of_copies.get(finding.sha256)
        yield replace(finding, verdict=_verdict(detail, finding.verdict)) if detail else finding


def _labels_of_copies(findings: Sequence[Finding], said: dict[str, Detail]) -> dict[str, Detail]:
    """The label of each mail of which one copy was labelled; of several the last said."""
    labels: dict[str, Detail] = {}
    for same in copies_of(findings):
        here = {finding.sha256 for finding in same}
        last = next((said[sha256] for sha256 in reversed(said) if sha256 in here), None) if here & said.keys() else None
        if last:
            labels.update(dict.fromkeys(here, last))
    return labels


def last_labels(statements: Sequence[Statement]) -> dict[str, Detail]:
    """The label the user gave to each message (by sha256); of several the last. Who was labelled last comes last."""
    labels: dict[str, Detail] = {}
    for statement in in_force(statements):
        if statement.kind is StatementKind.RELABEL:
            labels.pop(statement.about, None)
            labels[statement.about] = Detail(statement.values["detail"])
    return labels


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
