"""Processor time of each stage a mail goes through, in one process: `python -m benchmarks.stage_work COUNT`.

Prints one JSON object of seconds by stage. Some mails are read before the clock starts, as in a backlog that runs.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from unittest.mock import patch
from zoneinfo import ZoneInfo

from mailparser import MailParser

import inbox_watch.mail.parse as parsing
from benchmarks.guard.work import judge as shipped_judge
from benchmarks.invented import ACCOUNT
from benchmarks.mail.mailbox import mailbox
from benchmarks.stores import OWN, open_new
from benchmarks.today import NOW
from inbox_watch.accounts import FilesAccount
from inbox_watch.classify.verdict import classify
from inbox_watch.config import Settings
from inbox_watch.consider import Judge, consider
from inbox_watch.facts.gather import facts_of
from inbox_watch.mail.parse import parse
from inbox_watch.mail.text import reader_text, split_text
from inbox_watch.memory import gather
from inbox_watch.records import Cursor, Detail, Finding, FolderRole, Message, MessageUid, RawMessage, Verdict
from inbox_watch.store.store import Learned
from inbox_watch.survey import survey
from inbox_watch.workers import workers

_PARSER, _BATCH, _WARM = "mail-parser", 200, 7
P = ParamSpec("P")
T = TypeVar("T")
_ROLES = {"INBOX": FolderRole.INBOX, "Sent": FolderRole.SENT}


class Clock:
    """Seconds of the processor by stage."""

    def __init__(self) -> None:
        """Nothing was measured yet."""
        self.seconds: dict[str, float] = {}

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Add what passes in the `with` to a stage."""
        began = time.process_time()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - began

    def timing(self, stage: str, work: Callable[P, T]) -> Callable[P, T]:
        """The same function, whose time is added to a stage."""

        def timed(*arguments: P.args, **named: P.kwargs) -> T:
            with self.of(stage):
                return work(*arguments, **named)

        return timed


class TimedParser:
    """mail-parser as `parse` uses it: what making it and asking it takes is noted."""

    def __init__(self, clock: Clock, *arguments: Any) -> None:
        """Let it read a message."""
        self._clock = clock
        with clock.of(_PARSER):
            self._inner = MailParser(*arguments)

    def __getattr__(self, name: str) -> Any:
        """Ask it for a field."""
        with self._clock.of(_PARSER):
            return getattr(self._inner, name)


def raw_mails(count: int) -> list[RawMessage]:
    """A mailbox as the source would hand it over."""
    return [
        RawMessage(MessageUid(ACCOUNT, mail.folder, 1, uid), _ROLES[mail.folder], mail.when, mail.written.octets)
        for uid, mail in enumerate(mailbox(count, 7, NOW), start=1)
    ]


def main(count: int) -> dict[str, float]:
    """Go through the stages one after another."""
    mails, judge, clock = raw_mails(count), shipped_judge(), Clock()
    for mail in mails[::_WARM]:
        consider(mail, judge)
    rest = [mail for number, mail in enumerate(mails) if number % _WARM]
    messages = _parsed(rest, clock)
    _judged(messages, judge, clock)
    findings = [each for each in (consider(mail, judge) for mail in mails) if isinstance(each, Finding)]
    _handed_over(rest, judge, clock)
    _kept(findings, clock)
    kept = {"keeping", "linking and standing"}
    return {
        stage: seconds / len(findings if stage in kept else rest) * 1000 for stage, seconds in clock.seconds.items()
    }


def _parsed(mails: Iterable[RawMessage], clock: Clock) -> list[Message]:
    with clock.of("parsing"):
        messages = [parse(mail) for mail in mails]
    with (
        patch.object(parsing, "MailParser", partial(TimedParser, clock)),
        patch.object(parsing, "reader_text", clock.timing("text", reader_text)),
        patch.object(parsing, "split_text", clock.timing("text", split_text)),
    ):
        for mail in mails:
            parse(mail)
    return messages


def _judged(messages: Iterable[Message], judge: Judge, clock: Clock) -> None:
    """What the spine does with a message that was read, stage by stage."""
    for message in messages:
        with clock.of("judge"):
            verdict = _sent() if message.role is FolderRole.SENT else classify(message, judge.model)
        with clock.of("facts"):
            facts_of(message, verdict.detail, judge.place, judge.tagger, judge.sent_judge)


def _sent() -> Verdict:
    return Verdict(Detail.NOT_JOB.label, Detail.NOT_JOB, 1.0, unsure=False, clues=(), judged_by="rule:sent")


def _handed_over(mails: list[RawMessage], judge: Judge, clock: Clock) -> None:
    """What the process that hands mail to workers and takes findings back spends itself."""
    with workers(judge) as pool, clock.of("handing over"):
        for start in range(0, len(mails), _BATCH):
            pool.consider_all(mails[start : start + _BATCH])


def _kept(findings: list[Finding], clock: Clock) -> None:
    with tempfile.TemporaryDirectory() as folder, open_new(Path(folder)) as store:
        store.chart()
        with clock.of("keeping"):
            for start in range(0, len(findings), _BATCH):
                part = tuple(findings[start : start + _BATCH])
                store.keep(Learned(FolderRole.INBOX, Cursor(ACCOUNT, "INBOX", 1, start + 1), part), NOW)
        account = FilesAccount(ACCOUNT, Path(folder), "maildir")
        zone = ZoneInfo("Europe/Berlin")
        settings = Settings(accounts=(account,), data=Path(folder), addresses=OWN, country="DE", timezone=zone)
        with clock.of("linking and standing"):
            survey(gather(store, NOW), settings, today=NOW.date(), now=NOW)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))) + "\n")
