"""Elements of SVG. Whatever is not `Markup` already is escaped on its way in."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

Attribute = str | int | float


def tag(name: str, *children: str, **attributes: Attribute) -> Markup:
    """Return one element; `class_` stands for `class`, and `text_anchor` for `text-anchor`."""
    inside = Markup("").join(children)
    return Markup("<{0}{1}>{2}</{0}>").format(name, _attributes(attributes), inside)


def picture(width: float, height: float, title: str, children: Iterable[str], class_: str = "chart") -> Markup:
    """Return a whole picture that scales with the page."""
    box = f"0 0 {number(width)} {number(height)}"
    return tag("svg", tag("title", title), *children, viewBox=box, role="img", class_=class_)


def text(x: float, y: float, *words: str, class_: str = "axis", anchor: str = "start") -> Markup:
    """Return a line of text; `anchor` is start, middle or end."""
    return tag("text", *words, x=x, y=y, class_=class_, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """Return a straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def bar(x: float, y: float, width: float, height: float, class_: str, title: str = "", round_: float = 2) -> Markup:
    """Return a rectangle that says its title when pointed at."""
    said = (tag("title", title),) if title else ()
    return tag("rect", *said, x=x, y=y, width=width, height=height, rx=round_, class_=class_)


def number(value: float) -> str:
    """Return a coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def _attributes(attributes: dict[str, Attribute]) -> Markup:
    return Markup("").join(_attribute(name, value) for name, value in attributes.items())


def _attribute(name: str, value: Attribute) -> Markup:
    shown = value if isinstance(value, str) else number(value)
    plain = name.rstrip("_").replace("_", "-")
    return Markup(' {}="{}"').format(plain, shown)
