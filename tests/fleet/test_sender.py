"""Alerts of a fleet on their way: two senders at once tell each alert once, and one that failed is tried again."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from inbox_watch.alerts.deliver import addressed
from inbox_watch.records import Alert
from inbox_watch.store.store import open_store

if TYPE_CHECKING:
    from inbox_watch.fleet.mailbox import Work
    from tests.fleet.stage import Stage


def queue(stage: Stage, work: Work, clients: list[str]) -> None:
    for client in clients:
        targets = [target.replace("{client}", client) for target in work.house.alert_targets]
        alert = Alert(f"mail:{client}", "offer", "urgent", "An offer.", "Read it.")
        with open_store(work.server.client(client)) as store:
            store.queue_alerts(addressed([alert], targets), datetime.now(UTC))
    stage.sql("UPDATE fleet.mailboxes SET send_at = now()")


def test_two_senders_tell_each_alert_once(stage: Stage, work: Work) -> None:
    from inbox_watch.fleet.sender import send_all

    clients = [f"told-{number}" for number in range(6)]
    stage.enrol(clients)
    queue(stage, work, clients)
    senders = [threading.Thread(target=send_all, args=(work,)) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert [name.split()[0] for name in stage.taken()] == clients
    assert stage.sql("SELECT count(*) FROM inbox_watch.outbox WHERE sent_at IS NULL OR tries <> 1") == "0"
    assert stage.sql("SELECT count(send_at) FROM fleet.mailboxes") == "0"


def test_what_was_not_taken_is_tried_again(stage: Stage, work: Work) -> None:
    from inbox_watch.fleet.sender import send_all

    stage.enrol(["deaf-1", "told-7"])
    queue(stage, work, ["deaf-1", "told-7"])
    (stage.folder / "sink.sh").write_text("#!/bin/sh\ntest $1 = told-7\n")
    assert send_all(work) == 2
    assert stage.sql("SELECT client FROM fleet.mailboxes WHERE send_at > now() + interval '4 minutes'") == "deaf-1"
    assert stage.sql("SELECT client FROM fleet.mailboxes WHERE send_at IS NULL") == "told-7"
