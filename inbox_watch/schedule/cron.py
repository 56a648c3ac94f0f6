"""A job to lines of a crontab, and these lines into and out of a crontab that others write in as well (crontab(5))."""

from __future__ import annotations

import shlex

from inbox_watch.errors import UsageError
from inbox_watch.schedule.job import HOUR, Job

BEGIN = "# begin of inbox-watch (written by `inbox-watch schedule cron`)"
END = "# end of inbox-watch"
_BEGINS_WITH = "# begin of inbox-watch"
_FIELDS_OF_TIME = 5


def lines(job: Job, offset: int) -> str:
    """Return the lines of a job, which runs `offset` minutes after the full interval."""
    return f"{BEGIN}\n{_when(job.every, offset)} {_for_cron(job.command)}\n{END}\n"


def put_in(crontab: str, ours: str) -> str:
    """Return the crontab with our lines: where they stood before, for a variable counts for all lines below it, else at
    the end. Raises UsageError when only one of the marks is there."""
    before, found, after = _parted(crontab)
    if not found and before and not before.endswith("\n"):
        before += "\n"
    return before + ours + after


def installed(crontab: str) -> str:
    """Return the command in our lines as a shell reads it; empty where there is none."""
    _, ours, _ = _parted(crontab)
    fields = ("\n".join(ours.splitlines()[1:2])).split(" ", _FIELDS_OF_TIME)
    return fields[-1].replace("\\%", "%") if len(fields) > _FIELDS_OF_TIME else ""


def take_out(crontab: str) -> str:
    """Return the crontab without our lines; raises UsageError when only one of the marks is there."""
    before, _, after = _parted(crontab)
    return before + after


def _when(every: int, offset: int) -> str:
    """Lists instead of steps: `7/15` is not understood everywhere."""
    if every <= HOUR:
        return f"{_list(range(offset % every, HOUR, every))} * * * *"
    hours = every // HOUR
    return f"{offset % HOUR} {_list(range(offset // HOUR % hours, 24, hours))} * * *"


def _list(numbers: range) -> str:
    return ",".join(map(str, numbers))


def _for_cron(command: tuple[str, ...]) -> str:
    """Quoted for sh; and cron takes a bare percent sign for the end of the command, even within quotes."""
    return shlex.join(command).replace("%", "\\%")


def _parted(crontab: str) -> tuple[str, str, str]:
    """What stands before our lines, these, and what stands behind them."""
    rows = crontab.splitlines(keepends=True)
    begins = [at for at, row in enumerate(rows) if row.startswith(_BEGINS_WITH)]
    ends = [at for at, row in enumerate(rows) if row.rstrip("\n") == END]
    if not begins and not ends:
        return crontab, "", ""
    if len(begins) != 1 or len(ends) != 1 or ends[0] < begins[0]:
        raise UsageError(
            f"In your crontab a line `{_BEGINS_WITH} …` or `{END}` stands alone, so it cannot be told which lines are "
            "whose: delete what is left of ours with `crontab -e`, and try again."
        )
    return "".join(rows[: begins[0]]), "".join(rows[begins[0] : ends[0] + 1]), "".join(rows[ends[0] + 1 :])
