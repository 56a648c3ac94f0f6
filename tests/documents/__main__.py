"""Write the pages that are made from the code."""

from __future__ import annotations

from tests.documents.pages import PAGES

for path, page in PAGES.items():
    path.parent.mkdir(exist_ok=True)
    path.write_text(page(), "utf-8")
