"""Links that show one address and lead to another."""

from __future__ import annotations

import pytest

from inbox_watch.mail.links import masked_links
from tests.mail.mails import HEAD, read

STRANGER = (("acme.example", "evil.example"),)


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<a href="https://evil.example/x">https://acme.example/login</a>', STRANGER),
        ("<A title=x HREF = 'http://evil.example'> www.acme.example </A>", STRANGER),
        ('<a href="https://acme.example@evil.example:8443/x">https://acme.example</a>', STRANGER),
        ("<a href=https://evil.example/?u=https://acme.example>https://ACME.example/a</a>", STRANGER),
        ('<a href="https://mail.acme.example/x">https://acme.example/login</a>', ()),
        ('<a href="https://evil.example/x">Log in</a>', ()),
        ('<a href="https://nodejs.example">Node.js</a>', ()),
        ('<a href="mailto:x@evil.example">https://acme.example</a>', ()),
    ],
)
def test_what_is_shown_is_compared_with_where_it_leads(page: str, found: tuple[tuple[str, str], ...]) -> None:
    assert masked_links(page) == found


def test_a_message_knows_its_masked_links() -> None:
    page = '<p>Hi</p><a href="https://evil.example/x">https://acme.example/login</a>'
    assert read(f"{HEAD}Content-Type: text/html\n\n{page}\n").masked_links == STRANGER
