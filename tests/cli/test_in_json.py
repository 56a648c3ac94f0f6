"""`--json`: one document on standard output and nothing else, whatever else a command says."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from inbox_watch.cli.main import cli
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
KEYS_OF_A_DRAFT = {"kind", "language", "to", "subject", "body", "in_reply_to", "references", "mind"}


def document(config: Path, *arguments: str) -> Any:
    done = call("-c", config, *arguments, "--json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


@pytest.mark.parametrize("command", KEYS)
def test_each_prints_one_document_with_its_keys(polled: Path, command: tuple[str, ...]) -> None:
    assert document(polled, *command).keys() == {"schema", *KEYS[command]}


def test_every_key_is_documented(polled: Path) -> None:
    page = (ROOT / "docs" / "json.md").read_text("utf-8")
    waiting = [each.keys() for each in document(polled, "review")["waiting"]]
    keys = set[str]().union(*KEYS.values(), KEYS_OF_A_DRAFT, {"told", "settings"}, *waiting)
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


def documents(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Each command below this one, and whether it has `--json`."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found
            yield from documents(found, (*path, name))
    else:
        yield path, any("--json" in each.opts for each in command.params)


def test_every_command_has_it_but_those_with_a_form_or_a_talk_of_their_own() -> None:
    without = {" ".join(path) for path, has_it in documents(cli) if not has_it and path[0] != "export"}
    of_fleets = {"fleet worker", "fleet metrics"}
    assert without == {"init", "watch", "classify", "config schema", "completion", "demo"} | of_fleets


def told(config: Path, *arguments: str | Path) -> list[str]:
    """What a command that changes something says, which is what it says without --json."""
    answer = document(config, *map(str, arguments))
    assert answer.keys() == {"schema", "told"}
    assert answer["told"]
    return [str(line) for line in answer["told"]]


def test_what_was_done_stands_in_told(config: Path, tmp_path: Path) -> None:
    added = told(
        config, "applications", "add", "--employer", "Falkenried", "--role", "Cook", "--applied-on", "2026-05-01"
    )
    assert added == ["a1: Falkenried, Cook, applied on 2026-05-01."]
    assert told(config, "applications", "edit", "a1", "--role", "Baker")[0].startswith("a1: Falkenried, Baker,")
    assert told(config, "mark", "a1", "withdrawn")[0] == "a1: Falkenried, Baker, applied on 2026-05-01."
    assert told(config, "undo")[0].startswith("Taken back: ")
    assert told(config, "backup", tmp_path / "copy")[0].startswith(f"{tmp_path / 'copy'} holds the state")
    assert told(config, "restore", tmp_path / "copy")[0].startswith("The state is that of")
    assert told(config, "applications", "close", "a1") == ["a1 is closed: Falkenried, Baker."]
    assert document(config, "-q", "undo")["told"] == []
    assert told(config, "config", "path") == [str(config)]


def test_a_report_in_json_has_its_own_schema(polled: Path) -> None:
    asked = [call("-c", polled, "report", *form, "--as-of", AS_OF).out for form in (["--json"], ["--format", "json"])]
    assert asked[0] == asked[1]


def test_the_settings_are_those_that_are_shown(config: Path) -> None:
    settings = document(config, "config", "show")["settings"]
    assert settings == tomllib.loads(call("-c", config, "config", "show").out)
    assert settings["me"]["country"] == "DE"


def test_a_draft_is_a_document(polled: Path) -> None:
    due = next(
        each["id"]
        for each in document(polled, "applications", "list", "--as-of", AS_OF)["applications"]
        if each["state"] == "due"
    )
    plain = call("-c", polled, "draft", due, "--letter", "--force")
    draft = json.loads(call("-c", polled, "draft", due, "--letter", "--force", "--json").out)
    assert draft.keys() == {"schema", *KEYS_OF_A_DRAFT}
    assert plain.out.endswith(f"{draft['body']}\n")
    assert plain.err.splitlines() == draft["mind"]


def test_an_error_is_no_document(tmp_path: Path) -> None:
    done = call("-c", tmp_path / "none.toml", "status", "--json")
    assert (done.code, done.out) == (78, "")
