"""The hostile mails, each judged by a worker as a poll judges mail, and what that cost."""

from __future__ import annotations

import resource
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from inbox_watch.classify.model import load_model
from inbox_watch.consider import Judge
from inbox_watch.facts.gather import Place
from inbox_watch.facts.sent_judge import load_sent_judge
from inbox_watch.facts.tagger import load_tagger
from inbox_watch.records import Finding, FolderRole, MessageUid, RawMessage, Unreadable
from inbox_watch.shipped import model_path, sent_judge_path, tagger_path
from inbox_watch.workdays import Workdays
from inbox_watch.workers import Workers
from tests.hostile.mails import MAILS

AUTHSERV_ID = "mx.postfach.example"
CAME = datetime(2026, 5, 4, 10, 0, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail, the seconds of a core that it took, and the memory its worker had had at most (bytes)."""

    answer: Finding | Unreadable
    seconds: float
    peak: int


def raw(octets: bytes, number: int = 1, role: FolderRole = FolderRole.INBOX) -> RawMessage:
    """The octets as a server hands them out."""
    return RawMessage(MessageUid("work", role.value, 1, number), role, CAME, octets)


def judge() -> Judge:
    """The judge of a poll, with every model that is shipped."""
    place = Place(ZoneInfo("Europe/Berlin"), Workdays("DE"))
    tagger, sent_judge = load_tagger(tagger_path()), load_sent_judge(sent_judge_path())
    return Judge(load_model(model_path()), place, frozenset({"runa@falkenried.example"}), tagger, sent_judge)


def recipe() -> tuple[Judge, tuple[str, ...]]:
    """The same for a worker, which makes its judge itself."""
    return judge(), ()


@cache
def outcomes() -> Mapping[str, Outcome]:
    """What becomes of each hostile mail; found out once a run."""
    pool = Workers(recipe)
    try:
        return {name: _outcome(pool, raw(make(), number)) for number, (name, make) in enumerate(MAILS.items(), 1)}
    finally:
        pool.stop()


def _outcome(pool: Workers, message: RawMessage) -> Outcome:
    pool.consider_all([raw(b"")])  # the successor of a worker that was ended is ready when it has answered
    before, ended_before = _spent(pool), _ended()
    (answer,) = pool.consider_all([message])
    # A worker that was ended over the mail counts with the children that have ended, and its successor is new.
    ended = _ended() - ended_before
    seconds = ended - before if ended else _spent(pool) - before
    return Outcome(answer, seconds, _peak(pool))


def _process(pool: Workers) -> Path:
    (worker,) = pool._started
    return Path("/proc", str(worker._process.pid))


def _spent(pool: Workers) -> float:
    return int((_process(pool) / "schedstat").read_text().split()[0]) / 1e9


def _peak(pool: Workers) -> int:
    lines = (_process(pool) / "status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def _ended() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
