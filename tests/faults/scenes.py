"""Polls at a moment, after earlier polls with their mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.faults.mails import BEGIN, Mail, answers, letters, mail
from tests.faults.runs import Host, User

DAY = timedelta(days=1)
FIRST, NEWS, DUE = BEGIN + 2 * DAY, BEGIN + 3 * DAY, BEGIN + 12 * DAY
# Mail is kept for 1095 days, and the clock is believed when mail was read in the last thirty.
GONE = BEGIN + 1110 * DAY
OLD = (*letters(1, 2, 3, 4), mail("receipt", 4, BEGIN + DAY), mail("news", 9, BEGIN + DAY))
NEW = (*answers(NEWS - timedelta(hours=5), receipt=1, refusal=2, invitation=3, news=5),)


@dataclass(frozen=True, slots=True)
class Scene:
    """What was polled before, and what a poll finds now."""

    before: tuple[tuple[datetime, tuple[Mail, ...]], ...]
    now: datetime
    mails: tuple[Mail, ...]


SCENES = {
    "the first poll": Scene((), FIRST, OLD),
    "news": Scene(((FIRST, OLD),), NEWS, NEW),
    "follow-ups that are due": Scene(((FIRST, OLD), (NEWS, NEW)), DUE, ()),
    "what is too old": Scene(((FIRST, OLD), (NEWS, NEW), (DUE, ()), (GONE - 20 * DAY, ())), GONE, ()),
}


def set_scene(host: Host, folder: Path, scene: Scene) -> User:
    """A user just before the poll."""
    user = User(host, folder)
    for now, mails in scene.before:
        user.deliver(mails)
        user.poll(now)
    user.deliver(scene.mails)
    return user
