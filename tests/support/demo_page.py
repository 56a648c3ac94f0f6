"""The page that `inbox-watch demo` writes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path


def demo_page(folder: Path) -> Path:
    """Run the demonstration with `folder` for its temporary files, and return its page."""
    command = [sys.executable, "-m", "inbox_watch", "demo"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=100, env=os.environ | {"TMPDIR": str(folder)}
    )
    said = re.search(r"^The same as a page: (.+)$", done.stdout, re.MULTILINE)
    assert said is not None, done.stdout
    return Path(shutil.copy(said[1], folder / "demo.html"))
