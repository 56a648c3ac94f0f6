from __future__ import annotations

import fcntl
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inbox_watch.errors import ConfigError, MailboxUnavailable
from inbox_watch.records import RawMessage
from inbox_watch.sources import entries, mbox
from tests.sources.mailboxes import NOW, InMbox, Reader, at, mail


def octets(messages: list[RawMessage]) -> list[bytes]:
    return [message.octets for message in messages]


@pytest.fixture
def box(tmp_path: Path) -> InMbox:
    return InMbox(tmp_path / "box")


def test_an_unchanged_mbox_costs_no_reading(box: InMbox, monkeypatch: pytest.MonkeyPatch) -> None:
    box.deliver(mail(1), at(2))
    reader = Reader(box.account)
    reader.read()
    with monkeypatch.context() as patched:
        patched.setattr(entries, "messages", None)
        assert reader.visit().batches[0].read_until == NOW
    before = reader.cursors["box"].uid
    os.utime(box.path, (NOW.timestamp(), NOW.timestamp()))
    assert reader.read() == []
    after = reader.cursors["box"].uid
    os.utime(box.path, (NOW.timestamp() + 60, NOW.timestamp() + 60))
    reader.read()
    assert before != after < reader.cursors["box"].uid


def test_an_mbox_that_grew_within_a_tick_of_the_clock_is_read(box: InMbox) -> None:
    box.deliver(mail(1), at(2))
    os.utime(box.path, (NOW.timestamp(), NOW.timestamp()))
    reader = Reader(box.account)
    reader.read()
    box.deliver(mail(2), at(2))
    os.utime(box.path, (NOW.timestamp(), NOW.timestamp()))
    assert octets(reader.read()) == [mail(2)]


def test_a_note_of_a_mail_program_makes_no_new_message(box: InMbox) -> None:
    for number in range(3):
        box.deliver(mail(number), at(2))
    reader = Reader(box.account)
    reader.read()
    content = box.path.read_bytes()
    box.path.write_bytes(content.replace(b"Subject: Number 1\n", b"Status: RO\nX-Keywords: a\n b\nSubject: Number 1\n"))
    assert reader.read() == []
    assert mail(1) in octets(Reader(box.account).read())


def test_a_message_deleted_before_a_new_one_hides_nothing(box: InMbox) -> None:
    for number in range(5):
        box.deliver(mail(number), at(2))
    reader = Reader(box.account)
    reader.read()
    box.path.unlink()
    for number in (0, 1, 3, 4, 7):
        box.deliver(mail(number), at(2))
    assert octets(reader.read()) == [mail(7)]


def test_two_messages_alike_are_two(box: InMbox) -> None:
    box.deliver(mail(1), at(2))
    box.deliver(mail(1), at(2))
    reader = Reader(box.account)
    assert octets(reader.read()) == [mail(1), mail(1)]
    box.deliver(mail(1), at(2))
    assert octets(reader.read()) == [mail(1)]


def test_an_mbox_that_is_being_written_to_waits(box: InMbox) -> None:
    box.deliver(mail(1), at(2))
    code = "import fcntl,sys; f=open(sys.argv[1],'ab'); fcntl.lockf(f, 2); print(1, flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(box.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout
        writer.stdout.readline()
        with pytest.raises(MailboxUnavailable, match="is being written to"):
            Reader(box.account).visit()
    assert octets(Reader(box.account).read()) == [mail(1)]


def test_where_no_lock_can_be_had_the_mbox_is_read_all_the_same(box: InMbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    box.deliver(mail(1), at(2))
    monkeypatch.setattr(fcntl, "lockf", refuse)
    assert octets(Reader(box.account).read()) == [mail(1)]


def test_an_empty_mbox_is_one_and_another_file_is_none(box: InMbox) -> None:
    box.path.write_bytes(b"")
    assert Reader(box.account).read() == []
    box.path.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(ConfigError, match="is no mbox"):
        Reader(box.account).read()


def divided(content: bytes) -> list[tuple[str, bytes]]:
    return [(filed.date, filed.octets) for filed in mbox.messages(io.BytesIO(content))]


@pytest.mark.parametrize(
    ("from_line", "when"),
    [
        (b"From petra@lindhof.example Mon Mar  2 10:00:00 2026", "Mon Mar  2 10:00:00 2026"),
        (b"From petra Mon Mar  2 10:00:00 CET 2026", "Mon Mar  2 10:00:00 CET 2026"),
        (b"From 1695@xxx Mon Mar 02 10:00:00 +0000 2026", "Mon Mar 02 10:00:00 +0000 2026"),
        (b"From MAILER-DAEMON Mon, 2 Mar 2026 10:00:00 +0100", "Mon, 2 Mar 2026 10:00:00 +0100"),
        (b"From - Mon Mar  2 10:00:00 2026", "Mon Mar  2 10:00:00 2026"),
        (b'From "o d d"@x Mon Mar  2 10:00:00 2026', "Mon Mar  2 10:00:00 2026"),
        (b"From ", ""),
        (b"From - ", ""),
    ],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_from_lines_of_many_programs_divide(from_line: bytes, when: str, end: bytes) -> None:
    content = end.join([from_line, b"Subject: 1", b"", b"one", b"", from_line, b"Subject: 2", b"", b"two", b""])
    assert divided(content) == [
        (when, end.join([b"Subject: 1", b"", b"one", b""])),
        (when, end.join([b"Subject: 2", b"", b"two", b""])),
    ]


@pytest.mark.parametrize(
    "line",
    [
        b"From here on",
        b"From Monday to Friday, 9:00, until March 2026",
        b"From: someone Mon Mar  2 10:00:00 2026",
        b">From petra Mon Mar  2 10:00:00 2026",
        b" From petra Mon Mar  2 10:00:00 2026",
    ],
)
def test_a_line_of_text_does_not_divide(line: bytes) -> None:
    content = b"From a Mon Mar  2 10:00:00 2026\nSubject: 1\n\none\n\n" + line + b"\nmore\n"
    assert len(divided(content)) == 1


def test_a_from_line_needs_a_blank_line_before_it() -> None:
    content = b"From a Mon Mar  2 10:00:00 2026\nSubject: 1\n\none\nFrom b Mon Mar  2 10:00:00 2026\ntwo\n"
    assert len(divided(content)) == 1


def test_a_mailbox_cut_off_anywhere_can_be_divided() -> None:
    content = b"".join(b"From a Mon Mar  2 10:00:00 2026\nStatus: R\n\nbody\n\n" for _ in range(2))
    for end in range(len(content)):
        for _, message in divided(content[:end]):
            assert b"Status: R\n" not in message


def test_blocks_may_end_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"".join(b"From a Mon Mar  2 10:00:00 2026\nSubject: %d\n\nFrom me\n\n" % number for number in range(4))
    whole = divided(content)
    assert len(whole) == 4
    for size in range(1, 40):
        monkeypatch.setattr(mbox, "_BLOCK", size)
        assert divided(content) == whole


def test_a_message_without_end_takes_no_more_memory_than_the_largest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "_BLOCK", 1000)
    monkeypatch.setattr(mbox, "LARGEST_MESSAGE", 5000)
    begin = b"From a Mon Mar  2 10:00:00 2026\nSubject: 1\n\n"
    for filling in (b"x" * 100_000, b"\nFrom here\n" * 10_000):
        first, second = divided(begin + filling + b"\n\n" + begin + b"two\n")
        assert 5000 < len(first[1]) < 8000
        assert second[1] == b"Subject: 1\n\ntwo\n"
