"""Links of a page that show one address and lead to another."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from inbox_watch.mail.origin import same_registrable_domain

_HOST = r"(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}"
_ANCHOR = re.compile(r"<a\s([^<>]{0,6000})>([^<>]{5,300})<", re.IGNORECASE)
_TARGET = re.compile(r"href\s{0,3}=\s{0,3}[\"']?https?://([^\s<>\"'/?#]{4,255})", re.IGNORECASE)
_SHOWN = re.compile(rf"(?:https?://|www\.)({_HOST})(?=[/:?#\s]|\Z)", re.IGNORECASE)
_MOST = 20


def masked_links(page: str) -> tuple[tuple[str, str], ...]:
    """Return the hosts that links show and those they lead to, where these belong to different registrants."""
    return tuple(dict.fromkeys(_masked(page)))[:_MOST]


def _masked(page: str) -> Iterator[tuple[str, str]]:
    for attributes, text in _ANCHOR.findall(page):
        shown = _SHOWN.match(html.unescape(text).strip())
        target = _TARGET.search(attributes) if shown else None
        if shown and target:
            host = html.unescape(target[1]).rpartition("@")[2].partition(":")[0].lower()
            if not same_registrable_domain(shown[1], host):
                yield shown[1].lower(), host
