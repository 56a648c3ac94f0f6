"""What the processes of a run do that others could see: files opened to be written, connections, programs started.

with_hook(folder) gives the variables of the environment; read(folder) what was noted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
# Python runs a module of this name in every process of a run. Audit events: PEP 578.
_HOOK = """
import atexit, json, os, resource, sys

notes = os.open(os.environ["NOTES"], os.O_WRONLY | os.O_APPEND)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC

def note(*words):
    os.write(notes, (json.dumps(words, default=os.fsdecode) + "\\n").encode())

def heard(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)) and arguments[2] & _WRITES:
        note("file", arguments[0])
    elif event in ("os.mkdir", "os.symlink", "os.link", "os.rename"):
        note("file", arguments[-2] if event == "os.mkdir" and not isinstance(arguments[0], (str, bytes)) else
             arguments[0] if event == "os.mkdir" else arguments[1])
    elif event == "sqlite3.connect":
        note("file", arguments[0])
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        note("host", arguments[1][0], arguments[1][1])
    elif event in ("socket.sendto", "socket.sendmsg") and isinstance(arguments[1], tuple):
        note("host", arguments[1][0], arguments[1][1])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and arguments[0]:
        note("name", arguments[0])
    elif event == "subprocess.Popen":
        environment = os.environ if arguments[3] is None else arguments[3]
        note("program", [str(each) for each in arguments[1]], dict(environment))
    elif event in ("os.system", "os.exec", "os.posix_spawn", "os.fork", "pty.spawn"):
        note(event)

sys.addaudithook(heard)
atexit.register(lambda: note("end", resource.getrlimit(resource.RLIMIT_CORE)[0], sys.argv[0]))
"""


@dataclass(frozen=True, slots=True)
class Notes:
    """Everything that was noted, each kind in the order of time."""

    lines: tuple[tuple[Any, ...], ...]

    def of(self, kind: str) -> Iterator[tuple[Any, ...]]:
        return (line[1:] for line in self.lines if line[0] == kind)

    @property
    def files(self) -> set[str]:
        """Their paths; SQLite's may be URIs."""
        return {urlsplit(path).path if path.startswith("file:") else path for (path,) in self.of("file")}

    @property
    def ports(self) -> set[int]:
        return {port for _, port in self.of("host")}


def with_hook(folder: Path) -> dict[str, str]:
    """The variables of the environment under which processes are watched."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_HOOK)
    (folder / "notes").touch()
    return {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "NOTES": str(folder / "notes")}


def read(folder: Path) -> Notes:
    lines = (folder / "notes").read_text("utf-8").splitlines()
    return Notes(tuple(tuple(json.loads(line)) for line in lines))
