"""What an autoconfig file says, and what of it is believed."""

from __future__ import annotations

import pytest

from inbox_watch.sources.autoconfig_format import Discovered, imap_server

SERVER = """<incomingServer type="imap"><hostname>imap.lindhof.example</hostname><port>993</port>
<socketType>SSL</socketType><username>%EMAILADDRESS%</username>
<authentication>password-cleartext</authentication></incomingServer>"""


def read(*servers: str, head: str = "") -> Discovered | None:
    text = f"{head}<clientConfig version='1.1'><emailProvider id='x'>{''.join(servers)}</emailProvider></clientConfig>"
    return imap_server(text.encode(), "runa.s@lindhof.example", "autoconfig.lindhof.example")


def with_(old: str, new: str) -> str:
    assert old in SERVER
    return SERVER.replace(old, new)


def test_a_server_is_read_whole() -> None:
    assert read(SERVER) == Discovered(
        host="imap.lindhof.example",
        port=993,
        security="tls",
        user="runa.s@lindhof.example",
        secret="password",
        found_at="autoconfig.lindhof.example",
    )


@pytest.mark.parametrize(
    ("template", "user"),
    [
        ("%EMAILADDRESS%", "runa.s@lindhof.example"),
        ("%EMAILLOCALPART%", "runa.s"),
        ("%EMAILLOCALPART%+%EMAILDOMAIN%", "runa.s+lindhof.example"),
        (" kunde7 ", "kunde7"),
        ("100%", "100%"),
    ],
)
def test_the_user_name_is_made_of_the_address(template: str, user: str) -> None:
    found = read(with_("%EMAILADDRESS%", template))
    assert found is not None
    assert found.user == user


def test_the_host_may_be_made_of_the_domain() -> None:
    found = read(with_("imap.lindhof.example", "IMAP.%EMAILDOMAIN%"))
    assert found is not None
    assert found.host == "imap.lindhof.example"


def test_starttls_is_encryption_too() -> None:
    found = read(with_("SSL", "STARTTLS").replace("993", "143"))
    assert found is not None
    assert (found.security, found.port) == ("starttls", 143)


@pytest.mark.parametrize(
    ("ways", "secret"),
    [
        (("OAuth2",), "token"),
        (("OAuth2", "password-cleartext"), "password"),
        (("plain",), "password"),
        (("GSSAPI", "password-encrypted"), "password"),
    ],
)
def test_a_password_is_taken_where_both_are(ways: tuple[str, ...], secret: str) -> None:
    tags = "".join(f"<authentication>{way}</authentication>" for way in ways)
    found = read(with_("<authentication>password-cleartext</authentication>", tags))
    assert found is not None
    assert found.secret == secret


@pytest.mark.parametrize(
    "unusable",
    [
        with_('type="imap"', 'type="pop3"'),
        with_("SSL", "plain"),
        with_("<socketType>SSL</socketType>", ""),
        with_("993", "0"),
        with_("993", "70000"),
        with_("993", "٩٩٣"),
        with_("993", "993x"),
        with_("imap.lindhof.example", "imap"),
        with_("imap.lindhof.example", "127.0.0.1"),
        with_("imap.lindhof.example", "-x.example"),
        with_("imap.lindhof.example", "a.example/../b"),
        with_("imap.lindhof.example", ""),
        with_("%EMAILADDRESS%", "%REALNAME%"),
        with_("%EMAILADDRESS%", ""),
        with_("%EMAILADDRESS%", "a&#10;b"),
        with_("password-cleartext", "GSSAPI"),
        with_("password-cleartext", "none"),
    ],
)
def test_a_server_of_no_use_is_passed_over_for_the_next(unusable: str) -> None:
    assert read(unusable) is None
    assert read(unusable, SERVER) == read(SERVER)


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE clientConfig>",
        "<!DOCTYPE c [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE c [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>",
        "<!DOCTYPE c SYSTEM 'https://lindhof.example/c.dtd'>",
    ],
)
def test_a_file_that_declares_anything_is_none(head: str) -> None:
    assert read(SERVER) is not None
    assert read(SERVER, head=head) is None


def test_an_entity_that_was_not_declared_is_none() -> None:
    assert read(with_("imap.lindhof.example", "&host;")) is None


def test_a_file_that_is_all_depth_is_none() -> None:
    assert imap_server(b"<a>" * 20_000, "runa@lindhof.example", "x") is None
    assert imap_server(b"<a>" * 9_000 + b"</a>" * 9_000, "runa@lindhof.example", "x") is None
