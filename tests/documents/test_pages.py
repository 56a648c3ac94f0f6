"""No page that is made from the code is stale."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents.pages import PAGES


@pytest.mark.parametrize(("path", "page"), PAGES.items(), ids=lambda each: getattr(each, "name", ""))
def test_the_page_says_what_the_code_does(path: Path, page: Callable[[], str]) -> None:
    assert path.read_text("utf-8") == page(), "write it anew with: python -m tests.documents"
