"""Known messages read once more, from files in more visits than one."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from inbox_watch import reread
from inbox_watch.accounts import FilesAccount
from inbox_watch.records import Finding
from inbox_watch.reread import find_messages
from inbox_watch.sources import fetch
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from tests.store.builders import finding

NOW = datetime(2026, 5, 1, tzinfo=UTC)


HEAD = "From: a@lindhof.example\r\nDate: Mon, 6 Apr 2026 10:00:00 +0000\r\n"


def mails(folder: Path, count: int) -> FilesAccount:
    for number in range(count):
        (folder / f"{number}.eml").write_bytes(f"{HEAD}Subject: {number}\r\n\r\nOne.\r\n".encode())
    return FilesAccount("saved", folder, "eml")


def found(account: FilesAccount, wanted: list[Finding]) -> dict[str, str]:
    messages = find_messages(account, wanted, date(2020, 1, 1), Deadline(20), lambda: NOW)
    return {sha256: message.subject for sha256, message in messages.items()}


@pytest.fixture(autouse=True)
def three_a_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reread, "Budget", lambda: Budget(messages=3, octets=1 << 20))


def test_a_message_of_a_later_visit_is_found_and_what_is_gone_is_left_out(tmp_path: Path) -> None:
    account = mails(tmp_path, 10)
    digests = [hashlib.sha256((tmp_path / f"{number}.eml").read_bytes()).hexdigest() for number in (1, 9)]
    wanted = [replace(finding(number), sha256=digest) for number, digest in enumerate([*digests, "0" * 64])]
    assert sorted(found(account, wanted).values()) == ["1", "9"]


def test_a_message_is_known_by_its_place_under_the_name_it_first_had(tmp_path: Path) -> None:
    account = mails(tmp_path, 4)
    sitting = fetch(account, {}, since=None, budget=Budget(), deadline=Deadline(20), now=lambda: NOW)
    place = sitting.batches[0].messages[2].uid
    assert found(account, [replace(finding(0, place), sha256="0" * 64)]).keys() == {"0" * 64}
