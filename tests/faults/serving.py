"""Mail on a real server, and the account of somebody who polls it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.faults.mails import Mail
from tests.support.dovecot import Dovecot


def imap(port: int) -> str:
    """The lines of an account."""
    return f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"\nuser = "me"\npassword_cmd = ["echo", "secret"]'


def deliver(server: Dovecot, mails: Iterable[Mail]) -> None:
    """Put mail into the folders of the server."""
    for mail in mails:
        server.deliver(mail.folder, mail.octets, mail.came)


def imaps(port: int, ca_file: Path) -> str:
    """The lines of an account that is encrypted from the first octet."""
    return (
        f'host = "localhost"\nport = {port}\nsecurity = "tls"\nca_file = "{ca_file}"\n'
        'user = "me"\npassword_cmd = ["echo", "secret"]'
    )
