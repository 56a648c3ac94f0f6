from __future__ import annotations

import plistlib

from inbox_watch.schedule.job import Job
from inbox_watch.schedule.launchd import LABEL, agent


def test_the_agent_runs_the_command_word_by_word() -> None:
    command = ("/Users/runa/My Tools/inbox-watch", "-c", "/Users/runa/<ünder & 100%>.toml", "poll")
    read = plistlib.loads(agent(Job(command, 15), "/Users/runa/Library/Logs/inbox-watch.log"))
    assert read["ProgramArguments"] == list(command)
    assert (read["Label"], read["StartInterval"], read["RunAtLoad"]) == (LABEL, 900, True)
    assert read["StandardErrorPath"] == read["StandardOutPath"] == "/Users/runa/Library/Logs/inbox-watch.log"
    assert read["Umask"] == 0o077
