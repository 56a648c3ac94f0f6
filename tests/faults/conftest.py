from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.amounts import SEED
from tests.faults.runs import Host
from tests.sources.conftest import dovecot as dovecot
from tests.sources.conftest import has_dovecot as has_dovecot
from tests.sources.conftest import shared_dovecot as shared_dovecot
from tests.support.tally import tally as tally


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    """The program, warm and ready to fork."""
    with Host() as found:
        yield found


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder in memory where there is such a disk: a kill loses nothing that the kernel was given."""
    print(f"INBOX_WATCH_SEED={SEED}")  # noqa: T201  # pytest shows it with a failure
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="iw-faults-", dir=memory if memory.is_dir() else None))
    yield folder
    shutil.rmtree(folder)
