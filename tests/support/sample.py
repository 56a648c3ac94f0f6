"""The sample job search as a test sees it: its truth, its mail judged by the truth or by the shipped judge."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from inbox_watch import consider as spine
from inbox_watch.accounts import FilesAccount
from inbox_watch.classify.model import Model, load_model
from inbox_watch.classify.verdict import classify
from inbox_watch.config import Settings
from inbox_watch.consider import Judge, consider
from inbox_watch.facts.gather import Place
from inbox_watch.facts.sent_judge import load_sent_judge
from inbox_watch.facts.tagger import load_tagger
from inbox_watch.records import Detail, Finding, FolderHeard, FolderRole, Message, RawMessage, Unreadable, Verdict
from inbox_watch.shipped import model_path, samples_path, sent_judge_path, tagger_path
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.files import fetch
from inbox_watch.survey import Evidence
from inbox_watch.workdays import Workdays

TRUTH: dict[str, Any] = tomllib.loads((samples_path() / "truth.toml").read_text("utf-8"))
DAYS: list[date] = TRUTH["dates"]
BERLIN = ZoneInfo(TRUTH["timezone"])
OWN = frozenset({TRUTH["address"], TRUTH["older_address"]})
LATER = datetime(2026, 6, 30, tzinfo=UTC)
ACCOUNT = FilesAccount("demo", samples_path() / "Maildir", "maildir")
SETTINGS = Settings(accounts=(ACCOUNT,), data=Path("unused"), addresses=OWN, country=TRUTH["country"], timezone=BERLIN)
BY_ID = {message["message_id"]: message for message in TRUTH["message"]}


def raw_messages() -> Iterator[RawMessage]:
    budget = Budget(messages=10_000, octets=1 << 30)
    sitting = fetch(ACCOUNT, {}, since=None, budget=budget, deadline=Deadline(60), now=lambda: LATER)
    for batch in sitting.batches:
        yield from batch.messages


def true_verdict(message: Message, model: Model | None) -> Verdict:
    truth = BY_ID.get(message.message_id, {})
    if "detail" not in truth:
        return classify(message, model)
    detail = Detail(truth["detail"])
    return Verdict(detail.label, detail, 1.0, False, (), "rule:truth")


def evidence(judge: Judge) -> Evidence:
    answers = [consider(raw, judge, TRUTH["authserv_id"]) for raw in raw_messages()]
    findings = {answer.sha256: answer for answer in answers if isinstance(answer, Finding)}
    unreadable = tuple(answer for answer in answers if isinstance(answer, Unreadable))
    heard = (FolderHeard("demo", "INBOX", FolderRole.INBOX, LATER),)
    return Evidence(tuple(findings.values()), unreadable, (), {}, heard)


def shipped_judge() -> Judge:
    """The judge as it is shipped, at home in the sample's country."""
    return Judge(
        load_model(model_path()),
        Place(BERLIN, Workdays(TRUTH["country"])),
        OWN,
        load_tagger(tagger_path()),
        load_sent_judge(sent_judge_path()),
    )


def truly_judged(judge: Judge) -> Evidence:
    """The mail of the sample with its true labels."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spine, "classify", true_verdict)
        return evidence(judge)
