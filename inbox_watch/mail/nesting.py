"""HTML nested deeper than any mail needs, made shallow.

An HTML parser looks up the whole stack of open elements at every block, so 60,000 open `<div>` cost 14 seconds.
Browsers cut nesting too (Chromium at 512); mails nest tables, in our experience never deeper than 60.
"""

from __future__ import annotations

import re

DEPTH_LIMIT = 128

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]{0,30})[^<>]*>?")
# They hold nothing, or the next of their kind ends them (HTML standard, sections 13.1.2 and 13.1.2.4).
_FLAT = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
    }
)
# Their end tag closes whatever is still open inside them, but not across a wall (section 13.2.4.2, "in scope").
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "center",
        "div",
        "fieldset",
        "footer",
        "form",
        "header",
        "main",
        "nav",
        "ol",
        "pre",
        "section",
        "table",
        "ul",
    }
)
_WALLS = frozenset({"applet", "html", "marquee", "object", "svg", "table", "template"})
_NEAR = 8


def shallow(html: str) -> str:
    """Return the HTML with a line break for every tag that would open an element below the limit."""
    open_: list[str] = []

    def kept(tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if tag[1]:
            _close(open_, name)
        elif len(open_) >= DEPTH_LIMIT:
            return "<br>"
        elif name not in _FLAT:
            open_.append(name)
        return tag[0]

    return _TAG.sub(kept, html)


def _close(open_: list[str], name: str) -> None:
    """Take what an end tag closes off the stack; when in doubt nothing, so that the depth is never underrated."""
    for back, other in enumerate(reversed(open_[-_NEAR:]), start=1):
        if other == name:
            del open_[-back:]
            return
        if name not in _BLOCKS or (other in _WALLS and name not in _WALLS):
            return
