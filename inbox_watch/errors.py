"""Every error a user can meet: one sentence that says what happened and what to do next, and an exit code.

Anything that is not an `InboxWatchError` is our own bug: it ends with a traceback and exit code 70.
"""

from __future__ import annotations

EXIT_FINE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_MIXED = 3
EXIT_AUTHENTICATION = 4
EXIT_FOLLOW_UPS_DUE = 10
EXIT_BUG = 70
EXIT_CANNOT_WRITE = 73
EXIT_TEMPORARY = 75
EXIT_CONFIGURATION = 78
EXIT_INTERRUPTED = 130


class InboxWatchError(Exception):
    """The user can mend it: the message is one sentence with the next step."""

    exit_code = EXIT_FAILED


class UsageError(InboxWatchError):
    """An argument does not fit."""

    exit_code = EXIT_USAGE


class ConfigError(InboxWatchError):
    """The configuration does not hold; `problems` are all of them, a line each."""

    exit_code = EXIT_CONFIGURATION

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class LoginRefused(InboxWatchError):
    """The server does not accept the user name and password or token."""

    exit_code = EXIT_AUTHENTICATION


class NoSecret(LoginRefused):
    """The command that knows the password or token did not give it; the server was not asked."""


class FolderMissing(InboxWatchError):
    """A folder the configuration names is not on the server."""

    exit_code = EXIT_FAILED


class MailboxUnavailable(InboxWatchError):
    """Time will mend it: network down, server busy, deadline of the run reached."""

    exit_code = EXIT_TEMPORARY


class JudgeEnded(InboxWatchError):
    """Time will mend it: what reads mail was ended from outside before it could begin, twice; no mail was lost."""

    exit_code = EXIT_TEMPORARY


class DatabaseUnavailable(InboxWatchError):
    """Time will mend it: the server of the store is down, starts anew, or has no room for another connection."""

    exit_code = EXIT_TEMPORARY


class DatabaseRefused(InboxWatchError):
    """The server of the store does not accept the login of its URL; no mailbox was asked."""

    exit_code = EXIT_AUTHENTICATION


class AnotherRun(InboxWatchError):
    """Another run holds the lock."""

    exit_code = EXIT_TEMPORARY


class CannotWrite(InboxWatchError):
    """The state cannot be written: disk full, no permission, damaged file."""

    exit_code = EXIT_CANNOT_WRITE


class ModelUnusable(InboxWatchError):
    """The shipped model is missing or damaged; rules still work."""


class AlertNotSent(InboxWatchError):
    """A channel did not take an alert or a report, and time may mend it; an alert stays in the outbox."""

    exit_code = EXIT_TEMPORARY


class TargetRefused(AlertNotSent):
    """A channel does not accept the user name, password or token of its target."""

    exit_code = EXIT_AUTHENTICATION
