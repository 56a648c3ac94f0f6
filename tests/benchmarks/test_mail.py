from __future__ import annotations

import email
from collections import Counter
from datetime import UTC, datetime
from email.message import Message

import pytest

from benchmarks.mail.mailbox import Mail, job_mail, mailbox, notes
from benchmarks.mail.octets import FILE_OCTETS
from inbox_watch.mail.parse import parse
from inbox_watch.records import FolderRole, MessageUid, RawMessage

ENDS = datetime(2026, 5, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def mails() -> list[Mail]:
    return list(mailbox(400, 7, ENDS))


def tree(mail: Mail) -> Message:
    return email.message_from_bytes(mail.written.octets)


def files(mail: Mail) -> list[Message]:
    return [part for part in tree(mail).walk() if part.get_filename()]


def test_the_same_seed_gives_the_same_octets(mails: list[Mail]) -> None:
    assert list(mailbox(400, 7, ENDS)) == mails
    assert list(mailbox(400, 8, ENDS)) != mails


def test_mail_comes_in_order_of_time_until_the_end(mails: list[Mail]) -> None:
    times = [mail.when for mail in mails]
    assert times == sorted(times)
    assert times[-1] == ENDS


def test_a_tenth_has_a_file_of_two_hundred_kilobytes(mails: list[Mail]) -> None:
    found = [part for mail in mails for part in files(mail)]
    assert 0.06 < len(found) / len(mails) < 0.14
    assert all(len(bytes(part.get_payload(decode=True))) > FILE_OCTETS for part in found)


def test_what_is_needed_of_a_mail_is_all_but_its_file(mails: list[Mail]) -> None:
    for mail in mails:
        without = len(mail.written.octets) - mail.written.needed
        assert (without > FILE_OCTETS * 4 / 3) == bool(files(mail))
        assert without == 0 or files(mail)


def test_sizes_are_those_of_a_real_mailbox(mails: list[Mail]) -> None:
    sizes = sorted(len(mail.written.octets) for mail in mails)
    assert 8_000 < sizes[len(sizes) // 2] < 30_000
    assert 40_000 < sum(sizes) / len(sizes) < 70_000


def test_every_shape_of_body_occurs(mails: list[Mail]) -> None:
    shapes = Counter(tree(mail).get_content_type() for mail in mails)
    assert set(shapes) == {"text/plain", "text/html", "multipart/alternative", "multipart/mixed"}
    assert any(part.get_content_type() == "text/calendar" for mail in mails for part in tree(mail).walk())


def test_the_user_writes_too_and_leaves_no_trace(mails: list[Mail]) -> None:
    sent = [mail for mail in mails if mail.folder == "Sent"]
    assert 0.03 < len(sent) / len(mails) < 0.12
    assert all("Received" not in tree(mail) for mail in sent)
    assert all("Received" in tree(mail) for mail in mails if mail.folder == "INBOX")


def test_the_program_reads_all_of_it_in_seven_languages(mails: list[Mail]) -> None:
    roles = {"INBOX": FolderRole.INBOX, "Sent": FolderRole.SENT}
    read = [
        parse(RawMessage(MessageUid("a", mail.folder, 1, uid), roles[mail.folder], mail.when, mail.written.octets))
        for uid, mail in enumerate(mails, start=1)
    ]
    assert all(message.text and message.message_id and message.date for message in read)
    assert len({message.message_id for message in read}) == len(read)
    text = " ".join(message.text for message in read).lower()
    words = (" the ", " und ", " votre ", " su ", " della ", " voor ", " você ")
    assert [word for word in words if word not in text] == []


def test_job_mail_is_new_and_not_sent_to_many() -> None:
    mails = list(job_mail(10, 3, ENDS))
    assert len(mails) == 10
    assert max(mail.when for mail in mails) == ENDS
    assert not any("List-Id" in tree(mail) for mail in mails)


def test_notes_are_spread_over_folders() -> None:
    folders = Counter(mail.folder for mail in notes(60, ("INBOX", "Sent", "Jobs"), ENDS))
    assert folders == {"INBOX": 20, "Sent": 20, "Jobs": 20}
