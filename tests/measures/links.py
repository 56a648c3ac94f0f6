"""Links and employers on labelled receipts and replies of others, with their true labels: the linker without the judge.

`python -m tests.measures.links FOLDER [--shipped]` reads job_mail_dev.jsonl, links_dev.jsonl and links_receipts.jsonl
there; `--shipped` takes the labels of the shipped judge. Every row counts as mail to one person.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inbox_watch.consider import Judge, finding
from inbox_watch.facts.names import employer_id
from inbox_watch.knowledge.senders import vendor_names
from inbox_watch.learn.dataset import octets_of
from inbox_watch.link.replay import link
from inbox_watch.mail.parse import parse
from inbox_watch.records import Detail, Finding, FolderRole, MessageUid, RawMessage, Verdict
from tests.support.findings import TIMEZONE
from tests.support.sample import shipped_judge

_DETAILS = {
    "acknowledgement": Detail.ACKNOWLEDGEMENT,
    "rejection": Detail.REJECTION,
    "assessment": Detail.ASSESSMENT,
    "interview": Detail.INTERVIEW_INVITE,
    "info_request": Detail.INFO_REQUEST,
    "status_update": Detail.STATUS_UPDATE,
    "offer": Detail.OFFER,
}
# What the column of employers names although it is a platform: Oracle and Workday send for others there.
_PLATFORMS_IN_THE_COLUMN = frozenset({"oracle", "myworkday"})
Row = Mapping[str, Any]


def measure(folder: Path, *, shipped: bool) -> str:
    """Count right, asked, missed and wrong links, and employers found in receipts; names what is not right."""
    rows = {row["id"]: row for row in _rows(folder / "job_mail_dev.jsonl")}
    replies, receipts = _rows(folder / "links_dev.jsonl"), _rows(folder / "links_receipts.jsonl")
    wanted = {row["ack_id"]: "acknowledgement" for row in receipts}
    wanted |= {row["reply_id"]: row["reply_label"] for row in replies}
    judge = shipped_judge()
    found = {id_: _finding(rows[id_], label, judge, shipped=shipped) for id_, label in wanted.items()}
    return "\n".join((*_links(replies, receipts, found), *_employers(receipts, rows, found)))


def _links(replies: Sequence[Row], receipts: Sequence[Row], found: Mapping[str, Finding]) -> Iterable[str]:
    ledger = link(found.values(), (), {}, timezone=TIMEZONE, look_back_days=730)
    links = {each.sha256: each for each in ledger.links}
    homes = {id_: links[mail.sha256].application_id for id_, mail in found.items() if mail.sha256 in links}
    counts, named = Counter[str](), []
    for row in replies:
        its_link = links.get(found[row["reply_id"]].sha256)
        truth = {homes.get(id_) for id_ in row["truth"]}
        outcome = _outcome(its_link.application_id if its_link else None, bool(its_link), truth)
        counts[outcome] += 1
        if outcome not in ("right", "rightly none"):
            named.append(f"  {outcome}: {row['reply_id']} {row['reply_label']} {row['basis']}")
    yield f"links {dict(counts)}; receipts {len(receipts)}, applications {len(ledger.applications)}"
    yield from named


def _outcome(home: str | None, is_linked: bool, truth: set[str | None]) -> str:
    if not truth:
        return "trap" if home else "asked, belongs to none" if is_linked else "rightly none"
    if home:
        return "right" if home in truth else "wrong"
    return "asked" if is_linked else "missed"


def _employers(receipts: Sequence[Row], rows: Mapping[str, Row], found: Mapping[str, Finding]) -> Iterable[str]:
    counts, named = Counter[str](), []
    for row in receipts:
        true, mail = row["company_column"], rows[row["ack_id"]]
        text = " ".join((mail["from"] or "", mail["subject"] or "", mail["body"] or ""))
        names = found[row["ack_id"]].facts.employers
        first = names[0].name if names else ""
        if employer_id(true) in _vendors() or true.lower() not in text.lower():
            counts["excluded"] += 1
            named.append(f"  excluded: {row['ack_id']} {true!r}, found {first!r}")
            continue
        outcome = _named(first, true)
        counts[outcome] += 1
        if outcome != "right":
            named.append(f"  {outcome}: {row['ack_id']} {first!r}, not {true!r}")
    yield f"employers {dict(counts)}"
    yield from named


def _named(first: str, true: str) -> str:
    mine, theirs = employer_id(first), employer_id(true)
    if mine == theirs:
        return "right"
    if mine in _vendors():
        return "platform"
    return "another form" if mine and (mine.startswith(theirs) or theirs.startswith(mine)) else "wrong"


def _vendors() -> frozenset[str]:
    return frozenset(map(employer_id, vendor_names())) | _PLATFORMS_IN_THE_COLUMN


def _finding(row: Row, label: str, judge: Judge, *, shipped: bool) -> Finding:
    when = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
    uid = MessageUid("measured", "INBOX", 1, int(row["id"].rpartition("-")[2]))
    mail = parse(RawMessage(uid, FolderRole.INBOX, when, octets_of(row)))
    heard = finding(mail, judge)
    if shipped:
        return heard
    detail = _DETAILS.get(label, Detail.HUMAN_REPLY)
    return replace(heard, verdict=Verdict(detail.label, detail, 1.0, False, (), "rule:truth"))


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


if __name__ == "__main__":
    print(measure(Path(sys.argv[1]), shipped="--shipped" in sys.argv[2:]))  # noqa: T201  # its whole purpose
