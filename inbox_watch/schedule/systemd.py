"""A job to a service and a timer of the user's own systemd (systemd.service(5), systemd.timer(5))."""

from __future__ import annotations

from inbox_watch.schedule.job import HOUR, Job

SERVICE, TIMER = "inbox-watch.service", "inbox-watch.timer"
MARK = "# Written by `inbox-watch schedule systemd`."

# A colon before the program switches variables off: a dollar sign in a path stays one.
_SERVICE = """\
{mark}
[Unit]
Description=Read new mail about applications

[Service]
Type=oneshot
ExecStart=:{command}
# 75: the network or the server is away for a while, which is no failure.
SuccessExitStatus=75
# A run ends by itself within an hour.
TimeoutStartSec=75min
Nice=10
IOSchedulingClass=idle
UMask=0077
# What follows also holds for password_cmd, token_cmd and alert commands. It rules out sudo, and mail programs that need
# the rights of a group (Postfix): for these, delete it up to the end.
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
# Left out on purpose: ProtectHome, ProtectSystem, PrivateTmp and their like, because pass and gpg need ~/.gnupg and the
# socket of their agent, and because they need user namespaces, which many systems do not give to users;
# PrivateNetwork, because mail comes over it; SystemCallFilter, RestrictNamespaces and MemoryDenyWriteExecute, because
# nobody knows what a password command calls.
"""
_TIMER = """\
{mark}
[Unit]
Description=Read new mail about applications {rhythm}

[Timer]
OnCalendar={calendar}
# Not everybody at the full minute, and for each machine always the same.
RandomizedDelaySec={delay}min
FixedRandomDelay=true
# After a night switched off it runs at once.
Persistent=true

[Install]
WantedBy=timers.target
"""
_LONGEST_DELAY = 15
_START = "ExecStart=:"
# systemd takes no program with one of these in its path, however it is quoted.
_NOT_IN_A_PROGRAM = frozenset("'\"\\")
_BY_THE_SHELL = ("/bin/sh", "-c", 'exec "$0" "$@"')


def service(job: Job) -> str:
    """Return the unit that polls once."""
    return _SERVICE.format(mark=MARK, command=command_line(job.command))


def installed(unit: str) -> str:
    """Return the command of a unit as it stands there; empty where there is none."""
    return next((line.removeprefix(_START) for line in unit.splitlines() if line.startswith(_START)), "")


def timer(job: Job) -> str:
    """Return the unit that starts it."""
    delay = min(job.every, _LONGEST_DELAY)
    return _TIMER.format(mark=MARK, rhythm=job.rhythm, calendar=_calendar(job.every), delay=delay)


def _calendar(every: int) -> str:
    """Say it as systemd.time(7) does."""
    if every < HOUR:
        return f"*-*-* *:0/{every}:00"
    return "*-*-* *:00:00" if every == HOUR else f"*-*-* 0/{every // HOUR}:00:00"


def command_line(command: tuple[str, ...]) -> str:
    """Return words as `ExecStart=:` takes them."""
    odd = _NOT_IN_A_PROGRAM & set(command[0])
    return " ".join(map(_quoted, (*_BY_THE_SHELL, *command) if odd else command))


def _quoted(word: str) -> str:
    """A word of a command line: a backslash escapes, a percent sign begins a specifier."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
