"""An alert to the user: standard output, a command of the user's, or any service apprise knows."""

from __future__ import annotations

import hashlib
import logging
import shlex
import subprocess
import sys

from inbox_watch.clean import clean_line
from inbox_watch.errors import AlertNotSent, ConfigError
from inbox_watch.records import Alert

COMMAND_TIMEOUT_SECONDS = 30

# Both log the URL of a service, apprise when it fails and urllib3 always, and the URL holds the secret.
for _talkative in ("apprise", "urllib3"):
    logging.getLogger(_talkative).setLevel(logging.CRITICAL)


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
    arguments = _words(command)
    if not arguments:
        raise AlertNotSent("The alert command has no program, or a quote that does not end; check [alerts] targets.")
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

    scheme = f"{target.partition('://')[0]}://…" if "://" in target else "without ://"  # the rest holds the secret
    service = apprise.Apprise()
    if not service.add(target):
        raise AlertNotSent(f"The alert target {scheme} is no address apprise knows; check [alerts] targets.")
    if not service.notify(body=body, title=subject, body_format=apprise.NotifyFormat.TEXT):
        raise AlertNotSent(f"The alert target {scheme} did not take the alert; it will be tried again.")


def _words(command: str) -> list[str]:
    """The program and its arguments; nothing when a quote does not end."""
    try:
        return shlex.split(command)
    except ValueError:
        return []


def check_target(target: str) -> None:
    """Raise ConfigError when a target cannot be one."""
    if target == "stdout":
        return
    if target.startswith("command:") and _words(target.removeprefix("command:")):
        return
    if "://" not in target:
        raise ConfigError(
            "An alert target is neither stdout, nor command:… with a program, nor a service address such as ntfy://…"
        )


def is_service(target: str) -> bool:
    """Is it an address apprise knows? Nothing is sent, and apprise's own log is silent about it."""
    import apprise  # costs 160 ms

    return apprise.Apprise.instantiate(target) is not None
