from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from inbox_watch.knowledge import use

# A shell starts what runs in the background deaf to Ctrl-C, and so are the children: those of tests have to hear it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def cache_of_the_test(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What commands keep in the user's cache folder is kept below the folder of the tests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(autouse=True)
def shipped_tables() -> Iterator[None]:
    """Tables that a test put to use end with it."""
    yield
    use({})
