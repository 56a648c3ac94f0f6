from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import AS_OF, apply, call, imported, is_one_plain_line

GERMAN = "\ufeffFirma;Stelle;Datum;E-Mail;Status\nLindhof Labs;Planerin;12.05.2026;Petra@Lindhof.example;offen\n"


def test_the_list_has_a_line_for_each_application(polled: Path) -> None:
    done = apply(polled, "list", "--as-of", AS_OF)
    assert done.code == 0
    assert all(line[0] == "a" for line in done.out.splitlines())
    assert any("Gildemoor" in line for line in done.out.splitlines())


def test_an_empty_list_says_how_to_begin_on_standard_error(config: Path) -> None:
    done = apply(config, "list")
    assert (done.code, done.out) == (0, "")
    assert "inbox-watch poll" in done.err


def test_show_is_what_explain_says(polled: Path) -> None:
    explained = call("-c", polled, "explain", "a1", "--as-of", AS_OF)
    assert apply(polled, "show", "a1", "--as-of", AS_OF) == explained


def test_an_added_application_keeps_what_was_said(config: Path) -> None:
    done = apply(
        config, "add", "--employer", "Acme", "--role", "Clerk", "--applied-on", "2026-05-04", "--kind", "recruiter",
        "--contact", "Jo@Acme.example", "--via", "mail",
    )  # fmt: skip
    assert (done.code, done.out) == (0, "a1: Acme, Clerk, applied on 2026-05-04.\n")
    shown = apply(config, "show", "a1").out
    assert "recruiter (as you said)" in shown
    assert "jo@acme.example" in shown


@pytest.mark.parametrize(
    ("option", "value"), [("--applied-on", "4.5.2026"), ("--applied-on", "2099-01-01"), ("--contact", "nobody")]
)
def test_what_cannot_be_added_is_refused_in_one_line(config: Path, option: str, value: str) -> None:
    given = {"--employer": "Acme", "--role": "Clerk", "--applied-on": "2026-05-04", option: value}
    done = apply(config, "add", *(word for pair in given.items() for word in pair))
    assert done.code == 2
    assert is_one_plain_line(done.err)


def test_closing_says_when_and_only_once(config: Path) -> None:
    imported(config, GERMAN)
    assert apply(config, "close", "a1", "--on", "2026-05-20").code == 0
    assert "closed since 2026-05-20" in apply(config, "close", "a1").out
    assert apply(config, "list", "--as-of", "2026-05-19").out.rstrip().endswith(("waiting", "unknown"))
    assert apply(config, "list", "--as-of", "2026-05-20").out.rstrip().endswith("closed")


@pytest.mark.parametrize("verb", ["close", "show"])
def test_an_unknown_id_is_one_line_with_the_next_step(config: Path, verb: str) -> None:
    done = apply(config, verb, "a77")
    assert done.code == 2
    assert is_one_plain_line(done.err)
    assert "applications list" in done.err
