"""The page of licences, made from requirements/licences.tsv and requirements/run.txt."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_HEAD = """# Licences of what is installed

The program is under the MIT licence. These packages are installed with it; each stays a package of its own,
unchanged, and under its own licence (SPDX). The bill of materials in the wheel (`sboms/inbox-watch.cdx.json`,
CycloneDX) says the same to programs.

Two are under a licence that asks something for changes of the package itself, and nothing of those who use it: certifi
and publicsuffixlist (MPL). The wheels of numpy and scipy hold the run-time library of GNU Fortran, which is under the
GPL with an exception for programs that only use it, and libquadmath (LGPL). No package is under the GPL, LGPL or AGPL
itself.

| package | version | licence |
|---|---|---|
"""


def licences() -> dict[str, str]:
    """The licence of each package, as the table says."""
    lines = (ROOT / "requirements" / "licences.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines[2:])


def versions() -> dict[str, str]:
    """The version of each package that is installed with the program."""
    text = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


def page() -> str:
    """The whole page."""
    known = licences()
    return _HEAD + "".join(f"| {name} | {version} | {known[name]} |\n" for name, version in versions().items())
