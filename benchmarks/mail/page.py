"""The HTML of a mail: a table in a table, a style in each cell, a long address behind each link."""

from __future__ import annotations

import html
import random
from collections.abc import Sequence

from benchmarks.mail.trace import letters

_HEAD = (
    '<!DOCTYPE html>\n<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>\n{css}'
    '</style></head><body style="margin:0"><div style="display:none;max-height:0">{hidden}</div>\n'
    '<table role="presentation" width="100%" cellspacing="0" cellpadding="0"><tbody>\n'
)
_TAIL = '</tbody></table><img src="https://{domain}/o/{token}.gif" width="1" height="1" alt=""></body></html>\n'


def page(dice: random.Random, body: str, domain: str, filler: Sequence[str], size: int) -> str:
    """The body as a page, padded with rows of the filler (each with its link) to about so many signs."""
    css = "".join(_rule(dice, number) for number in range(dice.randint(8, 40)))
    shown = "".join(_paragraph(dice, block) for block in body.split("\n\n"))
    parts = [_HEAD.format(css=css, hidden=html.escape(body[:80])), shown]
    length = sum(map(len, parts))
    while filler and length < size:
        parts.append(_row(dice, dice.choice(filler), domain))
        length += len(parts[-1])
    parts.append(_TAIL.format(domain=domain, token=letters(dice, 40).replace("/", "_")))
    return "".join(parts)


def _rule(dice: random.Random, number: int) -> str:
    colour, points = dice.randrange(0x1000000), dice.randint(10, 20)
    return f".c{number}{{font-family:Helvetica,Arial,sans-serif;font-size:{points}px;color:#{colour:06x}}}\n"


def _paragraph(dice: random.Random, block: str) -> str:
    style = f"padding:0 {dice.randint(8, 24)}px;font-size:16px;line-height:24px;color:#333333"
    text = html.escape(block).replace("\n", "<br>\n")
    return f'<tr><td class="c{dice.randint(0, 7)}" style="{style}"><p>{text}</p></td></tr>\n'


def _row(dice: random.Random, line: str, domain: str) -> str:
    token = letters(dice, dice.randint(60, 160)).replace("/", "-")
    style = f"font-family:Arial;font-size:{dice.randint(11, 15)}px;line-height:20px"
    return (
        f'<tr><td align="left" style="{style}"><a href="https://{domain}/click?t={token}" style="color:#0073b1">'
        f'<img src="https://{domain}/i/{dice.randint(1, 99999)}.png" width="24" height="24" alt=""> '
        f"{html.escape(line)}</a></td></tr>\n"
    )
