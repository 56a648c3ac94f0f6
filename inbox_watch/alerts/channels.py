"""A text to the user: standard output, a command of the user's, a mailbox, or any service apprise knows."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from datetime import datetime
from hashlib import sha256
from typing import Any

from inbox_watch.alerts.hurry import ends_within
from inbox_watch.alerts.post import Letter, is_mail, post
from inbox_watch.alerts.refusals import eavesdrop
from inbox_watch.alerts.replies import bound_replies
from inbox_watch.clean import clean_line
from inbox_watch.errors import AlertNotSent, ConfigError, TargetRefused
from inbox_watch.records import Alert

COMMAND_TIMEOUT_SECONDS = 30
# A long page over a slow line takes a while.
SERVICE_SECONDS = 120.0
_PORT_OF_TLS = 465  # RFC 8314: encrypted from the first octet


def name_of(target: str) -> str:
    """What may be shown of a target: the rest holds its secret."""
    scheme, mark, _ = target.partition("://")
    if mark:
        return f"{scheme}://…"
    return "command:…" if target.startswith("command:") else "stdout" if target == "stdout" else "without ://"


def send(target: str, alert: Alert, now: datetime, *, again: bool = False) -> None:
    """Hand an alert to one target, as plain text; raises what `send_letter` raises.

    `again` says that an earlier try may have arrived. By mail both have one Message-ID, which hangs on what the alert
    says too: a digest that says more is another, and nobody may take it for a copy.
    """
    known_by = sha256("\0".join((alert.key, alert.subject, alert.body)).encode("utf-8", "replace")).hexdigest()[:32]
    body = "\n".join(clean_line(line, 600) for line in alert.body.split("\n"))
    if again:
        body += "\n(This may be a repeat.)"
    letter = Letter(alert.subject, body, id=known_by)
    send_letter(target, letter, now, is_urgent=alert.severity in ("urgent", "pressing"))


def send_letter(
    target: str, letter: Letter, now: datetime, *, is_urgent: bool = False, seconds: float = SERVICE_SECONDS
) -> None:
    """Hand a letter to one target: a mailbox gets the page too where there is one, everything else the text.

    A service that is not done within `seconds` did not take it.

    Raises ConfigError where the target can be none, or would send a password unencrypted; TargetRefused when the login
    is refused; and AlertNotSent.
    """
    subject = clean_line(letter.subject)
    if target == "stdout":
        _print(f"{subject}\n{letter.text}\n\n")
    elif target.startswith("command:"):
        _run(target.removeprefix("command:"), f"{subject}\n\n{letter.text}\n", letter.id)
    elif (service := service_of(target)) is None:
        raise ConfigError(f"The target {name_of(target)} is no address apprise knows; correct it.")
    elif not ends_within(seconds, lambda: _hand_over(name_of(target), service, letter, now, is_urgent=is_urgent)):
        raise AlertNotSent(f"The target {name_of(target)} did not take it: it was not done within {seconds:g} s.")


def _hand_over(name: str, service: Any, letter: Letter, now: datetime, *, is_urgent: bool) -> None:
    if is_mail(service):
        post(name, service, letter, now)
    else:
        _notify(name, service, letter, is_urgent=is_urgent)


def _print(text: str) -> None:
    """A letter that the terminal does not know becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def _run(command: str, text: str, known_by: str) -> None:
    """Run the user's command without a shell; the text is its standard input.

    What is told again has the same INBOX_WATCH_ID in the environment: by it a command knows what it has taken already.
    """
    arguments = _words(command)
    if not arguments:
        raise ConfigError("The command of a target has no program, or a quote that does not end; correct it.")
    try:
        # No pipe to read from: a program that it leaves running would hold it open.
        done = subprocess.run(  # noqa: S603  # the command is the user's own, from a configuration only the user writes
            arguments,
            input=text.encode(),
            env={**os.environ, "INBOX_WATCH_ID": known_by},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=COMMAND_TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise AlertNotSent(
            f"The command of a target, {arguments[0]}, could not be run ({type(error).__name__})."
        ) from error
    if done.returncode != 0:
        raise AlertNotSent(f"The command of a target, {arguments[0]}, ended with {done.returncode}.")


def service_of(target: str) -> Any | None:
    """The plugin of apprise for a target, None where it knows none; nothing is sent."""
    import apprise  # costs 160 ms, and most polls have nothing to say

    with eavesdrop():
        service: Any | None = apprise.Apprise.instantiate(target)
    if service and is_mail(service) and service.port == _PORT_OF_TLS:
        service.secure_mode = "ssl"
    return service


def _notify(name: str, service: Any, letter: Letter, *, is_urgent: bool) -> None:
    import apprise

    service.notify_format = apprise.NotifyFormat.TEXT
    kind = apprise.NotifyType.WARNING if is_urgent else apprise.NotifyType.INFO
    title = clean_line(letter.subject)
    bound_replies()
    with eavesdrop() as refusal:
        taken = service.notify(body=letter.text, title=title, notify_type=kind, body_format=apprise.NotifyFormat.TEXT)
    if not taken:
        reason = f": {refusal.reason}" if refusal.reason else ""
        error = TargetRefused if refusal.is_about_login else AlertNotSent
        raise error(f"The target {name} did not take it{reason}.")


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
    return service_of(target) is not None
