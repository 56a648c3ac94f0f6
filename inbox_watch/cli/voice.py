"""What a run says on standard error: everything on a terminal, under cron only what changed."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import click

from inbox_watch.alerts.trouble import has_lasted, met
from inbox_watch.cli.context import Shared
from inbox_watch.records import Trouble
from inbox_watch.report.words import Calendar
from inbox_watch.store.store import Store

_log = logging.getLogger(__name__)


class Memory(Protocol):
    """Where it is remembered what is wrong and what was said of it: the store, or what stands in for it."""

    def trouble(self, topic: str, /) -> Trouble | None:
        """What is wrong with a topic."""

    def keep_trouble(self, topic: str, trouble: Trouble | None, /) -> None:
        """Remember what is wrong with a topic, or that nothing is."""


class Speaker(Protocol):
    """Whoever says what goes wrong in a run: `Voice`, and the voice of `watch`."""

    def complain(self, store: Store, topic: str, code: int, text: str, /) -> None:
        """Say what went wrong with a topic when it is time to; `code` is the exit code it calls for."""

    def is_well(self, store: Store, topic: str, text: str = "", /) -> None:
        """Forget the trouble with a topic; `text` tells those who heard of it that it is over."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How this run speaks: `aloud` tells of every trouble, `quiet` of no good news."""

    now: datetime
    zone: ZoneInfo
    aloud: bool
    quiet: bool

    def complain(self, memory: Memory, topic: str, code: int, text: str) -> None:
        """Say what went wrong with a topic when it is time to; `code` is the exit code it calls for."""
        before = memory.trouble(topic)
        trouble, is_said = met(before, code, self.now, aloud=self.aloud)
        if trouble != before:
            memory.keep_trouble(topic, trouble)
        if is_said:
            since = f" It has not worked since {self._moment(trouble)}." if has_lasted(trouble, self.now) else ""
            for line in f"{text}{since}".split("\n"):
                click.echo(f"inbox-watch: {line}", err=True)
        else:
            _log.info("%s Nothing is said of it yet, or again.", text)

    def is_well(self, memory: Memory, topic: str, text: str = "") -> None:
        """Forget the trouble with a topic; `text`, when there is any, tells those who heard of it that it is over."""
        trouble = memory.trouble(topic)
        if trouble is None:
            return
        memory.keep_trouble(topic, None)
        if text and trouble.told and not self.quiet:
            click.echo(f"inbox-watch: {text} It had not worked since {self._moment(trouble)}.", err=True)

    def _moment(self, trouble: Trouble) -> str:
        return Calendar(self.now.astimezone(self.zone).date(), self.zone).moment(trouble.since)


def voice_of(shared: Shared, now: datetime, zone: ZoneInfo) -> Voice:
    """Aloud on a terminal, and for whoever asked for more with -v."""
    return Voice(now, zone, aloud=sys.stderr.isatty() or shared.verbose > 0, quiet=shared.quiet)
