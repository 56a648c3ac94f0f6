"""Takes the pictures of the README: the page of the demonstration, light, dark and on a telephone."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import FloatRect

from tests.support.browser import DESK, PHONE, chromium, opened
from tests.support.demo_page import demo_page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
_HEIGHT = 1300  # CSS pixels


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page = demo_page(Path(folder))
        with opened(browser, page) as seen:
            seen.page.screenshot(path=FOLDER / "report.png", full_page=True, clip=_part(DESK))
        with opened(browser, page, scheme="dark") as seen:
            top = seen.page.locator("section:has(> #went)").bounding_box()
            assert top is not None
            seen.page.screenshot(path=FOLDER / "report_dark.png", full_page=True, clip=_part(DESK, top["y"] - 20))
        with opened(browser, page, PHONE, scale=1.5) as seen:
            seen.page.screenshot(path=FOLDER / "report_phone.png", full_page=True, clip=_part(PHONE, height=1000))


def _part(width: int, y: float = 0, height: int = _HEIGHT) -> FloatRect:
    return {"x": 0, "y": y, "width": width, "height": height}


if __name__ == "__main__":
    main()
