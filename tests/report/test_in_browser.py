"""The page in Debian's Chromium: quiet, within its window, readable by everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from inbox_watch.records import Address, Detail, Report, State, Unlinked, Unreadable
from inbox_watch.report.as_html import to_html
from tests.report.builders import READ, TODAY, days_ago, event, finding, report, standing, uid
from tests.report.search import job_search
from tests.support.browser import DESK, PHONE, Opened, Scheme, browser_or_skip, opened
from tests.support.demo_page import demo_page

_ARABIC, _CHINESE, _LONG = "شركة النخيل للتوظيف والخدمات", "上海云杉数据科技有限公司", "x" * 200
_A4 = 688  # CSS pixels between the margins of the page


def _named(name: str) -> Report:
    """A name of somebody else, wherever a page shows one."""
    words: dict[str, Any] = {"employer": name, "role": name, "contacts": (Address(name, "hr@moorhof.example"),)}
    mail = finding(Detail.REJECTION, days_ago(2), subject=name, sender=Address(name, f"{name}@moorhof.example"))
    standings = (
        standing(
            state,
            event(Detail.REJECTION, days_ago(2), subject=name, verified=False),
            id=f"a{number}",
            target="hr@moorhof.example",
            reasons=(name,),
            **words,
        )
        for number, state in enumerate(State)
    )
    return report(
        *standings,
        unlinked=(Unlinked(mail, ("a1", "a2")),),
        unsure=(mail,),
        unreadable=(Unreadable(uid(7), "nested too deeply", READ, f"{name}@moorhof.example", name),),
    )


_REPORTS: Mapping[str, Callable[[], Report]] = {
    "never polled": lambda: report(heard=()),
    "no job mail": report,
    "first day": lambda: report(standing(State.WAITING, applied_on=TODAY, silent_days=0)),
    "search": lambda: job_search(168),
    "Arabic": lambda: _named(_ARABIC),
    "Chinese": lambda: _named(_CHINESE),
    "200 characters": lambda: _named(_LONG),
    "200 characters in words": lambda: _named("Word " * 40),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from browser_or_skip()


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_page(tmp_path_factory.mktemp("demo"))


def _written(its_report: Report, folder: Path) -> Path:
    path = folder / "report.html"
    path.write_text(to_html(its_report), "utf-8")
    return path


def _violations(seen: Opened) -> list[str]:
    found = Axe().run(seen.page).response["violations"]
    return [f"{each['id']} ({each['impact']}): {each['nodes'][0]['html'][:200]}" for each in found]


def _complaints(seen: Opened) -> dict[str, object]:
    """What is wrong with a page, folded and unfolded; empty when nothing is."""
    narrow = seen.is_as_wide_as_its_window()
    seen.unfold()
    wrong = {
        "messages": seen.messages,
        "requests": seen.requests,
        "violations": _violations(seen),
        "wider than its window": [] if narrow and seen.is_as_wide_as_its_window() else ["yes"],
    }
    return {what: found for what, found in wrong.items() if found}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_page_of_the_demonstration(browser: Browser, demo: Path, width: int, scheme: Scheme) -> None:
    with opened(browser, demo, width, scheme) as seen:
        assert _complaints(seen) == {}


@pytest.mark.parametrize("name", _REPORTS)
def test_pages_of_all_kinds_on_a_phone(browser: Browser, tmp_path: Path, name: str) -> None:
    with opened(browser, _written(_REPORTS[name](), tmp_path), PHONE) as seen:
        assert _complaints(seen) == {}
        seen.page.set_viewport_size({"width": 800, "height": 600})
        assert seen.is_as_wide_as_its_window()


def test_a_thousand_applications_stay_within_the_window(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, _written(job_search(1000), tmp_path), PHONE) as seen:
        seen.unfold()
        assert seen.is_as_wide_as_its_window()
        assert (seen.messages, seen.requests) == ([], [])


@pytest.mark.parametrize(
    ("smuggled", "complaint"),
    [
        ("<script>document.title = 'ran'</script>", "messages"),
        ('<p style="color: red">', "messages"),
        ('<img alt="" src="http://127.0.0.1:9/pixel.gif">', "messages"),
        ('<img alt="" src="http://127.0.0.1:9/pixel.gif">', "requests"),
        ('<p class="soft" id="pale">pale</p><style>#pale { color: #ddd }</style>', "messages"),
        ("<img src='data:,'>", "violations"),
        ("<pre>" + "x" * 500, "wider than its window"),
    ],
)
def test_what_should_not_be_there_is_noticed(browser: Browser, tmp_path: Path, smuggled: str, complaint: str) -> None:
    """The policy of the page stops it, and these tests see it."""
    path = _written(report(standing()), tmp_path)
    path.write_text(path.read_text("utf-8").replace("</main>", f"{smuggled}</main>"), "utf-8")
    with opened(browser, path, PHONE) as seen:
        assert complaint in _complaints(seen)
        assert seen.page.title() != "ran"


def test_the_words_are_reached_and_opened_by_keys_alone(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, _written(report(standing()), tmp_path)) as seen:
        focused = seen.page.locator(":focus")
        for _ in range(20):
            seen.page.keyboard.press("Tab")
            if "ready to read over" in focused.inner_text():
                break
        assert focused.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
        letter = seen.page.locator(".letter")
        assert not letter.is_visible()
        seen.page.keyboard.press("Enter")
        assert letter.is_visible()
        seen.page.keyboard.press("Tab")
        assert (focused.get_attribute("href") or "").startswith("mailto:petra@lindhof.example?")


def test_a_printed_page_is_on_white_and_not_cut_off(browser: Browser, demo: Path) -> None:
    with opened(browser, demo, _A4, "dark") as seen:
        seen.page.emulate_media(media="print")
        assert seen.is_as_wide_as_its_window()
        assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert not seen.page.get_by_text("The letter, ready to read over").first.is_visible()
