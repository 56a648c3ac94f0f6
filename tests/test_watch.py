from __future__ import annotations

from collections.abc import Sequence
from queue import SimpleQueue

import pytest

from inbox_watch.errors import ConfigError, LoginRefused, MailboxUnavailable
from inbox_watch.sources.listening import Back, Deaf, Event, Fallen, GivenUp, Lost, News
from inbox_watch.watch import REFUSALS, Agenda, Enough, Rhythm, watch

RHYTHM = Rhythm(anyway=900, asked=300, apart=2, glance=30)


def agenda(heard: str = "", asked: str = "") -> Agenda:
    return Agenda(heard, asked, RHYTHM, 1000)


def test_an_account_that_has_to_be_asked_is_read_at_once_and_then_every_five_minutes() -> None:
    asked = agenda(asked="f")
    assert asked.due(1000) == "f"
    asked.read("f", 1004)
    assert (asked.due(1303), asked.due(1304)) == (None, "f")


def test_an_account_that_is_listened_to_is_read_on_news_and_every_fifteen_minutes_anyway() -> None:
    heard = agenda("a")
    assert heard.due(1000) is None
    heard.news("a", 1001)
    assert heard.due(1001) == "a"
    heard.read("a", 1002)
    assert (heard.due(1901), heard.due(1902)) == (None, "a")


def test_however_much_there_is_to_tell_two_readings_are_apart() -> None:
    heard = agenda("a")
    heard.read("a", 1002)
    for _ in range(1000):
        heard.news("a", 1002.5)
    assert (heard.due(1003.9), heard.due(1004)) == (None, "a")


def test_news_never_put_off_a_reading_that_is_due() -> None:
    heard = agenda("a")
    heard.news("a", 1001)
    heard.news("a", 1005)
    assert heard.due(1001) == "a"


def test_nobody_is_forgotten_while_another_has_much_to_tell() -> None:
    both = agenda("ab")
    both.news("b", 1001)
    both.news("a", 1002)
    assert both.due(1003) == "b"
    both.read("b", 1003)
    both.news("b", 1003)
    assert both.due(1010) == "a"


def test_a_deaf_account_is_asked_from_now_on_and_a_dropped_one_never() -> None:
    both = agenda("ab")
    both.ask("a", 1001)
    both.drop("b")
    both.news("b", 1001)
    assert both.due(1001) == "a"
    both.read("a", 1001)
    assert (both.due(1300), both.due(1301), both.due(9999)) == (None, "a", "a")
    both.drop("a")
    assert both.due(9999) is None


def test_it_waits_for_what_is_next_and_never_long() -> None:
    heard = agenda("a")
    assert heard.wait(1000) == 30
    assert heard.wait(1899) == 1
    assert heard.wait(5000) == 0


class Watched:
    """A watch of these accounts, whose listeners tell this; each reading takes a second and gives a code in turn."""

    def __init__(self, heard: str, asked: str, events: Sequence[Event | Enough], codes: Sequence[int] = ()) -> None:
        self.read, self.said, self.now = list[str](), list[Event](), 1000.0
        self._codes = list(codes)
        self.events = SimpleQueue[Event | Enough]()
        for event in events:
            self.events.put(event)
        self.codes = watch(
            Agenda(heard, asked, Rhythm(0.02, 0.02, 0, 0.01), self.now),
            heard or asked,
            self.events,
            read=self._read,
            say=self.said.append,
            clock=self._clock,
        )

    def _clock(self) -> float:
        self.now += 0.01
        return self.now

    def _read(self, name: str) -> int:
        self.read.append(name)
        code = self._codes.pop(0) if self._codes else 0
        if not self._codes:
            self.events.put(GivenUp(name, ConfigError("end")))
        return code


def lost(name: str) -> Event:
    return Lost(name, MailboxUnavailable("gone"))


def test_what_is_told_is_said_and_read_until_the_last_account_has_ended() -> None:
    done = Watched("ab", "", [News("a"), lost("b"), Back("b"), GivenUp("b", LoginRefused("no"))], [0, 75, 0])
    assert done.read == ["a", "a", "a"]
    assert done.codes == (4, 78)
    assert [type(event) for event in done.said] == [News, Lost, Back, GivenUp, GivenUp]


@pytest.mark.parametrize("codes", [[0, 75, 1, 0]])
def test_trouble_of_a_reading_ends_nothing(codes: list[int]) -> None:
    assert Watched("a", "", [News("a")], codes).read == ["a"] * 4


def test_files_alone_are_watched_but_files_beside_a_lost_server_are_not() -> None:
    assert Watched("", "f", [], [0, 0, 0]).read == ["f", "f", "f"]
    assert Watched("a", "f", [GivenUp("a", LoginRefused("no"))], [0, 0]).codes == (4,)


def test_a_deaf_account_whose_login_is_refused_again_and_again_ends() -> None:
    one, other = REFUSALS - 1, REFUSALS
    done = Watched("a", "", [Deaf("a")], [4] * one + [0] + [4] * other + [0])
    assert done.read == ["a"] * (one + 1 + other)
    assert done.codes == (4,)


def test_it_ends_when_it_is_enough_whatever_else_there_is_to_read() -> None:
    done = Watched("a", "f", [News("a"), Enough(), News("a")])
    assert (done.codes, done.read) == ((), [])


def test_a_listener_that_fell_is_our_bug() -> None:
    with pytest.raises(RuntimeError, match="account a"):
        Watched("a", "", [Fallen("a")])
