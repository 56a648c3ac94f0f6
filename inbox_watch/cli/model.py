"""`model`: which model judges, and what it is made of."""

from __future__ import annotations

import click

from inbox_watch.cli.context import Shared, judging_model
from inbox_watch.errors import ConfigError


@click.group(help="Show which model judges.")
def command() -> None:
    """Hold the one command there is."""


@command.command(help="The file, its checksum, its size and its limits.")
@click.pass_obj
def info(shared: Shared) -> None:
    """Print a line for each fact."""
    try:
        settings = shared.settings()
    except ConfigError:
        settings = None
    path, model = judging_model(settings)
    ordinary, grave = model.limits
    click.echo(f"file     {path}")
    click.echo(f"sha256   {model.sha256}")
    click.echo(f"details  {len(model.details)}: {', '.join(detail.value for detail in model.details)}")
    for name, judge in (("clauses", model.pieces), ("messages", model.messages)):
        click.echo(f"{name:<8} {len(judge.terms.keys)} terms, {len(judge.concepts.keys)} concepts and pairs of them")
    click.echo(f"limits   risk {ordinary:.3f}; {grave:.3f} for refusals and receipts; above them it says unsure")
