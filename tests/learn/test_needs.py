"""The table of what expressions need is what the expressions say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from inbox_watch.knowledge.possible import shipped_needs

ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = "import json; from inbox_watch.learn.needs import needs_of_all; print(json.dumps(dict(needs_of_all())))"


def test_the_table_says_what_the_expressions_need() -> None:
    """Made anew in a process of its own: this one has met expressions of tests."""
    done = subprocess.run([sys.executable, "-c", _PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == shipped_needs(), "run python -m inbox_watch.learn.needs"
