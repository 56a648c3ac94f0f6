"""What the house knows about the world, as data: one table a file, one loader, no code.

Tables are tab-separated UTF-8 with one header line and no quoting; a line that starts with `#` is a remark.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

Row = Mapping[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """Return the rows of `<name>.tsv`, each a mapping from column to text."""
    text = (resources.files(__name__) / f"{name}.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def patterns(name: str, column: str, value: str) -> re.Pattern[str]:
    """Return one pattern that matches when the `pattern` of any row matches whose `column` is `value`."""
    found = [row["pattern"] for row in table(name) if row[column] == value]
    return re.compile("|".join(f"(?:{pattern})" for pattern in found), re.IGNORECASE)
