#!/bin/sh
# Writes the requirements files anew from pyproject.toml. Needs uv (`pip install uv`).
#   requirements/update.sh             keeps what is pinned and adds what is missing
#   requirements/update.sh --upgrade   takes the newest releases
set -eu
cd "$(dirname "$0")/.."

# One set of releases for every supported Python and platform; no index and no folder of this machine gets in.
compile() {
    output=$1
    shift
    env -u UV_CONSTRAINT -u UV_OVERRIDE -u UV_FIND_LINKS uv pip compile --quiet --no-config --universal \
        --python-version 3.11 --fork-strategy fewest --generate-hashes --no-header --no-annotate --no-emit-index-url \
        --no-emit-find-links --output-file "$output" "$@"
}

# The tests need the largest set; the program (with the demonstration's server) and what builds it come from there.
compile requirements/test.txt pyproject.toml --extra demo --extra fleet --group build --group test "$@"
compile requirements/run.txt pyproject.toml --extra demo --constraints requirements/test.txt
# Where a fleet works this is installed instead of run.txt.
compile requirements/fleet.txt pyproject.toml --extra fleet --constraints requirements/test.txt
compile requirements/build.txt --group build --constraints requirements/test.txt
compile requirements/benchmarks.txt --group benchmarks --constraints requirements/test.txt
compile requirements/fuzz.txt --group fuzz --constraints requirements/test.txt
# What asks for advisories is installed apart, and only where CI runs.
compile requirements/audit.txt --group audit --constraints requirements/test.txt
