"""A client who withdraws is read no more from that moment on, whatever is queued or under way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from inbox_watch.errors import EXIT_CONFIGURATION, EXIT_USAGE, AnotherRun
from inbox_watch.store.store import open_store
from tests.fleet.test_shard import jobs_of

if TYPE_CHECKING:
    from inbox_watch.fleet.mailbox import Work
    from tests.fleet.stage import Stage

_RUNS = "SELECT client FROM inbox_watch.runs ORDER BY client"
_LEFT = "SELECT client, claimed_at IS NULL, ended_at IS NULL, send_at IS NULL FROM fleet.mailboxes ORDER BY client"
TODAY = datetime.now(UTC).date()


def withdraw(stage: Stage, client: str, *options: str) -> str:
    return stage.run("withdraw", client, *options, config="office.toml")


def test_a_job_that_waits_leaves_out_who_withdrew(stage: Stage, work: Work) -> None:
    from inbox_watch.fleet.shard import work_on

    stage.dovecot.add_users("stay-1", "leave-1")
    stage.enrol(["stay-1", "leave-1"])
    (job,) = jobs_of(stage, work)
    stage.sql("UPDATE fleet.mailboxes SET send_at = now()")
    assert withdraw(stage, "leave-1").startswith("The mailbox of leave-1 is read no more, and no coach sees")
    work_on(work, job)
    assert stage.sql(_RUNS) == "stay-1"
    assert stage.sql(_LEFT).splitlines()[0] == "leave-1|t|t|t"
    stage.sql("SET search_path TO jobs; DELETE FROM procrastinate_jobs")
    stage.make_due()
    assert [job["clients"] for job in jobs_of(stage, work)] == [["stay-1"]]


def test_who_is_enrolled_with_another_coach_takes_nothing_from_a_third(stage: Stage) -> None:
    from inbox_watch.store.server.clients import Server
    from inbox_watch.store.server.office import Consent, consent

    coaches = "SELECT coach, withdrawn_on IS NOT NULL FROM fleet.consents WHERE client = 'twice-1' ORDER BY coach"
    stage.enrol(["twice-1"], coach="brandt")
    office = Server(stage.postgres.url(stage.database, f"{stage.database}_office"))
    for coach in ("okafor", "silva"):
        consent(office, "twice-1", Consent(coach, frozenset({"counts"}), "form", TODAY, TODAY + timedelta(3)))
    office.close()
    withdraw(stage, "twice-1", "--coach", "silva")
    stage.enrol(["twice-1"], coach="meyer")
    assert stage.sql(coaches).splitlines() == ["meyer|f", "okafor|f", "silva|t"]


def test_who_withdrew_is_counted_until_removed(stage: Stage) -> None:
    stage.postgres.login(f"{stage.database}_monitor", "inbox_watch_monitor")
    monitor = stage.postgres.url(stage.database, f"{stage.database}_monitor")
    stage.enrol(["stay-2", "leave-2"])
    assert json.loads(withdraw(stage, "leave-2", "--json")) == {
        "schema": 1,
        "client": "leave-2",
        "coach": None,
        "is_read": False,
    }
    told = stage.run("status", "--database", monitor, config="worker.toml", code=1)
    assert "Consent withdrawn: 1 client, read no more" in told
    assert stage.sql("SELECT count(*) FROM fleet.consents WHERE client = 'leave-2'") == "1"
    stage.run("remove", "leave-2", config="office.toml")
    assert "withdrawn" not in stage.run("status", "--database", monitor, config="worker.toml", code=1)
    stage.run("withdraw", "leave-2", config="office.toml", code=EXIT_CONFIGURATION)


def test_a_poll_under_way_keeps_nothing_more(stage: Stage, work: Work) -> None:
    stage.enrol(["late-1"])
    with (
        work.turns.one_run("late-1", datetime.now(UTC)) as place,
        open_store(place) as store,
    ):
        store.name_applications({"one": "a1"})
        withdraw(stage, "late-1")
        with pytest.raises(AnotherRun):
            store.name_applications({"two": "a2"})
        assert store.application_ids() == {"one": "a1"}


def test_who_withdraws_between_the_look_and_the_turn_is_not_read(stage: Stage, work: Work) -> None:
    from inbox_watch.fleet.shard import work_on
    from inbox_watch.store.server.turns import Turns

    class Late(Turns):
        @contextmanager
        def one_run(self, client: str, now: datetime) -> Iterator[Any]:
            withdraw(stage, client)
            with super().one_run(client, now) as place:
                yield place

    stage.dovecot.add_users("between-1")
    stage.enrol(["between-1"])
    (job,) = jobs_of(stage, work)
    turns = Late(work.server)
    work_on(replace(work, turns=turns), job)
    turns.close()
    assert stage.sql(_RUNS) == ""
    assert stage.sql(_LEFT) == "between-1|t|t|t"


def test_a_list_does_not_bring_back_who_withdrew_but_a_later_consent_does(stage: Stage, work: Work) -> None:
    stage.enrol(["back-1", "back-2"])
    withdraw(stage, "back-1")
    assert stage.enrol(["back-1", "back-2"], timezone="Europe/Paris") == (
        "new 0, changed 1, same 0.\nLeft as they are, since they withdrew and this is no later consent: back-1.\n"
    )
    assert [job["clients"] for job in jobs_of(stage, work)] == [["back-2"]]
    assert stage.enrol(["back-1"], consent_on=str(TODAY), consent_by="form 2") == "new 0, changed 1, same 0.\n"
    assert [job["clients"] for job in jobs_of(stage, work)] == [["back-2"], ["back-1"]]
    assert stage.sql("SELECT count(*) FROM fleet.consents WHERE client = 'back-1' AND withdrawn_on IS NULL") == "1"
    assert stage.sql("SELECT count(withdrawn_on) FROM fleet.mailboxes") == "0"


def test_an_enrolment_that_began_before_brings_nobody_back(stage: Stage) -> None:
    """What an older consent says is not kept, even where the list was checked before the client withdrew."""
    from inbox_watch.fleet.enrolling import keep_enrolment, known_clients
    from inbox_watch.fleet.enrolment import Enrolment
    from inbox_watch.store.server.clients import Server

    stage.enrol(["race-1"])
    office = Server(stage.postgres.url(stage.database, f"{stage.database}_office"))
    known = known_clients(office)["race-1"]
    withdraw(stage, "race-1")
    keep_enrolment(office, Enrolment((), (replace(known, language="fr"),), ()), datetime.now(UTC))
    office.close()
    assert stage.sql("SELECT withdrawn_on IS NOT NULL FROM fleet.mailboxes") == "t"
    assert stage.sql("SELECT withdrawn_on IS NOT NULL FROM fleet.consents") == "t"


def test_without_any_coach_left_a_mailbox_is_not_read(stage: Stage, work: Work) -> None:
    from inbox_watch.store.server.clients import Server
    from inbox_watch.store.server.office import Consent, consent

    stage.enrol(["both-1"])
    office = Server(stage.postgres.url(stage.database, f"{stage.database}_office"))
    consent(office, "both-1", Consent("meier", frozenset({"counts"}), "form 3", TODAY, TODAY + timedelta(days=9)))
    office.close()
    stage.run("withdraw", "both-1", "--coach", "nobody", config="office.toml", code=EXIT_USAGE)
    assert withdraw(stage, "both-1", "--coach", "brandt") == "brandt sees nothing more of both-1.\n"
    standing = "SELECT coach FROM fleet.consents WHERE withdrawn_on IS NULL"
    assert stage.sql(standing) == "meier"
    assert len(jobs_of(stage, work)) == 1
    assert "The mailbox of both-1 is read no more" in withdraw(stage, "both-1", "--coach", "meier")
    assert stage.sql(standing) == ""
    assert stage.sql(_LEFT) == "both-1|t|t|t"
