"""Which page is made by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.documents import decision_table, guarantees, licences, man, requirements

_DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES: Mapping[Path, Callable[[], str]] = {
    _DOCS / "decision-table.md": decision_table.page,
    _DOCS / "guarantees.md": guarantees.page,
    _DOCS / "licences.md": licences.page,
    _DOCS / "requirements.md": requirements.page,
    **man.pages(),
}
