"""What rings in real polls: news, not the past; once, and never about itself."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.runs.world import NOW, World, receipt
from tests.support.smtp import postbox

# apprise asks for a module that Python is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

INVITATION = (
    b"From: Petra Lindhof <petra@lindhof-labs.example>\r\nTo: runa@falkenried.example\r\n"
    b"Subject: Interview at Lindhof Labs\r\nMessage-ID: <i@lindhof-labs.example>\r\n\r\n"
    b"Dear Runa,\r\nwe would like to invite you to an interview in our office next week.\r\nPetra Lindhof\r\n"
)


def deliver_aged(world: World, number: int, days: float, folder: str = "INBOX") -> None:
    world.server.deliver(folder, receipt(number), NOW - timedelta(days=days))


def told(world: World) -> list[object]:
    found = json.loads(world.run("report", "--format", "json").out)
    return [found["applications"], found["unlinked"], found["unsure"]]


def test_the_first_run_rings_for_nothing_old_and_the_second_for_what_is_new(world: World) -> None:
    for number in range(1, 9):
        deliver_aged(world, number, days=number + 1)
    assert world.poll().out == ""
    world.deliver(20)
    assert "Firm20" in world.poll().out


def test_old_mail_that_is_moved_into_a_folder_rings_nothing(world: World) -> None:
    world.poll()
    deliver_aged(world, 1, days=40)
    deliver_aged(world, 2, days=40, folder="Junk")
    assert world.poll().out == ""


def test_an_account_that_is_added_later_rings_for_nothing_old(world: World) -> None:
    world.poll()
    mail = world.folder / "Mail"
    for part in ("cur", "new", "tmp"):
        (mail / part).mkdir(parents=True)
    came = NOW - timedelta(days=3)
    (mail / "cur" / f"{came.timestamp():.0f}.1.host:2,").write_bytes(receipt(5))
    text = world.config.read_text("utf-8")
    world.config.write_text(f'{text}[accounts.later]\nmaildir = "{mail}"\n', "utf-8")
    assert world.poll().out == ""
    assert len(world.findings()) == 1


def test_alerts_that_go_to_the_mailbox_that_is_read_ring_nothing(world: World) -> None:
    world.poll()
    world.server.deliver("INBOX", INVITATION, NOW)
    with postbox() as box:
        target = box.target().replace("from=runa@falkenried.example", "from=notes@elsewhere.example")
        text = world.config.read_text("utf-8").replace('["stdout"]', f'["{target}"]')
        world.config.write_text(f'{text}[report]\nsend_to = ["{target}"]\n', "utf-8")
        world.poll()
        assert world.run("report", "--send") == 0
        assert len(box.mails) == 2
        before = told(world)
        for mail in box.mails:
            world.server.deliver("INBOX", mail.as_bytes(), NOW)
            world.server.deliver("Sent", mail.as_bytes(), NOW)
        for _ in range(3):
            world.poll()
        assert len(box.mails) == 2
        assert told(world) == before


def test_quiet_hours_keep_an_alert_for_the_morning(world: World) -> None:
    world.deliver(1)
    text = world.config.read_text("utf-8")
    local = NOW.astimezone()
    whole_day = f'quiet_hours = ["{local:%H:%M}", "{local - timedelta(minutes=1):%H:%M}"]\n'
    world.config.write_text(text.replace("Europe/Berlin", "UTC") + whole_day, "utf-8")
    assert world.poll().out == ""
    world.config.write_text(text, "utf-8")
    assert "Firm1" in world.poll().out
