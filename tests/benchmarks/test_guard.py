"""The hot path takes no more instructions than the committed figures say: `python -m benchmarks.guard`."""

from __future__ import annotations

import os

import pytest

from benchmarks.guard.count import count, has_callgrind
from benchmarks.guard.figures import complaints, figures_of, read_figures


# Half a minute of processor time, and several times that on a machine with other work.
@pytest.mark.timeout(600)
def test_reading_a_mail_takes_no_more_instructions_than_it_did() -> None:
    if not has_callgrind():
        reason = "valgrind is not installed: apt-get install valgrind"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    assert complaints(figures_of(count()), read_figures()) == []
