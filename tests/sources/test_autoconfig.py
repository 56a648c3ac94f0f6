"""Finding the mail server of a domain, asked over real HTTPS on this machine."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from inbox_watch.sources.autoconfig import LARGEST_ANSWER, PLACES, discover
from inbox_watch.sources.autoconfig_format import Discovered
from tests.support.web import Answer, Web, dripping, redirect

CONFIG = b"""<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="lindhof.example">
    <domain>lindhof.example</domain>
    <incomingServer type="imap">
      <hostname>mail.lindhof.example</hostname>
      <port>993</port>
      <socketType>SSL</socketType>
      <username>%EMAILADDRESS%</username>
      <authentication>password-cleartext</authentication>
    </incomingServer>
  </emailProvider>
</clientConfig>
"""
ADDRESS = "runa@lindhof.example"
FOUND = Discovered("mail.lindhof.example", 993, "tls", ADDRESS, "password", "localhost")
OWN, WELL_KNOWN, TABLE = "/own", "/well-known", "/v1.1/lindhof.example"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    with Web(tmp_path, {}) as server:
        yield server


def places(web: Web) -> tuple[str, ...]:
    return (
        f"{web.url}{OWN}?emailaddress={{address}}",
        f"{web.url}{WELL_KNOWN}",
        f"{web.url}/v1.1/{{domain}}",
    )


def found(web: Web, address: str = ADDRESS, seconds: float = 5) -> Discovered | None:
    return discover(address, places=places(web), seconds=seconds, tls=web.tls)


@pytest.mark.parametrize("path", [OWN, WELL_KNOWN, TABLE])
def test_the_first_place_that_answers_counts(web: Web, path: str) -> None:
    web.add(path, CONFIG)
    assert found(web) == FOUND
    assert web.asked[-1].startswith(path)
    assert len(web.asked) == [OWN, WELL_KNOWN, TABLE].index(path) + 1


def test_a_domain_nobody_knows_is_not_found(web: Web) -> None:
    assert found(web) is None
    assert web.asked == [f"{OWN}?emailaddress=runa%40lindhof.example", WELL_KNOWN, TABLE]


def test_only_the_domain_itself_is_told_the_address() -> None:
    for place in PLACES:
        host = urlsplit(place).hostname or ""
        assert host.endswith("{domain}") or "{address}" not in place
        assert place.startswith("https://")
    assert [urlsplit(place).hostname for place in PLACES if "{address}" in place] == ["autoconfig.{domain}"]


def test_an_address_is_no_way_to_ask_for_something_else(web: Web) -> None:
    found(web, "runa&x=1#?/../@lindhof.example")
    assert web.asked[0] == f"{OWN}?emailaddress=runa%26x%3D1%23%3F%2F..%2F%40lindhof.example"


@pytest.mark.parametrize(
    "address",
    [
        *("", "runa", "@lindhof.example", "runa@", "runa@localhost", "runa@127.0.0.1", "runa@[::1]", "runa@a..example"),
        *("runa@lindhof.example:25", "runa@lindhof.example/x", "runa@{domain}.example", "runa@lind hof.example"),
        f"runa@{'x' * 64}.example",
    ],
)
def test_what_is_no_domain_is_asked_of_nobody(web: Web, address: str) -> None:
    assert found(web, address) is None
    assert web.asked == []


def test_a_domain_with_umlauts_is_asked_as_the_dns_writes_it(web: Web) -> None:
    web.add("/v1.1/xn--mller-kva.example", CONFIG)
    assert found(web, "runa@Müller.example") == Discovered(
        "mail.lindhof.example", 993, "tls", "runa@Müller.example", "password", "localhost"
    )


# Hosts that do not behave


def test_an_answer_that_is_too_large_is_none(web: Web) -> None:
    web.add(OWN, CONFIG + b" " * LARGEST_ANSWER)
    web.add(WELL_KNOWN, CONFIG + b" " * (LARGEST_ANSWER - len(CONFIG)))
    assert found(web) == FOUND
    assert len(web.asked) == 2


@pytest.mark.parametrize(
    "slow",
    [
        dripping(b""),
        dripping(b"HTTP/1.0 200 OK\r\nX-"),
        dripping(b"HTTP/1.0 200 OK\r\n\r\n" + CONFIG),
        lambda _handler, over: over.wait(30),
    ],
    ids=["status", "headers", "body", "silence"],
)
def test_a_slow_host_costs_no_more_than_its_time(web: Web, slow: Answer) -> None:
    web.add(OWN, slow)
    web.add(WELL_KNOWN, CONFIG)
    started = time.monotonic()
    assert found(web, seconds=0.5) == FOUND
    assert time.monotonic() - started < 3


def test_a_host_that_never_ends_is_hung_up_on(web: Web) -> None:
    hung_up = threading.Event()

    def endless(handler: BaseHTTPRequestHandler, over: threading.Event) -> None:
        try:
            dripping(b"HTTP/1.0 200 OK\r\n\r\n")(handler, over)
        except OSError:
            hung_up.set()

    web.add(OWN, endless)
    assert found(web, seconds=0.2) is None
    assert hung_up.wait(5)


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>Parked<br></body></html>",
        b"<html><body><incomingServer type='imap'/></body></html>",
        CONFIG[:-20],
        CONFIG.replace(b"UTF-8", b"no-such-encoding"),
        b"\xff\xfe\x00" + CONFIG,
    ],
    ids=["nothing", "html", "xhtml", "cut", "encoding", "octets"],
)
def test_what_is_no_autoconfig_is_passed_over(web: Web, page: bytes) -> None:
    web.add(OWN, page)
    web.add(WELL_KNOWN, CONFIG)
    assert found(web) == FOUND
    assert len(web.asked) == 2


def test_a_redirect_to_https_is_followed(web: Web) -> None:
    web.add(OWN, redirect("/moved"))
    web.add("/moved", CONFIG)
    assert found(web) == FOUND
    assert web.asked[-1] == "/moved"


def test_a_redirect_out_of_https_is_not_followed(web: Web) -> None:
    web.add(OWN, redirect(f"{web.plain_url}/moved"))
    web.add(WELL_KNOWN, redirect("file:///etc/hostname"))
    web.add("/moved", CONFIG)
    assert found(web) is None
    assert "/moved" not in web.asked


def test_a_redirect_in_a_circle_ends(web: Web) -> None:
    web.add(OWN, redirect(OWN))
    assert found(web) is None
    assert web.asked.count(OWN) <= 4


def test_a_host_with_a_certificate_of_nobody_is_not_believed(web: Web) -> None:
    web.add(OWN, CONFIG)
    assert discover(ADDRESS, places=places(web)) is None
    assert web.asked == []


def test_a_host_that_is_not_there_is_passed_over(web: Web) -> None:
    web.add(OWN, CONFIG)
    unreachable = ("https://localhost:9/", "https://no-such-host.invalid/")
    assert discover(ADDRESS, places=(*unreachable, *places(web)), tls=web.tls) == FOUND


def test_the_log_holds_no_address(web: Web, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="inbox_watch")
    found(web)
    assert "localhost has no answer: 404" in caplog.text
    assert "runa" not in caplog.text
