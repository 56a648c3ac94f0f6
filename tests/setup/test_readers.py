from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inbox_watch.errors import UsageError
from inbox_watch.setup import readers


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (readers.read_address, " Runa@Example.org ", "Runa@Example.org"),
        (readers.read_address, "me@localhost", "me@localhost"),
        (readers.read_addresses, "A@x.example, b@x.example a@x.example;", ("a@x.example", "b@x.example")),
        (readers.read_host, " imap.example.org ", "imap.example.org"),
        (readers.read_port, "993", 993),
        (readers.read_security, "STARTTLS", "starttls"),
        (readers.read_country, "de", "DE"),
        (readers.read_country, "germany", "DE"),
        (readers.read_country, "none", ""),
        (readers.read_country, "", ""),
        (readers.read_command, "pass show 'my mail'", ("pass", "show", "my mail")),
        (readers.read_command, "~/bin/token x", (str(Path.home() / "bin" / "token"), "x")),
        (readers.read_months, "12", 12),
        (readers.one_of(("good", "avoid"), "It"), "Good", "good"),
    ],
)
def test_what_holds(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (readers.read_address, "", "nothing is not an email address"),
        (readers.read_address, "runa", "such as runa@example.org"),
        (readers.read_address, "a@b@c", "email address"),
        (readers.read_address, "Runa <r@x.example>", "email address"),
        (readers.read_address, "-rf@x.example", "email address"),
        (readers.read_host, "https://x", "name of a server"),
        (readers.read_host, "", "name of a server"),
        (readers.read_port, "70000", "1 to 65535"),
        (readers.read_port, "²", "1 to 65535"),
        (readers.read_security, "ssl", "one of tls, starttls, none"),
        (readers.read_user, " ", "cannot be empty"),
        (readers.read_country, "XX", "two-letter code"),
        (readers.read_country, "Atlantis", "two-letter code"),
        (readers.read_command, "pass 'x", "check its quotes"),
        (readers.read_command, " ", "cannot be empty"),
        (readers.read_months, "7", "24, 12, 6"),
        (readers.one_of(("good", "avoid"), "It"), "\x1b[2Jbad", "not \\[2Jbad"),
    ],
)
def test_what_does_not_hold_says_what_would(read: Callable[[str], object], text: str, expected: str) -> None:
    with pytest.raises(UsageError, match=expected):
        read(text)
