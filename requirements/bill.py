"""The bill of materials of a wheel (CycloneDX 1.6, PEP 770), made when it is built.

It names every package of requirements/run.txt with its digests and its licence. Nothing in it depends on the time or
the machine, so the same tree gives the same bill.
"""

from __future__ import annotations

import csv
import json
import re
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_END_OF_ENTRY = re.compile(r"(?<!\\)\n")
_ENTRY = re.compile(r"([\w.-]+)==(\S+)")
_DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class Hook(BuildHookInterface):
    """Puts the bill into the `sboms` folder of the wheel's metadata."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the bill and name it to the builder."""
        del version
        root = Path(self.root)
        requirements = (root / "requirements" / "run.txt").read_text("utf-8")
        licences = (root / "requirements" / "licences.tsv").read_text("utf-8")
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "inbox-watch.cdx.json"
        path.write_text(to_json(bill(self.metadata.version, requirements, licences)), "utf-8")
        build_data["sbom_files"].append(str(path))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the file; the wheel holds it now."""
        del version, build_data, artifact_path
        self._folder.cleanup()


def to_json(document: dict[str, Any]) -> str:
    """Return a bill as it is written."""
    return json.dumps(document, indent=2) + "\n"


def bill(version: str, requirements: str, licences: str) -> dict[str, Any]:
    """Return the bill of this version: `requirements` is a pip file with digests, `licences` the table beside it."""
    known = licences_by_package(licences)
    components = [_component(entry, known) for entry in _END_OF_ENTRY.split(requirements) if entry.strip()]
    root = {
        "type": "application",
        "bom-ref": "inbox-watch",
        "name": "inbox-watch",
        "version": version,
        "licenses": [{"expression": "MIT"}],
    }
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root},
        "components": components,
        "dependencies": [{"ref": "inbox-watch", "dependsOn": [each["bom-ref"] for each in components]}],
    }


def licences_by_package(table: str) -> dict[str, str]:
    """Return the licence of each package of the table."""
    lines = [line for line in table.splitlines() if line and not line.startswith("#")]
    return {row["package"]: row["licence"] for row in csv.DictReader(lines, delimiter="\t")}


def _component(entry: str, licences: dict[str, str]) -> dict[str, Any]:
    """One package. Any one of its files may be installed, so their digests are no `hashes` of the component."""
    name, version = _ENTRY.match(entry).groups()
    where = f"pkg:pypi/{name}@{version}"
    return {
        "type": "library",
        "bom-ref": where,
        "name": name,
        "version": version,
        "purl": where,
        "licenses": [{"expression": licences[name]}],
        "properties": [{"name": "pip:sha256", "value": digest} for digest in _DIGEST.findall(entry)],
    }
