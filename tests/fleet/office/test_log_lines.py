"""Logs of a fleet hold nothing by which a person could be known."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from inbox_watch.fleet.log_lines import LogLine, log_in_lines

CANARY = "quillmoor"


def line(name: str, message: str, *arguments: object, **more: Any) -> dict[str, Any]:
    record = logging.getLogger(name).makeRecord(name, logging.WARNING, __file__, 1, message, arguments, None, **more)
    written = LogLine().format(record)
    assert "\n" not in written
    told = json.loads(written)
    assert isinstance(told, dict)
    return told


def failed() -> Any:
    try:
        raise ValueError(f"no mail of {CANARY}@x.example\nin two lines")
    except ValueError as error:
        return type(error), error, error.__traceback__


def test_our_own_words_are_kept_and_addresses_are_not() -> None:
    told = line("inbox_watch.fleet.mailbox", "%s was not polled: %s <%s>", "c-0001", "login", f"{CANARY}@x.example")
    assert told["said"] == "c-0001 was not polled: login <(address)>"
    assert (told["level"], told["from"]) == ("warning", "inbox_watch.fleet.mailbox")
    assert told["at"].endswith("+00:00")


@pytest.mark.parametrize("name", ["imapclient.imaplib", "procrastinate.worker", "inbox_watchful"])
def test_of_other_libraries_only_the_name_of_the_event_is_kept(name: str) -> None:
    told = line(
        name, f"> FETCH (SUBJECT {CANARY}) %s", CANARY, extra={"action": "job_success", "job": {"args": CANARY}}
    )
    assert told["event"] == "job_success"
    assert CANARY not in json.dumps(told)
    assert not {"said", "event"} & line(name, CANARY).keys()


def test_of_an_exception_the_type_and_the_place_are_kept() -> None:
    record = logging.LogRecord("inbox_watch", logging.ERROR, __file__, 1, "This is a bug.", (), failed())
    told = json.loads(LogLine().format(record))
    assert (told["error"], told["at_line"].partition(":")[0]) == ("ValueError", "test_log_lines.py")
    assert CANARY not in json.dumps(told)


@pytest.fixture
def loggers() -> Iterator[None]:
    """Those of this process, as they were before."""
    root, ours = logging.getLogger(), logging.getLogger("inbox_watch")
    before = [(each, list(each.handlers), each.level, each.propagate) for each in (root, ours)]
    yield
    for each, handlers, level, propagate in before:
        each.handlers[:], each.propagate = handlers, propagate
        each.setLevel(level)


def test_a_process_writes_lines_to_standard_error(loggers: None, capsys: pytest.CaptureFixture[str]) -> None:
    ours = logging.getLogger("inbox_watch")
    ours.setLevel(logging.INFO)
    ours.handlers[:] = [logging.StreamHandler()]
    log_in_lines()
    logging.getLogger("inbox_watch.fleet").info("c-0001 was polled.")
    logging.getLogger("inbox_watch.fleet").debug("Not this.")
    logging.getLogger("library_of_others").info(CANARY)
    logging.getLogger("library_of_others").warning("%s", CANARY)
    lines = [json.loads(each) for each in capsys.readouterr().err.splitlines()]
    assert [(each["from"], each.get("said")) for each in lines] == [
        ("inbox_watch.fleet", "c-0001 was polled."),
        ("library_of_others", None),
    ]
