from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.calls import AS_OF, SAMPLES, call, write_config

# A few employers of the sample job search: enough for every state of the ledger, and quick to read.
EMPLOYERS = ("dahlgren", "gildemoor", "ravenscar", "ivr-", "voorhout", "feldmark", "d-unreadable", "sturmvogel")


@pytest.fixture(scope="session")
def maildir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of the sample mailbox."""
    root = tmp_path_factory.mktemp("mail")
    for path in SAMPLES.rglob("*.postfach"):
        if any(name in path.name for name in EMPLOYERS):
            target = root / path.relative_to(SAMPLES)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return root


@pytest.fixture(scope="session")
def polled(tmp_path_factory: pytest.TempPathFactory, maildir: Path) -> Path:
    """The configuration of a mailbox that was read; not to be written to."""
    config = write_config(tmp_path_factory.mktemp("polled"), maildir)
    done = call("-c", config, "poll", "--as-of", AS_OF)
    assert (done.code, done.out, done.err) == (0, "", "")
    return config


@pytest.fixture
def config(tmp_path: Path, maildir: Path) -> Path:
    """The configuration of a mailbox that nobody has read yet."""
    return write_config(tmp_path, maildir)


@pytest.fixture
def labelled(tmp_path: Path, polled: Path, maildir: Path) -> Path:
    """The configuration of a mailbox that was read, with a memory of its own to write to."""
    shutil.copytree(polled.parent / "data", tmp_path / "data")
    return write_config(tmp_path, maildir)
