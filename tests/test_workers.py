"""Worker processes: whatever a message does to its reader, its answer comes, in its place, and the run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inbox_watch.consider import Judge
from inbox_watch.errors import JudgeEnded
from inbox_watch.facts.gather import Place
from inbox_watch.knowledge import use
from inbox_watch.records import Finding, FolderRole, MessageUid, RawMessage, Unreadable
from inbox_watch.store.lock import one_run
from inbox_watch.workdays import Workdays
from inbox_watch.worker import unread
from inbox_watch.workers import Workers, _portions, workers
from tests.support import worker_bodies

NOW = datetime(2026, 5, 1, tzinfo=UTC)
JUDGE = Judge(None, Place(ZoneInfo("Europe/Berlin"), Workdays("DE")))
ROOT = Path(__file__).resolve().parents[1]


def raw(number: int, octets: bytes) -> RawMessage:
    return RawMessage(MessageUid("a", "INBOX", 1, number), FolderRole.INBOX, NOW, octets)


def mail(number: int) -> RawMessage:
    text = (
        f"From: a@firm{number}.example\r\nSubject: Hello {number}\r\nMessage-ID: <{number}@x.example>\r\n\r\nHello.\r\n"
    )
    return raw(number, text.encode())


def reasons(answers: list[Finding | Unreadable]) -> list[str]:
    return [answer.reason if isinstance(answer, Unreadable) else "read" for answer in answers]


def test_nothing_to_read_starts_no_process() -> None:
    with workers(JUDGE) as pool:
        assert pool.consider_all([]) == []
        assert not pool.has_started


def test_answers_stand_in_the_order_of_the_messages() -> None:
    messages = [mail(number) for number in range(300)]
    with workers(JUDGE) as pool:
        answers = pool.consider_all(messages)
        again = pool.consider_all(messages[:3])
    assert [answer.uids[0].uid for answer in answers if isinstance(answer, Finding)] == list(range(300))
    assert [answer.subject for answer in again if isinstance(answer, Finding)] == ["Hello 0", "Hello 1", "Hello 2"]


def test_workers_make_their_judge_themselves_and_say_what_it_lacks() -> None:
    with workers(worker_bodies.rules_only) as pool:
        assert pool.notices() == ()
        (answer,) = pool.consider_all([mail(1)])
        assert pool.notices() == ("The model cannot be used.",)
    assert isinstance(answer, Finding)
    assert answer.verdict.judged_by == "rule:no-model"


def test_workers_know_the_tables_that_are_in_use_when_they_start() -> None:
    row = {"address": "firm1.example", "vendor": "Stellwerk", "kind": "ats", "size": "-", "employer_in": "subject"}
    use({"senders": (row,)})
    with workers(JUDGE) as pool:
        answers = pool.consider_all([mail(1), mail(2)])
    assert [answer.facts.platform for answer in answers if isinstance(answer, Finding)] == ["Stellwerk", ""]


def test_a_message_that_does_harm_is_unreadable_and_the_others_are_read() -> None:
    orders = [b"fine", b"hang", b"fine", b"bomb", b"crash", b"sleep", b"killed", b"leave", b"bug", b"fine"]
    began = time.monotonic()
    pool = Workers(JUDGE, deadline=0.5, patience=1.5, body=worker_bodies.do_as_told)
    try:
        answers = pool.consider_all([raw(number, order) for number, order in enumerate(orders)])
    finally:
        pool.stop()
    slow, asleep = "took longer than 0.5 s to read", "took longer than 1.5 s to read"
    harm = "needed more memory than a message may use"
    bug = "met a bug of inbox_watch (ZeroDivisionError)"
    assert reasons(answers) == ["read", slow, "read", harm, harm, asleep, harm, harm, bug, "read"]
    assert [(each.uids[0] if isinstance(each, Finding) else each.uid).uid for each in answers] == list(range(10))
    assert time.monotonic() - began < 15


def test_harm_among_many_messages_costs_only_itself() -> None:
    """Messages travel by portions, to more than one worker."""
    orders = [b"leave" if number in (0, 19, 20, 150, 219) else b"fine" for number in range(220)]
    pool = Workers(JUDGE, body=worker_bodies.do_as_told)
    try:
        answers = pool.consider_all([raw(number, order) for number, order in enumerate(orders)])
    finally:
        pool.stop()
    assert [isinstance(each, Finding) for each in answers] == [order == b"fine" for order in orders]
    assert [(each.uids[0] if isinstance(each, Finding) else each.uid).uid for each in answers] == list(range(220))


def test_a_worker_that_cannot_begin_is_no_fault_of_a_message() -> None:
    pool = Workers(worker_bodies.no_judge)
    with pytest.raises(RuntimeError, match="ended before it could judge"):
        pool.consider_all([mail(1)])
    pool.stop()


def test_a_worker_that_is_ended_before_it_can_begin_is_begun_again(tmp_path: Path) -> None:
    with workers(partial(worker_bodies.ended_at_first, tmp_path / "met")) as pool:
        assert isinstance(pool.consider_all([mail(1)])[0], Finding)


def test_one_that_is_ended_so_twice_ends_the_run_for_time_to_mend(tmp_path: Path) -> None:
    with (
        workers(partial(worker_bodies.ended_at_first, tmp_path / "nowhere" / "met")) as pool,
        pytest.raises(JudgeEnded, match=r"twice \(signal 9\)") as caught,
    ):
        pool.consider_all([mail(1)])
    assert caught.value.exit_code == 75


def test_large_messages_travel_in_small_portions() -> None:
    sizes = [400_000, 400_000, 400_000, 3_000_000, *(10 for _ in range(30))]
    portions = _portions([raw(number, bytes(size)) for number, size in enumerate(sizes)])
    assert [[place for place, _ in portion] for portion in portions] == [
        [0, 1],
        [2],
        [3],
        [*range(4, 24)],
        [*range(24, 34)],
    ]


def test_a_message_that_only_has_to_wait_is_read() -> None:
    """Once a busy machine lost mail: the deadline was one of the clock."""
    pool = Workers(JUDGE, deadline=0.5, body=worker_bodies.do_as_told)
    try:
        assert reasons(pool.consider_all([raw(1, b"wait")])) == ["read"]
    finally:
        pool.stop()


@pytest.mark.parametrize("fate", [b"sleep", b"killed"])
def test_a_message_whose_worker_was_ended_from_outside_is_tried_once_more(fate: bytes, tmp_path: Path) -> None:
    """A machine that stood still, or that ran out of memory, lost mail that had nothing to do with it."""
    orders = [fate + b" " + os.fsencode(tmp_path / str(number)) for number in range(2)]
    pool = Workers(JUDGE, patience=1, body=worker_bodies.do_as_told)
    try:
        for portion in (orders[:1], [b"fine", *orders, b"fine"]):
            answers = pool.consider_all([raw(number, order) for number, order in enumerate(portion)])
            assert reasons(answers) == ["read"] * len(portion)
    finally:
        pool.stop()


def test_a_message_that_waits_for_a_core_for_eleven_seconds_is_read() -> None:
    """As long as the first message of a worker took among 45 busy processes on two cores."""
    pool = Workers(JUDGE, body=worker_bodies.do_as_told)
    try:
        assert reasons(pool.consider_all([raw(1, b"starve")])) == ["read"]
    finally:
        pool.stop()


def test_what_could_be_saved_of_an_unreadable_message_is_kept() -> None:
    harmful = raw(1, b"From: Petra <petra@x.example>\r\nSubject: Hello\r\n\r\nx")
    saved = unread(harmful, "took too long")
    assert (saved.subject, saved.internaldate) == ("Hello", NOW)
    assert "petra@x.example" in saved.from_


def test_real_hostile_mail_ends_within_its_deadline() -> None:
    """A Content-Type of 96 KB costs mail-parser eleven seconds; nested multiparts cost depth."""
    long_type = b"From: a@b.example\r\nContent-Type: text/plain" + b"; a=b" * 20_000 + b"\r\n\r\nx"
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(3000))
    tags = b"Content-Type: text/html\r\n\r\n" + b"<a " * 20_000
    began = time.monotonic()
    with workers(JUDGE) as pool:
        answers = pool.consider_all([raw(1, long_type), raw(2, nested), raw(3, tags), mail(4)])
    assert isinstance(answers[3], Finding)
    assert len(answers) == 4
    assert time.monotonic() - began < 12


# A killed run


RUN = """
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
sys.path.insert(0, {root!r})
from inbox_watch.workers import Workers
from inbox_watch.store.lock import one_run
from tests.support import worker_bodies
from tests.test_workers import JUDGE, raw
with one_run(Path({lock!r}), datetime.now(UTC)):
    pool = Workers(JUDGE, deadline=1, body=worker_bodies.do_as_told)
    pool.consider_all([raw(1, b"fine")])
    print("working", flush=True)
    pool.consider_all([raw(2, b"hang")])
"""


def test_a_killed_run_leaves_neither_its_lock_nor_its_workers_behind(tmp_path: Path) -> None:
    lock = tmp_path / "run.lock"
    program = RUN.format(root=str(ROOT), lock=str(lock))
    run = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True, cwd=ROOT)
    assert run.stdout is not None
    with run, run.stdout:
        assert run.stdout.readline() == b"working\n"
        time.sleep(0.3)
        session = in_session(run.pid)
        assert len(session) >= 2, "the run, a worker that hangs"
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        with one_run(lock, NOW):
            pass
        gone = within(10, lambda: in_session(run.pid) == [])
        for number in in_session(run.pid):
            os.kill(int(number), signal.SIGKILL)
        assert gone, "a worker outlived its run"


def in_session(number: int) -> list[str]:
    """The living processes of a session, by /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[3] == str(number) and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
