"""The table of mail providers, and who keeps the mail of an address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from inbox_watch.knowledge import Row, table
from inbox_watch.knowledge.providers import Provider, provider_at, provider_of
from inbox_watch.mail.origin import UNNAMED

HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def names(row: Row, column: str) -> list[str]:
    return [] if row[column] == "-" else row[column].split(",")


def every(column: str) -> Iterator[str]:
    return (name for row in table("providers") for name in names(row, column))


def test_a_provider_tells_how_its_mail_is_read() -> None:
    assert provider_of("runa@gmail.com") == Provider(
        name="Gmail",
        host="imap.gmail.com",
        port=993,
        security="tls",
        login="address",
        secret="app_password",
        first="app_password",
        authserv_id="mx.google.com",
        help_page="https://support.google.com/accounts/answer/185833",
    )


@pytest.mark.parametrize(
    ("address", "name", "host", "user", "secret", "first"),
    [
        ("r@GoogleMail.com", "Gmail", "imap.gmail.com", "r@GoogleMail.com", "app_password", "app_password"),
        ("r@hotmail.co.uk", "Outlook.com", "outlook.office365.com", "r@hotmail.co.uk", "token", "imap_and_token"),
        ("r@msn.com", "Outlook.com", "outlook.office365.com", "r@msn.com", "token", "imap_and_token"),
        (
            "r@firm.onmicrosoft.com",
            "Microsoft 365",
            "outlook.office365.com",
            "r@firm.onmicrosoft.com",
            "token",
            "token",
        ),
        ("r@mac.com", "iCloud", "imap.mail.me.com", "r", "app_password", "app_password"),
        ("r@yahoo.co.uk", "Yahoo", "imap.mail.yahoo.com", "r@yahoo.co.uk", "app_password", "app_password"),
        ("r@gmx.de", "GMX", "imap.gmx.net", "r@gmx.de", "password", "imap"),
        ("r@gmx.com", "GMX.com", "imap.gmx.com", "r@gmx.com", "password", "imap"),
        ("r.s@web.de", "WEB.DE", "imap.web.de", "r.s", "password", "imap"),
        ("r@t-online.de", "T-Online", "secureimap.t-online.de", "r@t-online.de", "app_password", "mail_password"),
        ("r@bk.ru", "Mail.ru", "imap.mail.ru", "r@bk.ru", "app_password", "app_password"),
        ("r@zohomail.eu", "Zoho (Europe)", "imap.zoho.eu", "r@zohomail.eu", "password", "imap"),
        ("r@posteo.net", "Posteo", "posteo.de", "r@posteo.net", "password", ""),
        ("r@pm.me", "Proton Mail", "127.0.0.1", "r@pm.me", "app_password", "bridge"),
    ],
)
def test_who_keeps_the_mail_of_an_address(
    address: str, name: str, host: str, user: str, secret: str, first: str
) -> None:
    found = provider_of(address)
    assert found is not None
    assert (found.name, found.host, found.user_of(address), found.secret, found.first) == (
        name,
        host,
        user,
        secret,
        first,
    )


@pytest.mark.parametrize(
    "address",
    ["r@lindhof.example", "r@notgmail.com", "r@sub.gmail.com", "r@onmicrosoft.com", "r@yahoo.co.jp", "r@com", "r", ""],
)
def test_an_unknown_domain_has_no_provider(address: str) -> None:
    """Yahoo Japan is another company; what is below a provider's domain may be anybody's."""
    assert provider_of(address) is None


@pytest.mark.parametrize(
    ("exchange", "name"),
    [
        ("aspmx.l.google.com", "Gmail"),
        ("SMTP.Google.com.", "Gmail"),
        ("alt3.aspmx.googlemail.com", "Gmail"),
        ("lindhof-example.mail.protection.outlook.com", "Microsoft 365"),
        ("lindhof-example.a-v1.mx.microsoft", "Microsoft 365"),
        ("eur.olc.protection.outlook.com", "Outlook.com"),
        ("in1-smtp.messagingengine.com", "Fastmail"),
        ("mx2.zoho.eu", "Zoho (Europe) for your own domain"),
        ("mxext1.mailbox.org", "mailbox.org"),
        ("mail.protonmail.ch", "Proton Mail"),
        ("mx.notgoogle.com", None),
        ("mx.lindhof.example", None),
        ("com", None),
        ("", None),
    ],
)
def test_who_keeps_the_mail_of_a_domain_with_this_mail_server(exchange: str, name: str | None) -> None:
    found = provider_at(exchange)
    assert (found.name if found else None) == name


# The table


@pytest.mark.parametrize("column", ["domains", "mx_suffixes"])
def test_domains_are_lower_case_and_belong_to_one_provider(column: str) -> None:
    assert [name for name in every(column) if not HOST.fullmatch(name.removeprefix("."))] == []
    assert [name for name, count in Counter(every(column)).items() if count > 1] == []


def test_a_row_can_be_found_by_something() -> None:
    assert [row for row in table("providers") if not names(row, "domains") and not names(row, "mx_suffixes")] == []


def test_hosts_ports_and_pages_are_such() -> None:
    for row in table("providers"):
        assert HOST.fullmatch(row["host"]) or row["first"] == "bridge", row
        assert (row["security"], row["port"]) == ("tls", "993") or row["first"] == "bridge", row
        assert re.fullmatch(r"https://[\w.-]+/\S*", row["help_page"]), row
        name = row["authserv_id"]
        assert name in ("-", UNNAMED) or HOST.fullmatch(name.removeprefix("*.")), row


def test_what_has_to_be_done_first_fits_the_secret() -> None:
    for row in table("providers"):
        assert ("token" in row["first"]) is (row["secret"] == "token"), row
        assert (row["first"] in ("-", "imap")) is (row["secret"] == "password"), row
