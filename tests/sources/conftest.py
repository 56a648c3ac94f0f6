from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.support.dovecot import Dovecot, version


@pytest.fixture(scope="session")
def has_dovecot() -> None:
    """Without Dovecot these tests are skipped, except in CI, where it has to be there."""
    if version() is None:
        reason = "Dovecot is not installed: apt-get install dovecot-imapd"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def shared_dovecot(has_dovecot: None) -> Iterator[Dovecot]:
    with Dovecot() as server:
        yield server


@pytest.fixture
def dovecot(shared_dovecot: Dovecot) -> Dovecot:
    """A server with an empty mailbox."""
    shared_dovecot.empty()
    return shared_dovecot
