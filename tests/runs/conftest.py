from __future__ import annotations

from pathlib import Path

import pytest

from tests.runs.world import World
from tests.sources.conftest import dovecot as dovecot
from tests.sources.conftest import has_dovecot as has_dovecot
from tests.sources.conftest import shared_dovecot as shared_dovecot
from tests.support.dovecot import Dovecot


@pytest.fixture
def world(dovecot: Dovecot, tmp_path: Path) -> World:
    """A configured user with an empty mailbox on a real server."""
    return World(tmp_path, dovecot)
