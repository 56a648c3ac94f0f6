from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from inbox_watch.records import Address, Detail
from tests.cli.calls import AS_OF, call, is_one_plain_line
from tests.cli.remembered import remembered
from tests.support.findings import received, sent


@pytest.fixture(scope="module")
def applications(polled: Path) -> list[dict[str, Any]]:
    found = json.loads(call("-c", polled, "report", "--format", "json", "--as-of", AS_OF).out)["applications"]
    assert found
    return list(found)


def explain(polled: Path, name: str) -> str:
    done = call("-c", polled, "explain", name, "--as-of", AS_OF)
    assert (done.code, done.err) == (0, "")
    return done.out


def test_every_application_is_explained_with_its_events_and_its_clock(
    polled: Path, applications: list[dict[str, Any]]
) -> None:
    for application in applications:
        text = explain(polled, application["id"])
        assert text.startswith(f"{application['id']}: ")
        assert f"the state is {application['state']}: " in text
        assert application["clock_start"] in text
        assert text.count("sha256 ") == len(application["events"])
        follow_up = application["follow_up"]
        if follow_up["due_on"]:
            assert "The follow-up is due on " in text
            assert follow_up["due_on"] in text
        assert ("What you can do first:" in text) is bool(follow_up["suggestions"])
        assert [each for each in follow_up["suggestions"] if f"\n  {each}\n" not in text] == []


def test_a_wait_that_ends_on_a_weekend_or_holiday_is_moved_in_words(polled: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(polled.read_text().replace(str(polled.parent / "data"), str(tmp_path / "data")))
    # Seven days after 24 April 2026 is 1 May, a holiday and a Friday; the next working day is Monday.
    call("-c", config, "applications", "add", "--employer", "Acme", "--role", "Clerk", "--applied-on", "2026-04-24")
    text = explain(config, "a1")
    assert "Fri 2026-05-01, no working day, so Mon 2026-05-04" in text


def test_a_message_is_found_by_message_id_digest_and_place(polled: Path, applications: list[dict[str, Any]]) -> None:
    event = applications[0]["events"][0]
    bare = event["message_id"].removeprefix("<").removesuffix(">")
    by_id = explain(polled, f"<{bare}>")
    digest = by_id.partition("sha256 ")[2][:8]
    account, folder, _, uid = event["uid"]
    assert by_id == explain(polled, bare) == explain(polled, digest) == explain(polled, f"{account}/{folder}/{uid}")
    assert f"It belongs to {applications[0]['id']}, " in by_id


def test_an_unreadable_message_says_so(polled: Path) -> None:
    report = json.loads(call("-c", polled, "report", "--format", "json", "--as-of", AS_OF).out)
    account, folder, _, uid = report["unreadable"][0]["uid"]
    assert "could not be read" in explain(polled, f"{account}/{folder}/{uid}")


@pytest.mark.parametrize("name", ["a9999", "<nobody@nowhere.example>", "0123456789abcdef", "x/y/z"])
def test_an_unknown_name_is_one_line_with_the_next_step(polled: Path, name: str) -> None:
    done = call("-c", polled, "explain", name)
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)
    assert "applications list" in done.err


def test_before_the_first_poll_it_says_what_to_do(config: Path) -> None:
    done = call("-c", config, "explain", "a1")
    assert done.code == 2
    assert "inbox-watch poll" in done.err


def test_a_sent_mail_says_what_it_is_whom_it_addresses_and_what_is_attached(tmp_path: Path) -> None:
    folder = tmp_path / "Sent"
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    (folder / "cur" / "1:2,S").write_text(
        "From: Kim <kim@home.example>\nTo: Petra Lindhof <petra@lindhof.example>\nMessage-ID: <letter@home.example>\n"
        "Date: Wed, 6 May 2026 10:00:00 +0200\nSubject: Planner\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
        "Dear Ms Petra Lindhof,\n\nHanna Jo suggested that I apply. I will call you on Tuesday.\n"
        "--b\nContent-Type: application/zip\n"
        'Content-Disposition: attachment; filename="CV_Kim.zip"\n\nxyz\n--b--\n'
    )
    arrived = datetime(2026, 5, 6, 8, 0, 5, tzinfo=UTC).timestamp()
    os.utime(folder / "cur" / "1:2,S", (arrived, arrived))
    config = tmp_path / "config.toml"
    config.write_text(
        f'[accounts.a]\nmaildir = "{folder}"\nrole = "sent"\n[me]\ntimezone = "Europe/Berlin"\n'
        f'[paths]\ndata = "{tmp_path}/data"\n'
    )
    assert call("-c", config, "poll", "--as-of", "2026-05-07").code == 0
    text = call("-c", config, "explain", "letter@home.example", "--as-of", "2026-05-07").out
    assert "mail of your own (application)" in text
    assert "promised on 2026-05-12, by telephone" in text
    assert "reader Petra Lindhof" in text
    assert "recommended by Hanna Jo" in text
    assert "Attached: CV_Kim.zip" in text
    assert "Mind: CV_Kim.zip: many mail servers stop archives" in text
    assert "No letter went with it" in text


def test_what_else_a_letter_and_an_absence_note_say_is_told(tmp_path: Path) -> None:
    """SR28, SR50, SR53: no advert, a deputy, and from when on silence is to be expected."""
    letter = sent("cv", "2026-03-02", speculative=True, has_letter=True)
    otto = Address("", "otto@lindhof-labs.example")
    note = received("away", "2026-03-03", Detail.OUT_OF_OFFICE, answers="cv", deputy=otto)
    receipt = received("receipt", "2026-03-04", answers="cv", expected_after=date(2026, 4, 1))
    config = remembered(tmp_path, letter, note, receipt)
    told = {key: call("-c", config, "explain", f"{key}@mail.example").out for key in ("cv", "away", "receipt")}
    assert "It answers no advert." in told["cv"]
    assert "No letter" not in told["cv"]
    assert "It names: deputy otto@lindhof-labs.example." in told["away"]
    assert "It names: silence to be expected after 2026-04-01." in told["receipt"]
