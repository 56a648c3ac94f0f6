"""A mailbox that changes under the program: numbered anew, with other mail, or emptied and moved during a poll."""

from __future__ import annotations

import random
import threading
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from inbox_watch.errors import EXIT_FINE, EXIT_TEMPORARY
from tests.faults.amounts import LONG, SEED, at_random
from tests.faults.caught_up import assert_polite, letters_in
from tests.faults.mails import Mail, mail
from tests.faults.runs import Host, User
from tests.faults.scenes import FIRST, NEW, NEWS, OLD
from tests.faults.serving import deliver, imap
from tests.support.dovecot import Dovecot
from tests.support.tally import Tally

pytestmark = LONG

# So many polls in a row, while mail is moved all the time.
_POLLS = 3


def known(user: User) -> int:
    return len(user.portrait()["findings"])


def test_other_mail_under_the_same_numbers_is_read_and_nothing_told_twice(
    host: Host, place: Path, dovecot: Dovecot, tally: Tally
) -> None:
    dice, resets = random.Random(SEED), at_random(2, 40)
    for number in range(resets):
        dovecot.empty()
        deliver(dovecot, OLD)
        user = User(host, place / f"user{number}", imap(dovecot.port))
        user.poll(FIRST)
        deliver(dovecot, NEW)
        user.poll(NEWS)
        told = letters_in(user.told())
        others = _others(dice)
        staying = [*OLD, *NEW] if dice.random() < 0.5 else dice.sample([*OLD, *NEW], 6)
        _replace(dovecot, dice.sample([*others, *staying], len(others) + len(staying)))
        for hours in (1, 2):
            user.poll(NEWS + timedelta(hours=hours))
        assert known(user) == len(OLD) + len(NEW) + len(others)
        after = letters_in(user.told())
        assert all(after[letter] == told[letter] for letter in told)
        assert after.total() == told.total() + len(others)
    tally.add("uidvalidity", resets, seed=SEED)


def _others(dice: random.Random) -> list[Mail]:
    """Receipts of employers that were not heard of before."""
    return [mail("receipt", number, NEWS) for number in dice.sample(range(20, 90), dice.randint(1, 6))]


def _replace(server: Dovecot, mails: list[Mail]) -> None:
    """Another mailbox, whose messages have the numbers of the old one. Dovecot numbers folders by seconds."""
    server.empty()
    time.sleep(1.1)
    for one in mails:
        server.deliver(one.folder, one.octets, one.came)


class Hand:
    """Somebody who moves and deletes mail while it is read."""

    def __init__(self, server: Dovecot, dice: random.Random) -> None:
        self._server, self._dice = server, dice
        self._is_over = threading.Event()
        self.moved = 0
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> Hand:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._is_over.wait(self._dice.uniform(0, 0.01)):
            self._move_one()

    def _move_one(self) -> None:
        """From INBOX into Junk or back, as another mail program does."""
        folders = ["INBOX", "Junk"]
        self._dice.shuffle(folders)
        source, target = (self._server.maildir(folder) for folder in folders)
        files = [path for part in ("new", "cur") for path in source.joinpath(part).glob("*")]
        if files:
            moving = self._dice.choice(files)
            with suppress(OSError):
                moving.rename(target / "new" / f"{moving.name.partition(':')[0]}x")
                self.moved += 1


def test_mail_that_moves_during_polls_is_read_once_and_told_once(
    host: Host, place: Path, dovecot: Dovecot, tally: Tally
) -> None:
    dice, rounds, moves = random.Random(SEED), at_random(2, 25), 0
    for number in range(rounds):
        dovecot.empty()
        deliver(dovecot, [mail("news", 99, NEWS - timedelta(days=9))])
        user = User(host, place / f"user{number}", imap(dovecot.port))
        user.poll(FIRST)
        dovecot.deliver("Junk", mail("news", 98, NEWS - timedelta(days=9)).octets, FIRST)
        receipts = [mail("receipt", each, NEWS - timedelta(minutes=each)) for each in range(1, 25)]
        deliver(dovecot, receipts)
        with Hand(dovecot, dice) as hand:
            for hours in range(_POLLS):
                code = user.run("poll", now=NEWS + timedelta(hours=hours))
                assert code in (EXIT_FINE, EXIT_TEMPORARY), user.complaints()
        moves += hand.moved
        for hours in (4, 5):
            user.poll(NEWS + timedelta(hours=hours))
        assert known(user) == len(receipts) + 2
        told = letters_in(user.told())
        assert len(told) == len(receipts)
        assert set(told.values()) == {1}
        assert_polite(user)
    assert moves
    tally.add("moves", rounds * _POLLS, seed=SEED)
