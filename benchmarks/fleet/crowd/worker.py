"""`python -m benchmarks.fleet.crowd.worker SECONDS NEWS_EVERY OPTION...`: `inbox-watch OPTION...` with scripted mail.

At its end it prints how many jobs it did, as one JSON object.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from benchmarks.fleet.crowd.script import Script, scripted
from inbox_watch.cli.main import run
from inbox_watch.fleet import crew
from inbox_watch.fleet.shard import work_on


class Counted:
    """What `work_on` does, and how many times it was done."""

    def __init__(self) -> None:
        self.jobs: list[int] = []

    def __call__(self, work: Any, arguments: dict[str, Any], *fewer: Callable[[int], None]) -> bool:
        """Do a job."""
        self.jobs.append(len(arguments["clients"]))
        return work_on(work, arguments, *fewer)


def main(seconds: float, news_every: int, options: list[str]) -> int:
    """Work until SIGTERM."""
    counted = Counted()
    with scripted(Script(seconds, news_every)), patch.object(crew, "work_on", counted):
        code = run(options)
    sys.stdout.write(json.dumps({"jobs": len(counted.jobs), "mailboxes": sum(counted.jobs)}) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
