"""`completion`: the script that lets a shell complete commands, options, ids, labels and accounts."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_PROGRAM, _VARIABLE = "inbox-watch", "_INBOX_WATCH_COMPLETE"


@click.command(
    help="Print the completion script of a shell.\n\n\b\n"
    '  ~/.bashrc                   eval "$(inbox-watch completion bash)"\n'
    '  ~/.zshrc                    eval "$(inbox-watch completion zsh)"\n'
    "  ~/.config/fish/config.fish  inbox-watch completion fish | source",
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script; click answers what it asks."""
    found = get_completion_class(shell)
    assert found is not None  # noqa: S101  # the choice names only shells that click knows
    click.echo(found(ctx.find_root().command, {}, _PROGRAM, _VARIABLE).source())
