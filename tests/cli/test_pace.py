"""The line that a backlog shows on a terminal."""

from __future__ import annotations

import pytest

from inbox_watch.cli.pace import Pace
from inbox_watch.records import Batch, Cursor, FolderRole, MessageUid, RawMessage, Unreadable
from tests.store.builders import NOW


def batch(count: int, *, left: int | None, size: int = 10_000, end: bool = False, folder: str = "INBOX") -> Batch:
    messages = tuple(
        RawMessage(MessageUid("a", folder, 1, number), FolderRole.INBOX, NOW, b"x" * size) for number in range(count)
    )
    until = NOW if end else None
    return Batch(FolderRole.INBOX, Cursor("a", folder, 1, count), messages, (), until, left)


def test_a_backlog_says_how_much_how_fast_where_and_how_long() -> None:
    pace = Pace(5.0).after(batch(200, left=1_400), 6.0).after(batch(800, left=600), 7.0)
    assert pace.line(200) == "Read 1,000 messages (10 MB), 500 a second; about 1 s left in INBOX"


@pytest.mark.parametrize(
    ("left", "time"), [(10, "about 1 s"), (11_900, "about 119 s"), (60_000, "about 10 min"), (1_000_000, "about 3 h")]
)
def test_the_time_is_as_exact_as_it_can_be(left: int, time: str) -> None:
    assert f"; {time} left" in Pace(0.0).after(batch(200, left=left), 2.0).line(200)


def test_where_nobody_knows_how_much_is_left_nothing_is_said_of_it() -> None:
    assert Pace(0.0).after(batch(200, left=None), 1.0).line(200).endswith("; now in INBOX")


def test_the_end_of_a_folder_ends_the_line() -> None:
    pace = Pace(0.0).after(batch(200, left=0, end=True), 1.0)
    assert pace.is_at_end
    assert pace.line(200).endswith("; INBOX is read")


@pytest.mark.parametrize(("count", "shown"), [(0, False), (100, False), (101, True)])
def test_a_few_messages_are_not_worth_a_line(count: int, shown: bool) -> None:
    assert Pace(0.0).after(batch(count, left=0), 0.0).is_worth_a_line is shown


def test_what_could_not_be_read_counts_too() -> None:
    broken = Unreadable(MessageUid("a", "INBOX", 1, 1), "no header")
    pace = Pace(0.0).after(Batch(FolderRole.INBOX, Cursor("a", "INBOX", 1, 1), (), (broken,) * 101), 1.0)
    assert pace.line(200).startswith("Read 101 messages (0 MB)")


def test_the_line_fits_and_a_name_of_a_folder_does_no_tricks() -> None:
    pace = Pace(0.0).after(batch(200, left=9, folder="a\x1b[31m\n" + "b" * 300), 1.0)
    assert len(pace.line(60)) == 60
    assert pace.line(500).isprintable()
