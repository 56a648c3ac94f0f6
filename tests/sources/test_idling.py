from __future__ import annotations

import pytest

from inbox_watch.sources.idling import after
from inbox_watch.sources.patience import Patience
from inbox_watch.sources.server import FolderState

THREE = FolderState(uidvalidity=7, uidnext=12, messages=3)


@pytest.mark.parametrize(
    ("lines", "messages", "is_news"),
    [
        ([], 3, False),
        ([b"* 4 EXISTS"], 4, True),
        ([b"* 4 exists", b"* 1 RECENT"], 4, True),
        ([b"* 3 EXISTS"], 3, False),
        ([b"* 3 EXISTS"] * 100, 3, False),
        ([b"* 2 EXPUNGE"], 2, False),
        ([b"* 2 EXPUNGE", b"* 3 EXISTS"], 3, True),
        ([b"* 4 EXISTS", b"* 1 EXPUNGE"], 3, True),
        ([b"* 2 EXISTS"], 2, False),
        ([b"* 2 EXISTS", b"* 3 EXISTS"], 3, True),
        ([b"* OK Still here", b"* 3 FETCH (FLAGS (\\Seen))", b"* 99999999999 EXISTS", b"* X", b""], 3, False),
        ([b"* 1 EXPUNGE"] * 5, 0, False),
    ],
)
def test_only_more_messages_than_before_are_news(lines: list[bytes], messages: int, is_news: bool) -> None:
    assert after(lines, THREE) == (FolderState(7, 12, messages), is_news)


@pytest.mark.parametrize(("said", "is_news"), [(7, False), (8, True)])
def test_a_folder_numbered_anew_is_news(said: int, is_news: bool) -> None:
    assert after([b"* OK [UIDVALIDITY %d] numbered" % said], THREE) == (FolderState(said, 12, 3), is_news)


def test_the_pause_doubles_up_to_its_limit_and_is_spread_over_its_upper_half() -> None:
    patience = Patience(first=1, longest=300)
    assert [patience.before_attempt(failures, 1.0) for failures in range(1, 12)] == [
        *(1, 2, 4, 8, 16, 32, 64, 128, 256),
        *(300, 300),
    ]
    assert patience.before_attempt(3, 0.0) == 2
    assert patience.before_attempt(10_000, 0.5) == 225


@pytest.mark.parametrize("renewal", [0, -1, 29 * 60 + 1])
def test_an_idle_is_renewed_before_a_server_may_hang_up(renewal: float) -> None:
    Patience(renewal=29 * 60)
    with pytest.raises(ValueError, match="1740"):
        Patience(renewal=renewal)
