"""An alert to the user: standard output, a command of the user's, or any service apprise knows."""

from __future__ import annotations

import hashlib
import logging
import shlex
import subprocess
import sys

from inbox_watch.errors import AlertNotSent, ConfigError
from inbox_watch.records import Alert
from inbox_watch.report.clean import clean_line

COMMAND_TIMEOUT_SECONDS = 30

# apprise logs the URL of a failing service, and the URL holds the secret.
logging.getLogger("apprise").setLevel(logging.CRITICAL)


def target_id(target: str) -> str:
    """A short name for a target that gives nothing of it away; part of the key of a queued alert."""
    return hashlib.sha256(target.encode()).hexdigest()[:12]


def send(target: str, alert: Alert, *, again: bool = False) -> None:
    """Hand an alert to one target, as plain text; raises AlertNotSent when it was not taken.

    `again` says that an earlier try may have arrived.
    """
    subject = clean_line(alert.subject)
    body = "\n".join(clean_line(line, 600) for line in alert.body.split("\n"))
    if again:
        body += "\n(This may be a repeat.)"
    if target == "stdout":
        sys.stdout.write(f"{subject}\n{body}\n\n")
        sys.stdout.flush()
    elif target.startswith("command:"):
        _run(target.removeprefix("command:"), f"{subject}\n\n{body}\n")
    else:
        _notify(target, subject, body)


def _run(command: str, text: str) -> None:
    """Run the user's command without a shell; the alert is its standard input."""
    arguments = shlex.split(command)
    try:
        done = subprocess.run(  # noqa: S603  # the command is the user's own, from a configuration only the user writes
            arguments, input=text, text=True, capture_output=True, timeout=COMMAND_TIMEOUT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AlertNotSent(
            f"The alert command {arguments[0]} could not be run ({type(error).__name__}); it will be tried again."
        ) from error
    if done.returncode != 0:
        raise AlertNotSent(f"The alert command {arguments[0]} ended with {done.returncode}; it will be tried again.")


def _notify(target: str, subject: str, body: str) -> None:
    import apprise  # costs 160 ms, and most polls have nothing to say

    service = apprise.Apprise()
    if not service.add(target):
        raise AlertNotSent(
            f"The alert target {target.partition(':')[0]}:… is no address apprise knows; check [alerts] targets."
        )
    if not service.notify(body=body, title=subject, body_format=apprise.NotifyFormat.TEXT):
        raise AlertNotSent(
            f"The alert target {target.partition(':')[0]}:… did not take the alert; it will be tried again."
        )


def check_target(target: str) -> None:
    """Raise ConfigError when a target cannot be one."""
    if target == "stdout":
        return
    if target.startswith("command:") and shlex.split(target.removeprefix("command:")):
        return
    if "://" not in target:
        raise ConfigError(
            f"The alert target {target!r} is neither stdout, nor command:…, nor a service address such as ntfy://…"
        )
