"""The page of licences, made from requirements/licences.tsv and requirements/run.txt."""

from __future__ import annotations

import re
from collections.abc import Mapping
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

"""
_FLEET = """
## For a fleet

The extra `fleet` installs these as well, for a store on a PostgreSQL server. psycopg is under the LGPL, which asks
something for changes of psycopg itself, and that it can be exchanged, as every package here can.

"""
_COLUMNS = "| package | version | licence |\n|---|---|---|\n"


def licences() -> dict[str, str]:
    """The licence of each package, as the table says."""
    lines = (ROOT / "requirements" / "licences.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines[2:])


def versions() -> dict[str, str]:
    """The version of each package that is installed with the program."""
    return _pinned("run.txt")


def versions_for_a_fleet() -> dict[str, str]:
    """The version of each package that only a fleet needs."""
    own = versions()
    return {name: version for name, version in _pinned("fleet.txt").items() if name not in own}


def _pinned(page: str) -> dict[str, str]:
    text = (ROOT / "requirements" / page).read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


def page() -> str:
    """The whole page."""
    return _HEAD + _table(versions()) + _FLEET + _table(versions_for_a_fleet())


def _table(packages: Mapping[str, str]) -> str:
    known = licences()
    return _COLUMNS + "".join(f"| {name} | {version} | {known[name]} |\n" for name, version in packages.items())
