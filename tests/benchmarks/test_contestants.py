"""All who read a mailbox read the same one."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.contestants import mbsync
from benchmarks.cost import cost_of, python
from benchmarks.mail.mailbox import mailbox
from benchmarks.program import write_secret
from benchmarks.served import READ_FOLDERS, Served, numbering, served
from tests.support.dovecot import version

COUNT = 30

pytestmark = pytest.mark.skipif(version() is None, reason="Dovecot is not installed: apt-get install dovecot-imapd")


@pytest.fixture(scope="module")
def there() -> Iterator[Served]:
    with served(mailbox(COUNT, 7, datetime(2026, 5, 22, 12, tzinfo=UTC))) as found:
        yield found


def test_what_lies_there_is_counted(there: Served) -> None:
    assert there.messages == COUNT
    assert there.needed < there.octets
    assert sum(numbering(there.server.port, folder)[1] for folder in READ_FOLDERS) == COUNT


def test_the_raw_socket_reads_everything(there: Served) -> None:
    cost = cost_of(python("benchmarks.contestants.raw", there.server.port, *READ_FOLDERS))
    assert cost.told("messages") == COUNT
    assert there.octets < cost.told("octets") < there.octets * 1.05


@pytest.mark.parametrize("parsing", [(), ("--parse",)])
def test_the_program_reads_everything(there: Served, tmp_path: Path, parsing: tuple[str, ...]) -> None:
    secret = write_secret(tmp_path)
    cost = cost_of(python("benchmarks.contestants.fetched", there.server.port, secret, *parsing))
    assert cost.told("messages") == COUNT


@pytest.mark.skipif(
    importlib.util.find_spec("imap_tools") is None, reason="imap-tools: see requirements/benchmarks.txt"
)
def test_imap_tools_reads_everything(there: Served) -> None:
    cost = cost_of(python("benchmarks.contestants.imap_tools_all", there.server.port, *READ_FOLDERS))
    assert (cost.told("messages"), cost.told("octets")) == (COUNT, there.octets)


@pytest.mark.skipif(shutil.which("mbsync") is None, reason="mbsync is not installed: apt-get install isync")
def test_mbsync_copies_everything(there: Served, tmp_path: Path) -> None:
    cost_of(mbsync.command(there.server.port, tmp_path, READ_FOLDERS))
    copied = [path for path in (tmp_path / "mail").rglob("*") if path.parent.name in ("cur", "new")]
    assert len(copied) == COUNT
