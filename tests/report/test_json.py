"""The JSON that other programs rely on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from inbox_watch.records import Channel, CounterpartKind, Detail, Label, LinkReason, Report, State, Step, Unlinked, Via
from inbox_watch.report.as_json import schema_text, to_json
from tests.report.builders import DAY, READ, event, finding, heard, report, standing
from tests.report.schema_check import problems
from tests.report.search import job_search

_GAP = (datetime(2026, 4, 11, 6, tzinfo=UTC), datetime(2026, 4, 13, 6, tzinfo=UTC))


def _json(its_report: Report) -> Any:
    return json.loads(to_json(its_report))


def test_the_example_of_the_contract() -> None:
    receipt = event(Detail.ACKNOWLEDGEMENT, date(2026, 4, 1))
    one = standing(State.DUE, receipt, acknowledged_on=date(2026, 4, 1), reasons=("receipt on 2026-04-01",))
    inside = ("do you know somebody inside? Ask there first",)
    one = replace(one, follow_up=replace(one.follow_up, suggestions=inside))
    assert _json(report(one, heard=(heard("INBOX", READ, _GAP),))) == {
        "schema": 1,
        "as_of": "2026-05-01",
        "timezone": "Europe/Berlin",
        "listened": {"personal": {"INBOX": {"until": "2026-05-01T06:00:03Z", "blind": [["2026-04-11", "2026-04-13"]]}}},
        "counts": {
            "applications": 1,
            "silent": 1,
            "silent_unused": 1,
            "due": 1,
            "interview": 0,
            "rejected": 0,
            "offer": 0,
            "undelivered": 0,
            "unsure": 0,
            "unlinked": 0,
            "unreadable": 0,
        },
        "applications": [
            {
                "id": "a17",
                "employer": "Lindhof Labs",
                "role": "Planner",
                "applied_on": "2026-04-01",
                "via": "mail",
                "counterpart": {"kind": "large", "guessed": True, "contacts": ["petra@lindhof.example"]},
                "state": "due",
                "silent": True,
                "acknowledged_on": "2026-04-01",
                "silent_days": 30,
                "step": "application",
                "clock_start": "2026-04-01",
                "follow_up": {
                    "due_on": "2026-04-09",
                    "advised": True,
                    "channel": "email",
                    "target": "petra@lindhof.example",
                    "used_on": None,
                    "snoozed_until": None,
                    "reasons": ["receipt on 2026-04-01"],
                    "warnings": [],
                    "suggestions": ["do you know somebody inside? Ask there first"],
                },
                "events": [
                    {
                        "uid": ["personal", "INBOX", 1, 42],
                        "message_id": "<m42@lindhof.example>",
                        "received_at": "2026-04-01T09:30:00Z",
                        "label": "acknowledgement",
                        "detail": "acknowledgement",
                        "probability": 0.98,
                        "unsure": False,
                        "late_days": None,
                        "link": {"reason": "in-reply-to", "score": 1.0, "verified": True},
                        "origin": "unverified",
                        "signs": [],
                    }
                ],
            }
        ],
        "unlinked": [],
        "unsure": [],
        "unreadable": [],
    }


@pytest.mark.parametrize("its_report", [report(), report(heard=()), job_search(300)], ids=["empty", "unheard", "long"])
def test_every_report_fits_the_schema(its_report: Report) -> None:
    document = json.loads(schema_text())
    assert list(problems(_json(its_report), document, document)) == []


def test_the_schema_check_finds_what_is_wrong() -> None:
    document = json.loads(schema_text())
    broken = _json(report(standing()))
    broken["applications"][0]["state"] = "ghosted"
    broken["counts"]["due"] = True
    broken["as_of"] = "1 May"
    broken["extra"] = 1
    assert len(list(problems(broken, document, document))) == 4


def test_the_schema_knows_every_word_of_the_records() -> None:
    document = json.loads(schema_text())["$defs"]
    application, mail = document["application"]["properties"], document["event"]["properties"]
    assert application["state"]["enum"] == list(State)
    assert application["via"]["enum"] == list(Via)
    assert application["step"]["enum"] == list(Step)
    assert application["counterpart"]["properties"]["kind"]["enum"] == list(CounterpartKind)
    assert application["follow_up"]["properties"]["channel"]["enum"] == list(Channel)
    assert mail["label"]["enum"] == list(Label)
    assert mail["detail"]["enum"] == list(Detail)
    assert mail["link"]["properties"]["reason"]["enum"] == list(LinkReason)


def test_silent_is_said_of_four_states_and_counted() -> None:
    told = _json(report(*(standing(state) for state in State)))
    silent = {application["state"] for application in told["applications"] if application["silent"]}
    assert silent == {"due", "silent_final", "silent_hold", "move_on"}
    assert told["counts"]["silent"] == 4
    assert told["counts"]["silent_unused"] == 4
    assert told["counts"]["due"] == 1


def test_silence_that_was_not_followed_up_is_counted() -> None:
    """SR44: of ten silent ones seven, whatever state the silence is in."""
    used = [standing(State.SILENT_FINAL, used_on=date(2026, 4, 10))] * 3
    unused = [standing(state) for state in (State.DUE, State.SILENT_HOLD, State.MOVE_ON)] + [standing()] * 4
    told = _json(report(*used, *unused, standing(State.WAITING)))["counts"]
    assert (told["silent"], told["silent_unused"]) == (10, 7)


def test_times_are_told_in_utc_whatever_their_zone() -> None:
    there = timezone(timedelta(hours=-7))
    mail = finding()
    moved = replace(mail, internaldate=datetime(2026, 4, 30, 23, 59, 59, 999_999, tzinfo=there))
    receipt = replace(event(), finding=moved)
    told = _json(report(standing(State.DUE, receipt)))
    assert told["applications"][0]["events"][0]["received_at"] == "2026-05-01T06:59:59Z"


def test_a_mail_without_a_message_id_has_none() -> None:
    told = _json(report(unlinked=(Unlinked(finding(message_id=""), ("a3", "a9")),)))
    assert told["unlinked"] == [
        {
            "uid": ["personal", "INBOX", 1, 42],
            "message_id": "",
            "label": "acknowledgement",
            "from": "petra@lindhof.example",
            "subject": "Your application",
            "origin": "unverified",
            "signs": [],
            "candidates": ["a3", "a9"],
        }
    ]


def test_a_folder_never_read_is_null() -> None:
    assert _json(report(heard=(heard("Junk", None),)))["listened"] == {
        "personal": {"Junk": {"until": None, "blind": []}}
    }


def test_of_folders_whose_names_clean_alike_the_worse_heard_is_told() -> None:
    twins = (heard("Jobs\u200b", READ - 9 * DAY), heard("Jobs", READ))
    assert _json(report(heard=twins))["listened"]["personal"]["Jobs"]["until"] == "2026-04-22T06:00:03Z"


def test_the_most_urgent_comes_first() -> None:
    told = _json(report(standing(State.REJECTED, id="a1"), standing(State.DUE, id="a2")))
    assert [application["id"] for application in told["applications"]] == ["a2", "a1"]


def test_it_is_readable_text_that_ends_with_a_line() -> None:
    text = to_json(report(standing(employer="Müller & Söhne")))
    assert "Müller & Söhne" in text
    assert text.endswith("}\n")
