from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.contract import CHECKS, Check
from tests.sources.mailboxes import InEmlFiles, InMaildir, InMbox, Mailbox, OnServer
from tests.support.dovecot import Dovecot


@pytest.fixture(params=["imap", "maildir", "mbox", "eml"])
def mailbox(request: pytest.FixtureRequest, tmp_path: Path) -> Mailbox:
    if request.param == "imap":
        server: Dovecot = request.getfixturevalue("dovecot")
        return OnServer(server)
    if request.param == "maildir":
        return InMaildir(tmp_path / "Maildir")
    return InMbox(tmp_path / "box") if request.param == "mbox" else InEmlFiles(tmp_path / "eml")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_contract(check: Check, mailbox: Mailbox) -> None:
    check(mailbox)
