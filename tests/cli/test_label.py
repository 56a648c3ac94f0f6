"""What the user says a message is, and what that changes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inbox_watch.records import Detail, Label
from tests.cli.calls import AS_OF, Called, call, is_one_plain_line
from tests.cli.remembered import applications, remembered
from tests.support.findings import received, sent, sha256


def events(config: Path, as_of: str = AS_OF) -> list[dict[str, Any]]:
    report = json.loads(call("-c", config, "report", "--format", "json", "--as-of", as_of).out)
    return [event for application in report["applications"] for event in application["events"]]


def receipt(config: Path) -> dict[str, Any]:
    """A receipt that answers a mail of the user's; one that stands alone is all there is of its application."""
    return next(event for event in events(config) if "dahlgren-ack" in event["message_id"])


def test_the_users_word_wins_at_once(labelled: Path) -> None:
    message = receipt(labelled)["message_id"]
    done = call("-c", labelled, "label", message, "position_closed")
    assert done.code == 0
    assert "is position_closed now (it was acknowledgement)" in done.out
    after = next(event for event in events(labelled) if event["message_id"] == message)
    assert (after["detail"], after["probability"], after["unsure"]) == ("position_closed", 1.0, False)


def test_it_wins_for_days_of_the_past_too(labelled: Path) -> None:
    first = min(events(labelled), key=lambda event: str(event["received_at"]))
    call("-c", labelled, "label", first["message_id"], "offer")
    day = str(first["received_at"])[:10]
    assert any(event["label"] == "offer" for event in events(labelled, day))


def test_the_last_word_counts(labelled: Path) -> None:
    message = receipt(labelled)["message_id"]
    for label in ("offer", "rejection"):
        assert call("-c", labelled, "label", message, label).code == 0
    assert next(event for event in events(labelled) if event["message_id"] == message)["label"] == "rejection"


def test_explain_says_who_judged(labelled: Path) -> None:
    message = receipt(labelled)["message_id"]
    call("-c", labelled, "label", message, "interview")
    explained = call("-c", labelled, "explain", message).out
    assert "interview (interview_invite), 100%; judged by user." in explained


@pytest.mark.parametrize(("said", "near"), [("rejecton", "rejection"), ("position closed now", "position_closed")])
def test_an_unknown_label_names_the_nearest(labelled: Path, said: str, near: str) -> None:
    done = call("-c", labelled, "label", receipt(labelled)["message_id"], said)
    assert done.code == 2
    assert near in done.err


def test_an_unknown_message_says_how_messages_are_named(labelled: Path) -> None:
    done = call("-c", labelled, "label", "nobody@example.org", "rejection")
    assert done.code == 2
    assert "Message-ID" in done.err


def test_before_the_first_poll_there_is_nothing_to_label(config: Path) -> None:
    done = call("-c", config, "label", "x@example.org", "rejection")
    assert done.code == 2
    assert "inbox-watch poll" in done.err


CV = sent("cv", "2026-03-02", role="Planner")
RECEIPT = received("receipt", "2026-03-05", answers="cv")
NEWS = received("news", "2026-04-01", Detail.STATUS_UPDATE, answers="cv")


def label(config: Path, name: str, said: str) -> Called:
    return call("-c", config, "label", name, said)


def state(config: Path, as_of: str) -> str:
    (application,) = json.loads(call("-c", config, "report", "--format", "json", "--as-of", as_of).out)["applications"]
    return str(application["state"])


def test_the_application_stands_as_the_user_says_on_every_day_since_the_mail_came(tmp_path: Path) -> None:
    config = remembered(tmp_path, CV, RECEIPT, NEWS)
    assert (state(config, "2026-03-31"), state(config, "2026-05-02")) == ("due", "due")
    assert label(config, "news@mail.example", "rejection").out == (
        '"news" is rejection now (it was status_update).\na1: Lindhof Labs, Planner. Now: rejected.\n'
    )
    assert state(config, "2026-03-31") == "due"
    assert state(config, "2026-04-01") == state(config, "2026-05-02") == "rejected"


@pytest.mark.parametrize(
    ("said", "detail"),
    [*((it, it) for it in Detail), ("interview", "interview_invite"), ("other", "not_job"), ("Job-Alert", "job_alert")],
)
def test_every_detail_can_be_said_and_a_bare_label_means_the_plain_one(tmp_path: Path, said: str, detail: str) -> None:
    done = label(remembered(tmp_path, NEWS), "news@mail.example", said)
    assert done == Called(0, f'"news" is {detail} now (it was status_update).\n', "")


@pytest.mark.parametrize("name", ["<news@mail.example>", sha256("news")[:6], f"demo/INBOX/{NEWS.uids[0].uid}"])
def test_a_message_is_named_by_message_id_digest_or_place(tmp_path: Path, name: str) -> None:
    assert label(remembered(tmp_path, CV, RECEIPT, NEWS), name, "offer").out.startswith('"news" is offer now')


def test_a_name_of_two_messages_labels_neither(tmp_path: Path) -> None:
    done = label(remembered(tmp_path, NEWS, replace(RECEIPT, message_id=NEWS.message_id)), NEWS.message_id, "offer")
    assert (done.code, done.out) == (2, "")
    assert f"names 2 messages: {sha256('receipt')[:12]}, {sha256('news')[:12]}" in done.err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("news@mail.example", "nonsense"),
        ("a7", "offer"),
        ("cv@mail.example", "offer"),
    ],
)
def test_what_cannot_be_labelled_is_one_line(tmp_path: Path, name: str, said: str) -> None:
    done = label(remembered(tmp_path, CV, NEWS), name, said)
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)


def test_an_application_is_no_message_but_it_is_there(tmp_path: Path) -> None:
    assert "There is no application a1" not in label(remembered(tmp_path, CV, NEWS), "a1", "offer").err


@pytest.mark.parametrize("name", ["", "<>"])
def test_a_message_without_message_id_is_not_called_nothing(tmp_path: Path, name: str) -> None:
    assert label(remembered(tmp_path, replace(NEWS, message_id="")), name, "offer").code == 2


IVENMARK = "<b-ivr-ack.202603242033@us.greenhouse-mail.io>"


def test_an_application_stays_when_its_receipt_was_an_answer(labelled: Path) -> None:
    """The user says that the receipt is a refusal: the application is refused, not forgotten."""
    before = applications(labelled, "2026-03-28")
    (founded,) = [each for each in before.values() if each["events"][0]["message_id"] == IVENMARK]
    assert founded["state"] == "waiting"
    assert call("-c", labelled, "label", IVENMARK, "rejection").code == 0
    after = applications(labelled, "2026-03-28")
    assert set(after) == set(before)
    assert (after[founded["id"]]["employer"], after[founded["id"]]["state"]) == (founded["employer"], "rejected")
    assert "The judge had said acknowledgement." in call("-c", labelled, "explain", IVENMARK).out


def test_an_application_goes_when_its_receipt_was_about_something_else(labelled: Path) -> None:
    before = applications(labelled, "2026-03-28")
    call("-c", labelled, "label", IVENMARK, "not_job")
    (gone,) = set(before) - set(applications(labelled, "2026-03-28"))
    assert before[gone]["employer"] == "Ivenmark Robotics"


def test_a_doubtful_refusal_that_the_user_has_read_closes_the_application(tmp_path: Path) -> None:
    """The report asks the user to look at it and to say what it is; the answer settles it."""
    doubtful = received("no", "2026-04-01", Detail.REJECTION)  # outside of the thread, and no provider vouches for it
    config = remembered(tmp_path, CV, doubtful)
    (before,) = applications(config, "2026-05-03").values()
    assert before["state"] == "unconfirmed"
    assert label(config, doubtful.message_id, "rejection").code == 0
    assert applications(config, "2026-05-03")[before["id"]]["state"] == "rejected"


def test_the_help_names_every_label_and_detail() -> None:
    words = set(re.findall(r"[a-z_]+", call("label", "--help").out))
    assert words >= {*map(str, Label), *map(str, Detail)}
