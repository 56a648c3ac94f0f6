"""Units of the system's systemd for a fleet: workers, the page of numbers, and a look from outside; text, pure."""

from __future__ import annotations

from collections.abc import Mapping

from inbox_watch.schedule.systemd import command_line

WORKER = "inbox-watch-worker@.service"
METRICS = "inbox-watch-metrics.service"
CHECK = "inbox-watch-check.service"
CHECK_TIMER = "inbox-watch-check.timer"
USER = "inbox-watch"
ENVIRONMENT = "/etc/inbox-watch/fleet.env"
# A worker that is told to end finishes the mailboxes that it has begun, the slow ones in four minutes.
DRAIN_SECONDS = 330

_MARK = "# Written by `inbox-watch fleet units`."
# The file of the environment holds the URL of the database, and is read by systemd before it gives up being root.
_SERVICE = """\
User={user}
EnvironmentFile={environment}
UMask=0077
NoNewPrivileges=yes
CapabilityBoundingSet=
LockPersonality=yes
PrivateDevices=yes
PrivateTmp=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=tmpfs
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProtectSystem=strict
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
# Left out on purpose: MemoryDenyWriteExecute, because nobody knows what a command that prints a secret calls. Such a
# command finds no home but {home}.
"""
_WORKER = """\
{mark}
[Unit]
Description=Poll the mailboxes of a fleet (worker %i)
After=network-online.target
Wants=network-online.target
# A database that is down for an hour must not end the trying.
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=:{command}
# A worker ends when the database was gone, by whatever exit code.
Restart=always
RestartSec=5
# Told to end, it begins no mailbox and ends those it has; processes that judge are ended last.
KillMode=mixed
TimeoutStopSec={drain}
StateDirectory={user}
{sandbox}
[Install]
WantedBy=multi-user.target
"""
_METRICS = """\
{mark}
[Unit]
Description=Numbers of a fleet for monitors
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=:{command}
Restart=always
RestartSec=5
{sandbox}
[Install]
WantedBy=multi-user.target
"""
_CHECK = """\
{mark}
[Unit]
Description=Look whether a fleet lives (1: a warning)

[Service]
Type=oneshot
ExecStart=:{command}
SuccessExitStatus=1
TimeoutStartSec=60
{sandbox}"""
_CHECK_TIMER = """\
{mark}
[Unit]
Description=Look every five minutes whether a fleet lives

[Timer]
OnCalendar=*:0/5
RandomizedDelaySec=30

[Install]
WantedBy=timers.target
"""


def units(program: tuple[str, ...], config: str) -> Mapping[str, str]:
    """Return each unit by its file name; `program` is how to call this program, `config` the file of the fleet."""
    home = f"/var/lib/{USER}"
    sandbox = _SERVICE.format(user=USER, environment=ENVIRONMENT, home=home)
    base = (*program, "-c", config)
    return {
        WORKER: _WORKER.format(
            mark=_MARK,
            command=command_line((*base, "fleet", "worker")),
            drain=DRAIN_SECONDS,
            user=USER,
            sandbox=sandbox,
        ),
        METRICS: _METRICS.format(mark=_MARK, command=command_line((*base, "fleet", "metrics")), sandbox=sandbox),
        CHECK: _CHECK.format(mark=_MARK, command=command_line((*base, "fleet", "check")), sandbox=sandbox),
        CHECK_TIMER: _CHECK_TIMER.format(mark=_MARK),
    }
