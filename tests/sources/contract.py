"""What every source has to do, whatever it reads from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date

from inbox_watch.records import FolderRole, RawMessage
from inbox_watch.sources.budget import Budget
from tests.sources.mailboxes import NOW, Mailbox, Reader, at, mail

Check = Callable[[Mailbox], None]


def first_visit_brings_all_and_the_second_nothing(mailbox: Mailbox) -> None:
    octets = [mail(number) for number in range(1, 8)]
    for number, message in enumerate(octets):
        mailbox.deliver(message, at(2 + number))
    reader = Reader(mailbox.account)
    messages = reader.read()
    assert sorted(message.octets for message in messages) == sorted(octets)
    assert {message.role for message in messages} == {FolderRole.INBOX}
    again = reader.visit()
    assert [batch.messages for batch in again.batches if batch.role is FolderRole.INBOX] == [()]
    assert not again.more
    assert all(batch.read_until == NOW for batch in again.batches)


def a_new_message_is_found_however_old_it_looks(mailbox: Mailbox) -> None:
    mailbox.deliver(mail(1), at(2))
    reader = Reader(mailbox.account, since=date(2020, 1, 1))
    reader.read()
    mailbox.deliver(mail(2), at(1, 1, 2025))
    mailbox.deliver(mail(3), at(9))
    assert {message.octets for message in reader.read()} == {mail(2), mail(3)}


def octets_come_as_they_were_sent(mailbox: Mailbox) -> None:
    octets = mail(1, "From here on\r\n>From there\r\n\r\nFrom the beginning\r\n\t\xe4\xf6 ").replace(
        "ä".encode(), b"\xe4"
    )
    mailbox.deliver(octets, at(2))
    mailbox.deliver(mail(2), at(2))
    assert [message.octets for message in Reader(mailbox.account).read()] == [octets, mail(2)]


def nothing_changes_where_mail_is_read(mailbox: Mailbox) -> None:
    for number in range(5):
        mailbox.deliver(mail(number), at(2 + number))
    before = mailbox.snapshot()
    reader = Reader(mailbox.account)
    for _ in range(3):
        Reader(mailbox.account).read()
        reader.visit()
    assert mailbox.snapshot() == before


def a_backlog_comes_in_bites(mailbox: Mailbox) -> None:
    octets = {mail(number) for number in range(7)}
    for number, message in enumerate(sorted(octets)):
        mailbox.deliver(message, at(2 + number))
    reader = Reader(mailbox.account, budget=Budget(messages=3))
    first = reader.visit()
    assert first.more
    assert sum(len(batch.messages) for batch in first.batches) == 3
    assert all(batch.read_until is None for batch in first.batches if batch.role is FolderRole.INBOX)
    reader.read()
    assert {item.octets for item in reader.stored.values() if isinstance(item, RawMessage)} == octets
    assert reader.visits <= 4


def a_single_message_may_exceed_the_budget(mailbox: Mailbox) -> None:
    for number in range(3):
        mailbox.deliver(mail(number, size=2000), at(2 + number))
    reader = Reader(mailbox.account, budget=Budget(octets=100))
    assert len(reader.read()) == 3
    assert reader.visits >= 3


def old_mail_is_left_alone(mailbox: Mailbox) -> None:
    mailbox.deliver(mail(1).replace(b"2026", b"2019"), at(4, 3, 2019))
    mailbox.deliver(mail(2), at(2))
    reader = Reader(mailbox.account, since=date(2026, 1, 1))
    assert [message.octets for message in reader.read()] == [mail(2)]
    assert reader.read() == []


def arrival_is_utc(mailbox: Mailbox) -> None:
    mailbox.deliver(mail(0), at(2))
    (message,) = Reader(mailbox.account).read()
    assert message.internaldate == at(2)
    assert message.internaldate.tzinfo is UTC


CHECKS: tuple[Check, ...] = (
    first_visit_brings_all_and_the_second_nothing,
    a_new_message_is_found_however_old_it_looks,
    octets_come_as_they_were_sent,
    nothing_changes_where_mail_is_read,
    a_backlog_comes_in_bites,
    a_single_message_may_exceed_the_budget,
    old_mail_is_left_alone,
    arrival_is_utc,
)
