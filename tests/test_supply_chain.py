"""What is installed with the program: its licences are told as they are, its bill is whole, advisories stop a build."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from tests.documents.licences import licences, versions, versions_for_a_fleet

ROOT = Path(__file__).resolve().parents[1]
# What packages say that write no SPDX expression into their metadata (seen in their licence files).
SAID = {
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "The MIT License (MIT)": "MIT",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "New BSD": "BSD-3-Clause",
    "BSD-3-Clause and Public-Domain": "BSD-3-Clause AND LicenseRef-Public-Domain",
}
WEAK_COPYLEFT = {"certifi": "MPL-2.0", "publicsuffixlist": "MPL-2.0"}
# Only a fleet has them, and may exchange them.
LESSER = dict.fromkeys(("psycopg", "psycopg-binary", "psycopg-pool"), "LGPL-3.0-only")


def stated(package: str) -> set[str]:
    """What the metadata of an installed package may mean, as SPDX."""
    fields = metadata.metadata(package)
    expressions = fields.get_all("License-Expression", [])
    if expressions:
        return set(expressions)
    classifiers = [line.rpartition(" :: ")[2] for line in fields.get_all("Classifier", []) if "License ::" in line]
    first = "".join(fields.get_all("License", [])).strip().splitlines()[:1]
    said = [re.sub(r"^#+ ", "", text) for text in (*first, *classifiers)]
    return {SAID.get(text, text) for text in said}


@pytest.mark.parametrize("package", [*versions(), *versions_for_a_fleet()])
def test_the_licence_of_a_package_is_the_one_it_states(package: str) -> None:
    told = licences()[package]
    try:
        said = stated(package)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{package} is not installed, which only a fleet needs")
    if not said:
        text = "".join(path.read_text() for path in metadata.files(package) or () if path.name == "COPYING")
        assert "New BSD" in text or "Redistribution and use in source and binary forms" in text
        said = {"BSD-3-Clause"}
    assert told in said or set(told.split(" OR ")) <= said


def test_every_package_has_a_licence_and_none_is_a_surprise() -> None:
    known = licences()
    assert set(known) == {*versions(), *versions_for_a_fleet()}
    asking = {name: licence for name, licence in known.items() if re.search("GPL|MPL|EPL|CDDL|SSPL|EUPL", licence)}
    assert asking == WEAK_COPYLEFT | LESSER


# The bill of materials


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The bill in a wheel that is built as CI builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        (name,) = [each for each in wheel.namelist() if each.endswith(".dist-info/sboms/inbox-watch.cdx.json")]
        read: dict[str, Any] = json.loads(wheel.read(name))
        return read


def test_the_wheel_names_all_it_needs(bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == metadata.version("inbox-watch")
    parts = bill["components"]
    assert {each["name"]: each["version"] for each in parts} == versions()
    told = {each["name"]: each["licenses"][0]["expression"] for each in parts}
    assert told == {name: licence for name, licence in licences().items() if name in versions()}
    assert bill["dependencies"] == [{"ref": "inbox-watch", "dependsOn": [each["purl"] for each in parts]}]


def test_the_bill_has_the_digest_of_every_file_that_may_be_installed(bill: dict[str, Any]) -> None:
    pinned = re.findall(r"--hash=sha256:([0-9a-f]{64})", (ROOT / "requirements" / "run.txt").read_text("utf-8"))
    told = [each["value"] for part in bill["components"] for each in part["properties"]]
    assert told == pinned
    assert all(part["properties"] for part in bill["components"])


# Advisories

AUDIT = runpy.run_path(str(ROOT / ".ci" / "audit.py"), run_name="audit")
VERDICT: Callable[[str, int], tuple[int, str]] = AUDIT["verdict"]
CLEAN = {"name": "one", "version": "1.0", "vulns": []}
BAD = {"name": "two", "version": "2.0", "vulns": [{"id": "PYSEC-1"}, {"id": "PYSEC-2"}]}
UNSEEN = {"name": "two", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("entries", "code", "said"),
    [
        ([CLEAN, CLEAN], 0, "AUDIT: no advisory stands against any of 2 packages."),
        ([CLEAN, BAD], 1, "AUDIT: advisories stand against\ntwo 2.0: PYSEC-1, PYSEC-2"),
        ([BAD], 1, "AUDIT: advisories stand against\ntwo 2.0: PYSEC-1, PYSEC-2"),
        ([CLEAN, UNSEEN], 0, "AUDIT SKIPPED: only 1 of 2 packages could be looked up in the list of advisories."),
        ([], 0, "AUDIT SKIPPED: only 0 of 2 packages could be looked up in the list of advisories."),
    ],
)
def test_an_advisory_stops_the_build_and_what_was_not_asked_is_said(
    entries: list[dict[str, Any]], code: int, said: str
) -> None:
    assert VERDICT(json.dumps({"dependencies": entries, "fixes": []}), 2) == (code, said)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_a_report_that_is_none_is_told_as_skipped(text: str) -> None:
    code, said = VERDICT(text, 45)
    assert code == 0
    assert said.startswith("AUDIT SKIPPED")


def test_every_package_is_asked_about() -> None:
    assert AUDIT["packages"]((ROOT / "requirements" / "run.txt").read_text("utf-8")) == len(versions())
