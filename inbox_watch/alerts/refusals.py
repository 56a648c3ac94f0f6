"""Why a service did not take a text, from what apprise says while it tries; never more of it than a number."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# Both log the URL of a service, apprise when it fails and urllib3 always, and the URL holds the secret.
for _talkative in ("apprise", "urllib3"):
    logging.getLogger(_talkative).setLevel(logging.CRITICAL)

LOGIN_REFUSED = "it refused the user name, password or token"
_HTTP_STATUS = re.compile(r"\berror=(\d{3})\b")
_NO_CONNECTION = re.compile(r"connection error", re.IGNORECASE)
_SMTP_LOGIN = frozenset({530, 534, 535, 538})


@dataclass(slots=True)
class Refusal:
    """Why a text was not taken: `reason` is a clause, empty where nothing is known."""

    reason: str = ""
    is_about_login: bool = False


class _Ear(logging.Handler):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(logging.DEBUG)
        self._refusal = refusal

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if status := _HTTP_STATUS.search(text):
            _hear(self._refusal, *of_http(int(status[1])))
        elif _NO_CONNECTION.search(text) and not self._refusal.reason:
            _hear(self._refusal, "it could not be reached", False)


def _hear(refusal: Refusal, reason: str, is_about_login: bool) -> None:  # a pair, spread out
    refusal.reason, refusal.is_about_login = reason, is_about_login


def of_http(status: int) -> tuple[str, bool]:
    """What a status of HTTP (RFC 9110) says in a clause, and whether it is about the login."""
    if status in (401, 403, 407):
        return f"{LOGIN_REFUSED} ({status})", True
    if status in (404, 410):
        return f"nothing is at this address ({status})", False
    if status == 429:
        return f"it takes no more for now ({status})", False
    return (f"it has a fault of its own ({status})" if status >= 500 else f"it answered with {status}"), False


def of_smtp(reply: int) -> tuple[str, bool]:
    """What a reply of SMTP (RFC 5321, RFC 4954) says in a clause, and whether it is about the login."""
    if reply in _SMTP_LOGIN:
        return f"{LOGIN_REFUSED} ({reply})", True
    if reply in (550, 551, 553):
        return f"it knows no such recipient ({reply})", False
    return f"it answered with {reply}", False


@contextmanager
def eavesdrop() -> Iterator[Refusal]:
    """Listen to apprise, and keep what it says from every other log."""
    refusal = Refusal()
    log, ear = logging.getLogger("apprise"), _Ear(refusal)
    level, propagate = log.level, log.propagate
    log.addHandler(ear)
    log.setLevel(logging.DEBUG)
    log.propagate = False
    try:
        yield refusal
    finally:
        log.removeHandler(ear)
        log.setLevel(level)
        log.propagate = propagate
