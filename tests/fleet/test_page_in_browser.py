"""The page of a coach in Debian's Chromium: quiet, within its window, readable by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from inbox_watch.fleet.clients import Scope
from inbox_watch.fleet.cohort import Cohort, cohort
from inbox_watch.fleet.cohort_page import to_html
from inbox_watch.records import State
from tests.fleet.people import client
from tests.fleet.test_cohort import drawn, many
from tests.report.builders import TODAY, report, standing
from tests.support.browser import DESK, PHONE, Scheme, browser_or_skip, opened


def long_names() -> Cohort:
    """A client and employers whose names have no end."""
    named = report(*(standing(State.DUE, employer=f"{number}{'x' * 80}") for number in range(5)))
    return cohort("y" * 200, [(client("c" * 63, Scope.COUNTS, Scope.EMPLOYERS), named)], TODAY)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from browser_or_skip()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("found", [drawn(), many(), long_names()], ids=["drawn", "nobody", "long names"])
def test_the_page_asks_for_nothing_and_can_be_read(
    browser: Browser, tmp_path: Path, found: Cohort, width: int, scheme: Scheme
) -> None:
    path = tmp_path / "coach.html"
    path.write_text(to_html(found), "utf-8")
    with opened(browser, path, width, scheme) as seen:
        violations = [each["id"] for each in Axe().run(seen.page).response["violations"]]
        assert (seen.messages, seen.requests, violations) == ([], [], [])
        assert seen.is_as_wide_as_its_window()
