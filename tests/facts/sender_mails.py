"""The mails of `sender_mails.tsv`: name, address, subject, text and the employer a person reads in it."""

from __future__ import annotations

from pathlib import Path

_TABLE = Path(__file__).with_suffix(".tsv")


def sender_mails() -> list[tuple[str, ...]]:
    """Return the rows of the table."""
    lines = [line for line in _TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [tuple(cell.replace("\\n", "\n") for cell in line.split("\t")) for line in lines[1:]]
