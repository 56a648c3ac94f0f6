"""A sign of life for a monitor that tells the user when the runs stop: URL/start before a run, URL/CODE after it.

These are the paths of healthchecks.io, which others have taken over. The address is all the monitor knows a caller by,
so it is a secret.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from http.client import HTTPException
from urllib.parse import urlsplit, urlunsplit

from inbox_watch.alerts.hurry import ends_within
from inbox_watch.errors import EXIT_BUG, EXIT_INTERRUPTED, InboxWatchError

SECONDS = 5.0

_log = logging.getLogger(__name__)


def with_heartbeat(url: str, run: Callable[[], int]) -> int:
    """Run, and tell the monitor when it begins and with which exit code it ends; without a URL just run.

    Whatever the monitor does changes nothing: it gets five seconds, and its trouble is a line of the debug log.
    """
    if not url:
        return run()
    code = EXIT_BUG
    ping(url, "start")
    try:
        code = run()
    except InboxWatchError as error:
        code = error.exit_code
        raise
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
        raise
    finally:
        ping(url, str(code))
    return code


def ping(url: str, word: str, seconds: float = SECONDS) -> None:
    """Ask for one page of the monitor and wait no longer than this for the beginning of its answer."""
    if not ends_within(seconds, lambda: _get(_below(url, word), seconds)):
        _log.debug("The monitor did not answer within %g s.", seconds)


def _below(url: str, word: str) -> str:
    """The page below the address, in front of its query."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{word}", fragment=""))


def _get(url: str, seconds: float) -> None:
    from urllib.error import HTTPError
    from urllib.request import HTTPRedirectHandler, build_opener

    class NoRedirect(HTTPRedirectHandler):
        """Follow nobody to another address: it would learn the secret."""

        def redirect_request(self, *_: object) -> None:
            return None

    try:
        build_opener(NoRedirect).open(url, timeout=seconds).close()
    except HTTPError as error:
        _log.debug("The monitor answered with %d.", error.code)
        error.close()
    except (OSError, HTTPException, ValueError) as error:
        _log.debug("The monitor could not be reached (%s).", type(error).__name__)
