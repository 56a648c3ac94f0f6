"""Which connections a command opens, in every process of its run."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Python runs a module of this name in every process of a run, in those that parse too.
_HOOK = """
import os, sys

def note(event, arguments):
    if event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        with open(os.environ["CONNECTIONS"], "a") as told:
            told.write(f"{arguments[1][0]} {arguments[1][1]}\\n")
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr") and arguments[0]:
        with open(os.environ["LOOKUPS"], "a") as told:
            told.write(f"{arguments[0]}\\n")

sys.addaudithook(note)
"""


def watched(folder: Path) -> dict[str, str]:
    """The variables of the environment under which a command's connections are written down in the folder."""
    (folder / "sitecustomize.py").write_text(_HOOK)
    (folder / "connections").write_text("")
    (folder / "lookups").write_text("")
    return {
        "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
        "CONNECTIONS": str(folder / "connections"),
        "LOOKUPS": str(folder / "lookups"),
    }


def opened(folder: Path) -> list[str]:
    """The host and port of every connection, in the order of time."""
    return (folder / "connections").read_text().splitlines()


def looked_up(folder: Path) -> set[str]:
    """Every name or number of a host that was asked for."""
    return set((folder / "lookups").read_text().split())
