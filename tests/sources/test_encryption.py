"""TLS and STARTTLS with a real server, and the certificates that are refused."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import Any

import pytest

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import ConfigError, MailboxUnavailable
from inbox_watch.sources.encryption import tls_for
from tests.sources.mailboxes import Reader, at, imap_account, mail
from tests.support.dovecot import Dovecot, make_certificate


@pytest.fixture(params=["tls", "starttls"])
def encrypted(request: pytest.FixtureRequest, dovecot: Dovecot) -> Reader:
    port = dovecot.tls_port if request.param == "tls" else dovecot.port
    dovecot.deliver("INBOX", mail(1), at(2))
    return Reader(imap_account(dovecot, security=request.param, host="localhost", port=port, ca_file=dovecot.ca_file))


def changed(reader: Reader, **changes: Any) -> Reader:
    return Reader(dataclasses.replace(reader.account, **changes))


def test_mail_is_read_over_tls(encrypted: Reader) -> None:
    assert [message.octets for message in encrypted.read()] == [mail(1)]
    assert encrypted.read() == []


def test_a_certificate_that_nobody_vouches_for_is_refused(encrypted: Reader) -> None:
    with pytest.raises(ConfigError, match=r"certificate that cannot be verified .* ca_file"):
        changed(encrypted, ca_file=None).read()


def test_a_certificate_of_another_is_refused(encrypted: Reader, tmp_path: Path) -> None:
    make_certificate(tmp_path / "other.pem", tmp_path / "other.key")
    with pytest.raises(ConfigError, match="ca_file"):
        changed(encrypted, ca_file=tmp_path / "other.pem").read()


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_for_another_host_is_refused(has_dovecot: None, security: str) -> None:
    with Dovecot(certified="mail.example.org") as server:
        port = server.tls_port if security == "tls" else server.port
        account = imap_account(server, host="localhost", security=security, port=port, ca_file=server.ca_file)
        with pytest.raises(ConfigError, match="Hostname mismatch"):
            Reader(account).read()


@pytest.mark.parametrize("content", [None, b"not a certificate"])
def test_a_ca_file_has_to_hold_certificates(encrypted: Reader, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "ca.pem"
    if content:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match="ca_file"):
        changed(encrypted, ca_file=path).read()


def test_a_port_that_does_not_speak_tls_is_named(dovecot: Dovecot) -> None:
    with pytest.raises(MailboxUnavailable, match='security = "tls" right for the port'):
        Reader(imap_account(dovecot, security="tls", host="localhost")).read()


def test_certificates_are_read_once_and_again_when_they_change(tmp_path: Path) -> None:
    path = tmp_path / "trusted.pem"
    make_certificate(path, tmp_path / "key.pem")
    account = ImapAccount("a", "localhost", 993, "tls", "me", ca_file=path)
    first = tls_for(account)
    assert tls_for(account) is first
    os.utime(path, ns=(1, 1))
    assert tls_for(account) is not first
    assert tls_for(dataclasses.replace(account, ca_file=None)) is not tls_for(account)
