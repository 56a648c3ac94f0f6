"""The words of `watch`, and how it ends; `tests/runs/test_watch.py` runs it."""

from __future__ import annotations

import os
import signal
import time

import pytest

from inbox_watch.cli.leaving import leaving
from inbox_watch.cli.watch import ChangingVoice


def test_a_trouble_is_said_when_it_begins_and_when_it_ends(capsys: pytest.CaptureFixture[str]) -> None:
    voice = ChangingVoice(quiet=False)
    voice.is_well(None, "account a", "Never told.")
    for _ in range(3):
        voice.complain(None, "account a", 75, "a: gone.")
    voice.complain(None, "account b", 75, "b: gone too.")
    for _ in range(3):
        voice.is_well(None, "account a", "a: back.")
    voice.complain(None, "account a", 75, "a: gone again.")
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.removeprefix("inbox-watch: ") for line in said.err.splitlines()] == [
        *("a: gone.", "b: gone too.", "a: back.", "a: gone again."),
    ]


def test_the_connection_and_the_reading_of_an_account_are_one_trouble(capsys: pytest.CaptureFixture[str]) -> None:
    voice = ChangingVoice(quiet=False)
    voice.complain(None, "connection a", 75, "lost")
    voice.complain(None, "account a", 75, "cannot be read")
    voice.is_well(None, "account a", "read again")
    voice.is_well(None, "connection a", "back")
    voice.complain(None, "alerts", 75, "not sent")
    voice.complain(None, "judge", 1, "rules\nalone")
    assert capsys.readouterr().err.replace("inbox-watch: ", "").split("\n") == [
        *("lost", "back", "not sent", "rules", "alone", ""),
    ]


def test_quiet_says_no_good_news(capsys: pytest.CaptureFixture[str]) -> None:
    voice = ChangingVoice(quiet=True)
    voice.complain(None, "account a", 75, "gone")
    voice.is_well(None, "account a", "back")
    assert capsys.readouterr().err == "inbox-watch: gone\n"


@pytest.mark.parametrize(("number", "end"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)])
def test_a_signal_is_told_of_first_and_obeyed_when_asked(number: int, end: type[BaseException]) -> None:
    before = signal.getsignal(number)
    told = list[str]()
    with leaving(lambda: told.append("told")) as wish:
        wish.obey()
        os.kill(os.getpid(), number)
        assert told == ["told"]
        with pytest.raises(end):
            wish.obey()
    assert signal.getsignal(number) is before


@pytest.mark.parametrize("again", [True, False])
def test_what_goes_on_is_broken_off_after_a_second_or_at_the_second_signal(again: bool) -> None:
    def work() -> None:
        for _ in range(1 + again):
            os.kill(os.getpid(), signal.SIGINT)
        time.sleep(10)

    began = time.monotonic()
    with leaving(lambda: None), pytest.raises(KeyboardInterrupt):
        work()
    assert (time.monotonic() - began < 0.9) is again
    assert time.monotonic() - began < 4
