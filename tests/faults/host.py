"""A warm program that forks: each fork runs one command as `python -m inbox_watch` does, with everything loaded.

python -m tests.faults.host reads orders, a line of JSON each, and answers each with a line. It has one thread, so its
forks are whole. A run differs from the real program in this alone: mail is judged in its own process, with a judge
that is loaded already, unless the order says otherwise.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

import inbox_watch.alerts.channels
import inbox_watch.cli.poll
import inbox_watch.poll
import inbox_watch.sources.connection
import inbox_watch.workers
from inbox_watch.cli import context
from inbox_watch.cli.leaving import insist
from inbox_watch.cli.main import run
from inbox_watch.config import load_settings
from inbox_watch.consider import Judge, consider
from inbox_watch.errors import EXIT_INTERRUPTED
from inbox_watch.records import Finding, RawMessage, Unreadable
from tests.faults.maildirs import put
from tests.faults.mails import BEGIN, answers, letters
from tests.faults.orders import Await, Begun, Ended, Order
from tests.faults.settings import maildir, text_for
from tests.faults.steps import stop_at

_COMMANDS = ("poll", "report", "status", "mark", "label", "forget", "reread", "backup", "restore", "undo", "doctor")
_TRUE_WORKERS = inbox_watch.workers.workers


class HereAndNow:
    """Judges mail in this process."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.has_started = False

    def consider_all(self, messages: Sequence[RawMessage], authserv_id: str = "") -> list[Finding | Unreadable]:
        """Judge them all."""
        self.has_started = self.has_started or bool(messages)
        return [consider(message, self._judge, authserv_id) for message in messages]

    def notices(self) -> tuple[str, ...]:
        """Nothing is wrong with the shipped models."""
        return ()


def main() -> None:
    """Warm up, say so with an empty line, then do as ordered until there are no more orders."""
    judge = _warm_up()
    replies = os.fdopen(os.dup(1), "wb", buffering=0)
    orders = os.fdopen(os.dup(0), "rb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for own in (0, 1):
        os.dup2(nothing, own)
    replies.write(b"\n")
    for line in orders:
        order = msgspec.json.decode(line, type=Order | Await)
        replies.write(msgspec.json.encode(_ended(order) if isinstance(order, Await) else _begun(order, judge)) + b"\n")


def _warm_up() -> Judge:
    """Load all that a poll and its alerts need, by polling twice; return the judge."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = folder / "config.toml"
        config.write_text(text_for(maildir(folder / "mail"), folder / "data"), "utf-8")
        judge, notices = context.judge_of(load_settings(config, data_home=folder))
        assert not notices
        _judge_here(judge)
        now = BEGIN + timedelta(days=2)
        for moment, mails in ((now, letters(1, 2, 3)), (now, answers(now, receipt=1)), (now + timedelta(days=20), [])):
            put(folder / "mail", mails)
            _set_clock(moment)
            with _quiet():
                assert run(["-c", str(config), "poll"]) == 0
    for command in _COMMANDS:
        import_module(f"inbox_watch.cli.{command}")
    import apprise  # noqa: F401  # a plugin for each service, loaded once

    gc.collect()
    gc.freeze()
    return judge


@contextmanager
def _quiet() -> Iterator[None]:
    shown = sys.stdout
    with open(os.devnull, "w") as sys.stdout:
        yield
    sys.stdout = shown


def _judge_here(judge: Judge) -> None:
    @contextmanager
    def workers(_recipe: object) -> Iterator[HereAndNow]:
        yield HereAndNow(judge)

    _replace(inbox_watch.cli.poll, "workers", workers)


def _set_clock(now: datetime) -> None:
    """Every command, and whatever a source reads, happens at this moment."""
    for name, module in [*sys.modules.items()]:
        if name.startswith("inbox_watch.cli.") and hasattr(module, "clock"):
            _replace(module, "clock", lambda: now)
    _replace(inbox_watch.poll, "datetime", _stopped(now))


def _replace(module: ModuleType, name: str, value: object) -> None:
    assert hasattr(module, name)
    setattr(module, name, value)


def _stopped(now: datetime) -> Any:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return now.astimezone(tz)

    return Stopped


def _begun(order: Order, judge: Judge) -> Begun:
    child = os.fork()
    if child == 0:
        _obey(order)
    if order.held:
        os.waitpid(child, os.WUNTRACED)
    return Begun(child)


def _obey(order: Order) -> None:
    """Be the program; this never returns."""
    code = 70
    try:
        for path, own in ((order.out, 1), (order.err, 2)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), own)
        sys.stdout, sys.stderr = (os.fdopen(own, "w", encoding="utf-8", closefd=False) for own in (1, 2))
        os.umask(0o077)
        insist()
        os.environ["XDG_CACHE_HOME"] = f"{order.out}-cache"
        _set_clock(order.now or datetime.now(UTC))
        _make_impatient(order)
        if order.own_judge:
            _replace(inbox_watch.cli.poll, "workers", _TRUE_WORKERS)
        if order.held:
            os.kill(os.getpid(), signal.SIGSTOP)
        if order.stop_at:
            stop_at(order.stop_at)
        code = run(order.arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    except KeyboardInterrupt:  # before the program could hear it, as while Python starts
        code = EXIT_INTERRUPTED
    finally:
        os._exit(code)


def _make_impatient(order: Order) -> None:
    if order.read_seconds:
        _replace(inbox_watch.sources.connection, "READ_SECONDS", order.read_seconds)
    if order.run_seconds:
        _replace(inbox_watch.cli.poll, "RUN_SECONDS", order.run_seconds)
    if order.service_seconds:
        send_letter = inbox_watch.alerts.channels.send_letter
        _replace(inbox_watch.alerts.channels, "send_letter", partial(send_letter, seconds=order.service_seconds))


def _ended(order: Await) -> Ended:
    return Ended(os.waitstatus_to_exitcode(os.waitpid(order.process, 0)[1]))


if __name__ == "__main__":
    main()
