"""An application keeps its id, and what was said of it by that id, after it has parted from another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import apply, imported

TWO = "Company,Job Title,Date Applied\nAcme,,2026-05-12\nAcme,Clerk,2026-05-13\n"


@pytest.fixture
def parted(config: Path) -> Path:
    """Two rows were one application, a1, until the user said that the first is for another job."""
    imported(config, TWO)
    apply(config, "edit", "a1", "--role", "Planner")
    return config


def add(config: Path, employer: str, applied_on: str) -> None:
    done = apply(config, "add", "--employer", employer, "--role", "Cook", "--applied-on", applied_on)
    assert done.code == 0


def line_of(config: Path, words: str) -> str:
    """Its words; how wide the columns are depends on the other lines."""
    (line,) = (line for line in apply(config, "list").out.splitlines() if words in line)
    return " ".join(line.split())


def test_the_id_stays_when_more_becomes_known(parted: Path) -> None:
    before = line_of(parted, "Clerk")
    add(parted, "Kestrel", "2026-05-14")
    assert line_of(parted, "Clerk") == before


def test_it_stays_closed_when_more_becomes_known(parted: Path) -> None:
    apply(parted, "close", line_of(parted, "Clerk").split()[0])
    add(parted, "Kestrel", "2026-05-14")
    assert line_of(parted, "Clerk").endswith("closed")


def test_its_closing_never_becomes_that_of_another(parted: Path) -> None:
    """An id is given once."""
    add(parted, "Kestrel", "2026-05-14")
    apply(parted, "close", line_of(parted, "Clerk").split()[0])
    add(parted, "Birkwerk", "2026-05-11")
    assert not line_of(parted, "Birkwerk").endswith("closed")
