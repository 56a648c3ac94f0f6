"""What a shell is offered for an argument: ids, labels, accounts. Where anything is wrong, nothing, and no word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from inbox_watch.cli.context import STORE_NAME, Shared
from inbox_watch.errors import InboxWatchError

if TYPE_CHECKING:
    from inbox_watch.config import Settings


def application_ids(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The ids of applications that begin so."""
    from inbox_watch.store.names import application_ids_in

    settings = _settings(ctx)
    ids = application_ids_in(settings.data / STORE_NAME) if settings else []
    return [id_ for id_ in ids if id_.startswith(incomplete)]


def homes(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Where `link` may put a message."""
    words = [word for word in ("new", "none") if word.startswith(incomplete)]
    return words + application_ids(ctx, parameter, incomplete)


def labels(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """The labels and details that begin so."""
    from inbox_watch.records import Detail, Label

    return [each for each in dict.fromkeys((*map(str, Label), *map(str, Detail))) if each.startswith(incomplete)]


def accounts(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The names of accounts that begin so."""
    settings = _settings(ctx)
    names = [account.name for account in settings.accounts] if settings else []
    return [name for name in names if name.startswith(incomplete)]


def _settings(ctx: click.Context) -> Settings | None:
    """The configuration of the line that is being typed; the command itself does not run."""
    config = ctx.find_root().params.get("config")
    try:
        return Shared(config_path=config, quiet=True, verbose=0, debug=False).settings()
    except InboxWatchError:
        return None
