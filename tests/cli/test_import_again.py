"""A second import changes nothing, not even what was taken back in between; and no row is lost in another."""

from __future__ import annotations

from pathlib import Path

from tests.cli.calls import apply, call, imported

REFUSED = "Company,Job Title,Date Applied,Status\nBolt,Cook,2026-05-03,Rejected\n"
THREE = "Company,Job Title,Date Applied\nAcme,,2026-05-12\nAcme,Clerk,2026-05-13\nAcme,Cook,2026-05-14\n"


def test_a_closing_that_was_taken_back_is_not_made_again(config: Path) -> None:
    imported(config, REFUSED)
    assert "Taken back: the closing" in call("-c", config, "undo").out
    before = apply(config, "list").out
    again = imported(config, REFUSED)
    assert "a1 stays open, since you took its closing back: Bolt (the list says Rejected)." in again.out
    assert apply(config, "list").out == before


def test_what_the_user_closes_and_opens_again_stays_open_too(config: Path) -> None:
    imported(config, "Company,Job Title,Date Applied\nBolt,Cook,2026-05-03\n")
    apply(config, "close", "a1")
    assert "Taken back: the closing of a1." in call("-c", config, "undo").out
    assert "would close" not in imported(config, REFUSED, "--dry-run").out


def test_a_list_that_is_news_closes_the_application(config: Path) -> None:
    imported(config, "Company,Job Title,Date Applied\nBolt,Cook,2026-05-03\n")
    assert "a1 is closed: Bolt, Cook (the list says Rejected)." in imported(config, REFUSED).out


def test_rows_for_two_jobs_do_not_vanish_in_one_without_a_title(config: Path) -> None:
    imported(config, THREE)
    listed = apply(config, "list").out
    assert "Clerk" in listed
    assert "Cook" in listed
