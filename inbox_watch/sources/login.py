"""Logging in (RFC 9051 sections 6.2.2 and 6.2.3), and telling a wrong password from a broken line."""

from __future__ import annotations

import imaplib
import re
from collections.abc import Callable
from typing import Any, NoReturn

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import ConfigError, LoginRefused
from inbox_watch.sources.secrets import Secret
from inbox_watch.sources.trouble import unavailable, what_happened
from inbox_watch.sources.wording import plain

# A user name that may stand in a command as it is: no atom-specials (RFC 9051 section 9).
_ATOM = re.compile(r"""[^\x00-\x20\x7f-\U0010ffff(){%*"\\\]]+""")
# RFC 5530, and what Gmail, Yahoo and Exchange say while they are busy: then the password is not at fault.
_BUSY = re.compile(
    r"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG|THROTTLED)\]|too many|temporar(?:y|ily)|try again later|rate limit",
    re.IGNORECASE,
)
_WRONG = re.compile(r"\[(?:AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|EXPIRED)\]", re.IGNORECASE)
_APP_PASSWORDS = (
    "check the login name and the password; Gmail, iCloud and Yahoo want an app password, "
    "and Outlook and Microsoft 365 take no passwords but tokens (docs/oauth.md)"
)
_NEW_SIGN_IN = "the token is wrong, expired or not for this mailbox: sign in again with the program behind token_cmd"


def log_in(client: Any, account: ImapAccount, secret: Secret) -> None:
    """Log in by token, by LOGIN, or by AUTHENTICATE PLAIN where LOGIN cannot carry the password.

    `client` is imapclient's; its LoginError is an imaplib error and its cause tells what really happened.
    """
    if any(ord(character) < 32 for character in account.user):
        raise ConfigError(f"`user` of account {account.name} holds a control character.")
    if client._imap.state != "NONAUTH":
        raise unavailable(account, "says that somebody is logged in already, so the password was not sent")
    offered = {str(capability).upper() for capability in client._imap.capabilities}
    try:
        if secret.is_token:
            _by_token(client, account, secret.text, offered)
        elif _fits_login(account.user, secret.text) and "LOGINDISABLED" not in offered:
            client.login(account.user, secret.text)
        else:
            client.sasl_login("PLAIN", _answers(f"\0{account.user}\0{secret.text}"))
    except imaplib.IMAP4.error as error:
        _explain(error, account, secret)


def _fits_login(user: str, password: str) -> bool:
    """Whether LOGIN can carry both: it has no word for non-ASCII text outside a literal."""
    return bool(_ATOM.fullmatch(user)) and password.isascii()


def _by_token(client: Any, account: ImapAccount, token: str, offered: set[str]) -> None:
    """OAUTHBEARER (RFC 7628) where XOAUTH2 is not offered. A refusal is acknowledged (section 3.2.3), then it is NO."""
    if not offered & {"AUTH=XOAUTH2", "AUTH=OAUTHBEARER"}:
        raise ConfigError(
            f"{account.host}:{account.port} takes no tokens, so it was not sent: set password_cmd instead of token_cmd."
        )
    if "AUTH=XOAUTH2" not in offered:
        name = account.user.replace("=", "=3D").replace(",", "=2C")
        first = f"n,a={name},\1host={account.host}\1port={account.port}\1auth=Bearer {token}\1\1"
        client.sasl_login("OAUTHBEARER", _answers(first, "\1"))
    else:
        client.sasl_login("XOAUTH2", _answers(f"user={account.user}\1auth=Bearer {token}\1\1", ""))


def _answers(*answers: str) -> Callable[[bytes], bytes | None]:
    """Answer one challenge after the other; when there are more, give up (None)."""
    left = iter(answers)

    def answer(_challenge: bytes) -> bytes | None:
        text = next(left, None)
        return None if text is None else text.encode("utf-8")

    return answer


def _explain(error: imaplib.IMAP4.error, account: ImapAccount, secret: Secret) -> NoReturn:
    """Turn a failed login into the error that names the next step."""
    cause = error.__context__ if isinstance(error.__context__, imaplib.IMAP4.abort) else error
    if isinstance(cause, imaplib.IMAP4.abort):
        raise unavailable(account, f"{what_happened(cause)} during the login") from error
    said = _server_said(error, secret)
    if _BUSY.search(said) and not _WRONG.search(said):
        raise unavailable(account, f"takes no login at the moment ({said})") from error
    mend = _NEW_SIGN_IN if secret.is_token else _APP_PASSWORDS
    raise LoginRefused(
        f"{account.host}:{account.port} did not accept the login of {account.user} ({said}): {mend}."
    ) from error


def _server_said(error: imaplib.IMAP4.error, secret: Secret) -> str:
    """The server's words as imaplib got them, for imapclient makes the text `b'...'` of them; never the secret."""
    origin = error.__context__ if isinstance(error.__context__, imaplib.IMAP4.error) else error
    words = origin.args[0] if origin.args else ""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return plain(text.replace(secret.text, "..."))
