from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from inbox_watch.errors import UsageError
from inbox_watch.schedule.cron import END, lines, put_in, take_out
from inbox_watch.schedule.job import EVERY, Job

JOB = Job(("/opt/inbox-watch", "-c", "/home/runa/config.toml", "poll"), 15)
OTHERS = "MAILTO=runa@falkenried.example\n# backup\n0 3 * * * backup --to 100\\%\n"


@pytest.mark.parametrize(
    ("every", "offset", "when"),
    [
        (15, 7, "7,22,37,52 * * * *"),
        (30, 0, "0,30 * * * *"),
        (60, 59, "59 * * * *"),
        (120, 61, "1 1,3,5,7,9,11,13,15,17,19,21,23 * * *"),
        (720, 719, "59 11,23 * * *"),
    ],
)
def test_when_it_runs(every: int, offset: int, when: str) -> None:
    begin, line, end = lines(Job(JOB.command, every), offset).splitlines()
    assert line == f"{when} /opt/inbox-watch -c /home/runa/config.toml poll"
    assert begin.startswith("# begin of inbox-watch")
    assert end == END


@pytest.mark.parametrize(
    "name", ["plain", "with space", "it's", "100%", "$HOME", 'a"b', "back\\slash", "é;rm -rf", "#x"]
)
def test_cron_and_the_shell_give_back_every_word(tmp_path: Path, name: str) -> None:
    """cron turns a backslash and percent sign into the sign, and hands the rest to sh (crontab(5))."""
    line = lines(Job(("printf", "%s|", f"/home/{name}", "poll"), 60), 0).splitlines()[1]
    command = line.removeprefix("0 * * * * ")
    assert not re.search(r"(?<!\\)%", command), "a bare percent sign ends the command"
    done = subprocess.run(["/bin/sh", "-c", command.replace("\\%", "%")], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout == f"/home/{name}|poll|"


@pytest.mark.skipif(
    not shutil.which("crontab") and os.environ.get("CI") != "true", reason="no crontab here: apt-get install cron"
)
@pytest.mark.parametrize("every", EVERY)
def test_crontab_takes_the_lines(tmp_path: Path, every: int) -> None:
    table = tmp_path / "table"
    table.write_text(put_in(OTHERS, lines(Job(("/opt/a b%c/inbox-watch", "poll"), every), every - 1)), "utf-8")
    checked = subprocess.run(["crontab", "-n", str(table)], capture_output=True, text=True)
    assert (checked.returncode, "syntax" in checked.stdout + checked.stderr) == (0, True), checked


def test_a_second_time_replaces_only_the_own_lines_where_they_stand() -> None:
    first = put_in(OTHERS, lines(JOB, 3))
    assert first == OTHERS + lines(JOB, 3)
    grown = f"{first}@reboot others\n"
    assert put_in(grown, lines(JOB, 9)) == f"{OTHERS}{lines(JOB, 9)}@reboot others\n"
    assert take_out(grown) == f"{OTHERS}@reboot others\n"


@pytest.mark.parametrize("crontab", ["", OTHERS, OTHERS.rstrip("\n"), "# the end of inbox-watch is near\n"])
def test_what_others_wrote_stays(crontab: str) -> None:
    assert take_out(crontab) == crontab
    assert take_out(put_in(crontab, lines(JOB, 3))).rstrip("\n") == crontab.rstrip("\n")


@pytest.mark.parametrize(
    "crontab",
    [
        lines(JOB, 3).replace(END, "# gone"),
        f"{OTHERS}{END}\n",
        f"{END}\n{lines(JOB, 3)}",
        lines(JOB, 3) + lines(JOB, 4),
    ],
)
def test_half_of_the_own_lines_is_not_guessed_at(crontab: str) -> None:
    for change in (take_out, lambda text: put_in(text, lines(JOB, 3))):
        with pytest.raises(UsageError, match="crontab -e"):
            change(crontab)
