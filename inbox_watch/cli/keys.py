"""One key at a terminal."""

from __future__ import annotations

import click

from inbox_watch.errors import UsageError

SKIP, QUIT = "s", "q"


def pressed() -> str:
    """The key that is pressed, in lower case; the end of the input is quit. Raises UsageError without a terminal."""
    try:
        key = click.getchar(echo=True).lower()
    except EOFError:
        key = QUIT
    except OSError as error:  # there is no terminal to ask on
        raise UsageError(
            "review asks on a terminal; without one, `inbox-watch label MESSAGE LABEL` and `inbox-watch link MESSAGE "
            "APPLICATION` do it."
        ) from error
    click.echo()
    return key or QUIT
