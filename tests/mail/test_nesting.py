"""HTML that is too deep is made shallow; all other HTML stays as it is."""

from __future__ import annotations

import pytest

from inbox_watch.mail.nesting import DEPTH_LIMIT, shallow


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td><div><p>Hello<br>you</p></div></td></tr></table>" * 1000,
        "<p>never closed" * 1000,
        "<ul><li>one<li>two</ul>" * 1000,
        "<div><span>closed by its parent</div>" * 1000,
        "a < b and <b>bold</b>",
        "<img src=x><hr><br/>" * 1000,
        "<div>" * DEPTH_LIMIT,
    ],
)
def test_a_mail_of_ordinary_depth_stays_as_it_is(html: str) -> None:
    assert shallow(html) == html


def test_what_is_nested_too_deep_becomes_line_breaks() -> None:
    assert shallow("<div>" * DEPTH_LIMIT + "<div>a</div><p>b") == "<div>" * DEPTH_LIMIT + "<br>a</div><p>b"


@pytest.mark.parametrize("closing", ["</x>", "</span>", "</p>"])
def test_end_tags_that_end_nothing_do_not_hide_the_depth(closing: str) -> None:
    assert shallow(f"<div>{closing}" * 1000).count("<div>") == DEPTH_LIMIT
