"""What pages are written on: the templates of a room with the parts and the style sheet that all pages share."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from inbox_watch.report.words import counted, days

_HERE = "inbox_watch.report"


@cache
def templates(room: str = _HERE) -> Environment:
    """Return the templates of a room, in whose folder `templates` they lie; it may import those of the reports."""
    loader = ChoiceLoader([PackageLoader(each) for each in dict.fromkeys((room, _HERE))])
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(counted=counted, days=days)
    return environment


@cache
def style() -> dict[str, object]:
    """Return the style sheet and its hash: the policy of a page lets no other style in (CSP 3, section 2.3.1)."""
    sheet = templates().get_template("report.css").render()
    return {"style": Markup(sheet), "style_hash": b64encode(sha256(sheet.encode()).digest()).decode("ascii")}  # noqa: S704  # our own file
