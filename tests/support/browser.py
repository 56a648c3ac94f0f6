"""A real Chromium without a screen: opens a page from a file and writes down all that it says and asks for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

Scheme = Literal["light", "dark"]
DESK, PHONE = 1280, 360
_HEIGHT = 900
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Opened:
    """An open page: the messages of its console, and the addresses it asked for beside its own."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def is_as_wide_as_its_window(self) -> bool:
        """Is there nothing to scroll to, sideways?"""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def unfold(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


def executable() -> str | None:
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser of this machine; as root it runs without its sandbox, which it would refuse."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable(), args=options)
        try:
            yield browser
        finally:
            browser.close()


def browser_or_skip() -> Iterator[Browser]:
    """Without Chromium these tests are skipped, except in CI, where it has to be there."""
    if executable() is None:
        reason = "Chromium is not installed: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with chromium() as started:
        yield started


@contextmanager
def opened(
    browser: Browser, path: Path, width: int = DESK, scheme: Scheme = "light", scale: float = 1
) -> Iterator[Opened]:
    """Open a file in a window of its own; `width` in CSS pixels, `scale` in device pixels for each of them."""
    page = browser.new_page(
        viewport={"width": width, "height": _HEIGHT}, color_scheme=scheme, device_scale_factor=scale
    )
    seen, own = Opened(page), path.absolute().as_uri()
    page.on("console", lambda message: seen.messages.append(message.text))
    page.on("pageerror", lambda error: seen.messages.append(str(error)))
    page.on("request", lambda request: seen.requests.append(request.url) if request.url != own else None)
    page.goto(own)
    try:
        yield seen
    finally:
        page.close()
