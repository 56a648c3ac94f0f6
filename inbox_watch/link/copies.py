"""Several findings that are one mail: the first copy stands for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from inbox_watch.records import Finding, FolderRole


def copies_of(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings by mail, the copy that stands for all first: the one in Sent, else the oldest.

    Copies share Message-ID, sender, subject, date and what they say: a forger who has seen a mail of theirs must not
    hide it behind another. Of the user's own letters the first two are enough: a mailing list that sends one back has
    changed the subject.
    """
    everything = list(findings)
    own = {_letter(finding) for finding in everything if finding.message_id and finding.role is FolderRole.SENT}
    found: dict[object, list[Finding]] = defaultdict(list)
    for finding in everything:
        letter = _letter(finding)
        mail = letter if letter in own else (*letter, finding.subject, finding.date, finding.detail)
        found[mail if finding.message_id else finding.sha256].append(finding)
    return [sorted(same, key=_rank) for same in found.values()]


def _letter(finding: Finding) -> tuple[str, str]:
    return finding.message_id, finding.from_.address


def _rank(finding: Finding) -> tuple[object, ...]:
    return finding.role is not FolderRole.SENT, finding.internaldate, finding.sha256
