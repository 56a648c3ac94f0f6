"""Asks the public list of advisories (OSV) about every package that is installed with the program.

Exits with 1 when one is known to be vulnerable. Where the list cannot be reached in time it says so, and that
nothing was audited, and exits with 0: a build must not depend on a server of somebody else.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS = 55
ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Audit, and say what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        text = report(Path(folder))
    code, said = verdict(text, packages((ROOT / "requirements" / "run.txt").read_text("utf-8")))
    sys.stdout.write(f"{said}\n")
    return code


def report(folder: Path) -> str:
    """Run pip-audit in an environment of its own, and return its report; nothing where there is none."""
    audit = ROOT / "requirements" / "audit.txt"
    python, found = folder / "venv" / "bin" / "python", folder / "report.json"
    install = [python, "-m", "pip", "install", "-qq", "--no-input", "--require-hashes", "-r", audit]
    ask = [python, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", ROOT / "requirements" / "run.txt"]
    options = ["-s", "osv", "-f", "json", "-o", found, "--progress-spinner", "off", "--timeout", "10"]
    script = [[sys.executable, "-m", "venv", folder / "venv"], install, [*ask, *options]]
    end = time.monotonic() + SECONDS
    try:
        for command in script:
            left = max(end - time.monotonic(), 1)
            words = list(map(str, command))
            subprocess.run(words, capture_output=True, check=False, timeout=left)  # noqa: S603  # words of this file
    except subprocess.TimeoutExpired:
        return ""
    return found.read_text("utf-8") if found.is_file() else ""


def packages(requirements: str) -> int:
    """How many packages a requirements file pins."""
    return sum(1 for line in requirements.splitlines() if "==" in line.split(" ")[0])


def verdict(text: str, wanted: int) -> tuple[int, str]:
    """The exit code and the sentence for a report of pip-audit about so many packages."""
    try:
        entries = json.loads(text)["dependencies"] if text else []
    except (ValueError, KeyError, TypeError):
        entries = []
    known = [f"{each['name']} {each['version']}: {', '.join(_ids(each))}" for each in entries if each.get("vulns")]
    if known:
        return 1, "\n".join(("AUDIT: advisories stand against", *known))
    audited = sum(1 for each in entries if "vulns" in each)
    if audited < wanted:
        return 0, f"AUDIT SKIPPED: only {audited} of {wanted} packages could be looked up in the list of advisories."
    return 0, f"AUDIT: no advisory stands against any of {audited} packages."


def _ids(entry: dict[str, list[dict[str, str]]]) -> list[str]:
    return [each["id"] for each in entry["vulns"]]


if __name__ == "__main__":
    sys.exit(main())
