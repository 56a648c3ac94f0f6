"""The process that hands out mail stays small, however large a mail is: what it holds beside the mail is bounded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from inbox_watch.records import Finding
from inbox_watch.workers import Workers
from tests.hostile.mails import MAILS
from tests.hostile.measured import raw, recipe

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from Linux's /proc")
_ROOT = Path(__file__).resolve().parents[2]
_MOST = 50 * 1024**2
_LARGE = ("bodies: a file of 25 MB", "bodies: a text of 25 MB", "structure: a boundary of 100 kB", "bodies: dice")


def _kept(field: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(field))


def growth(path: str) -> int:
    """How much the process grew at most while the mail was judged, beyond the mail itself."""
    pool = Workers(recipe)
    try:
        pool.consider_all([raw(b"From: a@b.example\r\n\r\n")])
        before = _kept("VmRSS")
        octets = Path(path).read_bytes()
        (answer,) = pool.consider_all([raw(octets)])
    finally:
        pool.stop()
    assert isinstance(answer, Finding)
    return _kept("VmHWM") - before - len(octets)


@pytest.mark.parametrize("name", _LARGE)
def test_the_parent_grows_by_no_more_than_50_megabytes_beside_the_mail(name: str, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(MAILS[name]())
    program = f"import json; from tests.hostile.test_parent import growth; print(json.dumps(growth({str(path)!r})))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=_ROOT, check=True)
    assert json.loads(done.stdout) <= _MOST
