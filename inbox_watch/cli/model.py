"""`model`: which model judges, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inbox_watch.cli.context import Shared, judging_model
from inbox_watch.cli.screen import json_option, show, show_json
from inbox_watch.errors import ConfigError

if TYPE_CHECKING:
    from inbox_watch.classify.model import Model


@click.group(help="Show which model judges.")
def command() -> None:
    """Hold the one command there is."""


@command.command(help="The file, its checksum, its size and its limits.")
@json_option
@click.pass_obj
def info(shared: Shared, in_json: bool) -> None:
    """Print a line for each fact."""
    try:
        settings = shared.settings()
    except ConfigError:
        settings = None
    path, model = judging_model(settings)
    if in_json:
        details = [detail.value for detail in model.details]
        limits = {label.value: limit for label, limit in model.limits.items()}
        show_json({"file": str(path), "sha256": model.sha256, "details": details, "limits": limits})
        return
    show(_lines(path, model))


def _lines(path: Path, model: Model) -> Iterator[str]:
    yield f"file      {path}"
    yield f"sha256    {model.sha256}"
    yield f"details   {len(model.details)}: {', '.join(detail.value for detail in model.details)}"
    for name, judge in (("clauses", model.pieces), ("messages", model.messages)):
        yield f"{name:<8}  {len(judge.terms.keys)} terms, {len(judge.concepts.keys)} concepts and pairs of them"
    limits = ", ".join(f"{label.value} {limit:.3f}" for label, limit in model.limits.items())
    yield f"limits    {limits}; above such a risk it says unsure"
