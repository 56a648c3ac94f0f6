"""Which application a message belongs to, when the user says so."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from inbox_watch.records import Detail
from inbox_watch.store.store import open_store
from tests.cli.calls import Called, call, is_one_plain_line
from tests.cli.remembered import ANSWER, COOK, NEWS, PLANNER, applications, learn, remembered, subjects
from tests.support.findings import received, sent, sha256


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return remembered(tmp_path, PLANNER, COOK, NEWS, ANSWER)


def link(config: Path, name: str, to: str) -> Called:
    return call("-c", config, "link", name, to)


def test_the_message_and_its_thread_move_at_once_and_for_days_of_the_past(config: Path) -> None:
    assert subjects(applications(config)["a1"]) == ["planner", "news", "answer"]
    assert link(config, NEWS.message_id, "a2") == Called(
        0, '"news" belongs to a2 now: Kestrel, Cook.\na2: Kestrel, Cook. Now: answered.\n', ""
    )
    now = applications(config)
    assert (subjects(now["a1"]), subjects(now["a2"])) == (["planner"], ["cook", "news", "answer"])
    assert subjects(applications(config, "2026-03-21")["a2"]) == ["cook", "news"]


@pytest.mark.parametrize("name", ["<news@mail.example>", sha256("news")[:6], f"demo/INBOX/{NEWS.uids[0].uid}"])
def test_a_message_is_named_by_message_id_digest_or_place(config: Path, name: str) -> None:
    assert link(config, name, "a2").code == 0


def test_explain_says_that_the_user_said_so(config: Path) -> None:
    link(config, NEWS.message_id, "a2")
    explained = call("-c", config, "explain", NEWS.message_id).out
    assert "It belongs to a2, Kestrel, Cook, applied on 2026-03-04: you said so, score 1." in explained
    assert "Your word vouches for it" in explained
    assert "you said so, score 1; sha256" in call("-c", config, "explain", "a2").out
    link(config, NEWS.message_id, "none")
    assert "It belongs to no application: you said so." in call("-c", config, "explain", NEWS.message_id).out


def test_none_leaves_the_message_out_of_the_report(config: Path) -> None:
    lost = received("lost", "2026-04-02", Detail.REJECTION, from_="x@faraway.example")
    learn(config, lost)

    def unlinked() -> list[str]:
        report = json.loads(call("-c", config, "report", "--format", "json", "--as-of", "2026-05-03").out)
        return [each["subject"] for each in report["unlinked"]]

    assert "lost" in unlinked()
    assert link(config, lost.message_id, "none").out == '"lost" belongs to no application now.\n'
    assert "lost" not in unlinked()


def test_new_founds_an_application_that_keeps_its_id_when_more_mail_comes(config: Path) -> None:
    done = link(config, NEWS.message_id, "new")
    assert done.out == (
        '"news" founds a3 now: Employer not known (petra@lindhof-labs.example).\n'
        "It names no employer: `inbox-watch applications edit a3` takes one.\n"
    )
    learn(config, sent("other", "2026-04-01", to="hr@third.example"))
    now = applications(config)
    assert subjects(now["a3"]) == ["news", "answer"]
    assert subjects(now["a4"]) == ["other"]
    assert link(config, NEWS.message_id, "a3").code == 0
    assert subjects(applications(config)["a3"]) == ["news", "answer"]


def test_an_application_without_other_mail_goes_and_the_user_is_told(config: Path) -> None:
    done = link(config, COOK.message_id, "a1")
    assert (
        done.out
        == '"cook" belongs to a1 now: Lindhof Labs, Planner.\na2 is gone: nothing else shows it (Kestrel, Cook).\n'
    )
    assert list(applications(config)) == ["a1"]


def test_a_receipt_that_is_left_shows_the_application_still(config: Path) -> None:
    receipt = received("receipt", "2026-03-05", from_="x@kestrel.example", employers=["Kestrel"], role="Cook")
    learn(config, receipt)
    assert subjects(applications(config)["a2"]) == ["cook", "receipt"]
    assert "gone" not in link(config, COOK.message_id, "none").out
    assert subjects(applications(config)["a2"]) == ["receipt"]


@pytest.mark.parametrize("to", ["a1", "new"])
def test_what_is_so_already_is_not_said_again(config: Path, to: str) -> None:
    assert link(config, PLANNER.message_id, to).out == "a1 is known from this message: Lindhof Labs, Planner.\n"
    with open_store(config.parent / "data" / "inbox_watch.sqlite3", read_only=True) as store:
        assert store.statements() == ()


def test_the_link_survives_another_judge(config: Path) -> None:
    link(config, NEWS.message_id, "a2")
    judged = replace(NEWS, verdict=received("news", "2026-03-20", Detail.OFFER).verdict, facts=PLANNER.facts)
    with open_store(config.parent / "data" / "inbox_watch.sqlite3") as store:
        store.replace_findings([judged])
    assert subjects(applications(config)["a2"]) == ["cook", "news", "answer"]


@pytest.mark.parametrize(
    ("name", "to", "said"),
    [
        ("news@mail.example", "a77", "applications list"),
        ("news@mail.example", "nonsense", "applications list"),
        ("nobody@mail.example", "a1", "Message-ID"),
        ("a1", "a2", "is an application, not a message"),
    ],
)
def test_what_is_unknown_is_one_line_with_the_next_step(config: Path, name: str, to: str, said: str) -> None:
    done = link(config, name, to)
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)
    assert said in done.err


def test_before_the_first_poll_there_is_nothing_to_link(tmp_path: Path) -> None:
    config = remembered(tmp_path)
    (tmp_path / "data" / "inbox_watch.sqlite3").unlink()
    done = link(config, "x@example.org", "a1")
    assert done.code == 2
    assert "inbox-watch poll" in done.err
