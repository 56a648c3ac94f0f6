"""What goes wrong between us and a server, as one sentence: host, port, what happened, what comes next."""

from __future__ import annotations

import contextlib
import imaplib
import socket
import ssl
from collections.abc import Iterator

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import ConfigError, MailboxUnavailable
from inbox_watch.sources.wording import plain

NEXT_RUN = "; it will be tried again on the next run."


class BrokenSessionError(MailboxUnavailable):
    """The connection broke off at once; a server that is only silent or slow makes a plain MailboxUnavailable."""


def unavailable(account: ImapAccount, happened: str) -> MailboxUnavailable:
    """Make the error for what time will mend."""
    return MailboxUnavailable(f"{account.host}:{account.port} {happened}{NEXT_RUN}")


@contextlib.contextmanager
def explained(account: ImapAccount) -> Iterator[None]:
    """Turn a broken connection, and a server that hangs up, into the error that says so."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise ConfigError(_distrust(account, error)) from error
    except ssl.SSLError as error:
        raise unavailable(
            account,
            f'broke the encryption ({plain(str(error))}); is security = "{account.security}" right for the port?',
        ) from error
    except (imaplib.IMAP4.abort, ConnectionError) as error:
        raise BrokenSessionError(*unavailable(account, what_happened(error)).args) from error
    except OSError as error:
        raise unavailable(account, what_happened(error)) from error


def what_happened(error: imaplib.IMAP4.error | OSError) -> str:
    """Say in a few words what a server or the network did."""
    if isinstance(error, TimeoutError):
        return "did not answer in time"
    if isinstance(error, socket.gaierror):
        return "is not known by that name"
    if isinstance(error, OSError):
        return f"cannot be reached ({plain(error.strerror or str(error))})"
    return f"broke off ({plain(str(error))})"


def _distrust(account: ImapAccount, error: ssl.SSLCertVerificationError) -> str:
    return (
        f"{account.host}:{account.port} shows a certificate that cannot be verified ({plain(error.verify_message)}), "
        "so the password was not sent: check `host`, or set ca_file to the certificate if the server is your own."
    )
