"""A job to an agent of launchd on macOS (launchd.plist(5))."""

from __future__ import annotations

import plistlib

from inbox_watch.schedule.job import Job

LABEL = "local.inbox-watch"
FILE = f"{LABEL}.plist"


def agent(job: Job, log: str) -> bytes:
    """Return the property list; what the job says goes to the end of the file `log`.

    launchd counts from the moment it loaded the agent, so that not everybody calls at the full hour.
    """
    return plistlib.dumps(
        {
            "Label": LABEL,
            "ProgramArguments": list(job.command),
            "StartInterval": job.every * 60,
            "RunAtLoad": True,
            "ProcessType": "Background",
            "LowPriorityIO": True,
            "Nice": 10,
            "Umask": 0o077,
            "StandardOutPath": log,
            "StandardErrorPath": log,
        },
        sort_keys=False,
    )
