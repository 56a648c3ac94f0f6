"""What was measured, kept as JSON beside the suite, and the part of docs/performance.md that is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from benchmarks.records import Measured
from benchmarks.render import markdown

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "benchmarks" / "measured"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- written by python -m benchmarks -->", "<!-- end of what it writes -->"
_PART = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)


def keep(measured: Measured, folder: Path = FOLDER) -> None:
    """Put this in the place of what was kept of the same benchmark."""
    folder.mkdir(exist_ok=True)
    text = msgspec.json.format(msgspec.json.encode(measured), indent=1)
    (folder / f"{measured.name}.json").write_bytes(text + b"\n")


def kept(names: Iterable[str], folder: Path = FOLDER) -> list[Measured]:
    """What is kept of these benchmarks, in this order; those that were never measured are left out."""
    paths = [folder / f"{name}.json" for name in names]
    return [msgspec.json.decode(path.read_bytes(), type=Measured) for path in paths if path.exists()]


def with_part(page: str, measured: Sequence[Measured]) -> str:
    """The page with the written part made anew; raises ValueError when it has no place for it."""
    part = f"{BEGIN}\n\n{markdown(measured)}\n{END}"
    text, count = _PART.subn(lambda _: part, page)
    if count != 1:
        raise ValueError(f"the page has {count} places for what was measured; one is needed")
    return text
