"""What the numbers were measured on: processor, memory, system and versions; no name and no path."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.records import Conditions

_PACKAGES = "imapclient mail-parser selectolax numpy sqlalchemy imap-tools".split()
_PROGRAMS = (("Dovecot", ["dovecot", "--version"]), ("mbsync", ["mbsync", "--version"]))


def conditions(size: str) -> Conditions:
    """The conditions of a measurement that is made now."""
    return Conditions(date.today().isoformat(), size, machine(), versions())  # noqa: DTZ011  # a day at this desk


def machine() -> str:
    """Processors, how busy they are, memory and system."""
    load = f"{os.getloadavg()[1]:.1f}"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{os.cpu_count()} × {_processor()} (load {load}), {memory:.0f} GiB, {platform.system()} {platform.machine()}"
    )


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return re.sub(r"\((?:R|TM)\)|\s+@.*", "", found[1]).strip() if found else "processor"


def versions() -> str:
    """Python, the libraries and the programs that are measured."""
    packages = [f"{name} {found}" for name in _PACKAGES if (found := _version(name))]
    programs = [f"{name} {found}" for name, command in _PROGRAMS if (found := _said(command))]
    return ", ".join([f"Python {platform.python_version()}", *packages, *programs])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _said(command: Sequence[str]) -> str:
    program = shutil.which(command[0]) or shutil.which(command[0], path="/usr/sbin:/usr/local/sbin")
    if program is None:
        return ""
    told = subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+(?:\.\d+)+", told)
    return found[0] if found else ""
