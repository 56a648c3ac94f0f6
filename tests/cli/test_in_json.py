"""`--json`: one document on standard output and nothing else, whatever else a command says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calls import AS_OF, ROOT, call

KEYS = {
    ("status",): {"as_of", "due", "look_first", "silent", "unknown", "applications", "last_good_run"},
    ("applications", "list"): {"as_of", "applications"},
    ("applications", "show", "a1"): {"as_of", "application", "why"},
    ("explain", "a1"): {"as_of", "application", "why"},
    ("review",): {"waiting"},
    ("model", "info"): {"file", "sha256", "details", "limits"},
    ("poll", "-n"): {"accounts"},
}


def document(config: Path, *arguments: str) -> Any:
    done = call("-c", config, *arguments, "--json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


@pytest.mark.parametrize("command", KEYS)
def test_each_prints_one_document_with_its_keys(polled: Path, command: tuple[str, ...]) -> None:
    assert document(polled, *command).keys() == {"schema", *KEYS[command]}


def test_every_key_is_documented(polled: Path) -> None:
    page = (ROOT / "docs" / "json.md").read_text("utf-8")
    keys = set[str]().union(*KEYS.values(), *(each.keys() for each in document(polled, "review")["waiting"]))
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


def test_an_application_is_the_same_everywhere(polled: Path) -> None:
    reported = json.loads(call("-c", polled, "report", "--format", "json", "--as-of", AS_OF).out)["applications"]
    listed = document(polled, "applications", "list", "--as-of", AS_OF)["applications"]
    assert sorted(listed, key=lambda each: each["id"]) == sorted(reported, key=lambda each: each["id"])
    days = [each["applied_on"] for each in listed]
    assert days == sorted(days)
    assert document(polled, "explain", "a1", "--as-of", AS_OF)["application"] in reported


def test_the_numbers_are_those_of_the_report(polled: Path) -> None:
    counts = json.loads(call("-c", polled, "report", "--format", "json", "--as-of", AS_OF).out)["counts"]
    told = document(polled, "status", "--as-of", AS_OF)
    assert {key: told[key] for key in ("due", "silent", "applications")} == {
        key: counts[key] for key in ("due", "silent", "applications")
    }


def test_a_message_has_its_clues_and_its_home(polled: Path) -> None:
    events = document(polled, "applications", "list")["applications"][0]["events"]
    told = document(polled, "explain", events[-1]["message_id"])
    assert told["message"]["detail"] == events[-1]["detail"]
    assert told["message"]["message_id"] == events[-1]["message_id"]
    assert told["link"]["reason"] == events[-1]["link"]["reason"]
    assert told["why"][0].startswith('"')


def test_what_alerts_print_does_not_disturb_the_document(config: Path) -> None:
    config.write_text(config.read_text() + '[alerts]\ntargets = ["nothing", "stdout"]\n')
    done = call("-c", config, "alerts", "test", "--json")
    bad, good = json.loads(done.out)["targets"]
    assert (done.code, bad["sent"], bad["exit_code"], good["sent"], good["error"]) == (78, False, 78, True, "")
    assert "A test of inbox_watch." in done.err


def test_a_poll_tells_how_each_account_went(config: Path) -> None:
    before = json.loads(call("-c", config, "poll", "-n", "--json").out)["accounts"]
    after = json.loads(call("-c", config, "poll", "--json", "--as-of", AS_OF).out)["accounts"]
    assert after == [{"name": "sample", "new": before[0]["new"], "exit_code": 0}]
    assert before[0]["new"] == sum(before[0]["folders"].values()) > 0


def test_an_error_is_no_document(tmp_path: Path) -> None:
    done = call("-c", tmp_path / "none.toml", "status", "--json")
    assert (done.code, done.out) == (78, "")
