"""Words of strangers as an alert may show them: no link, no call to a whole channel, not too long."""

from __future__ import annotations

import re

from inbox_watch.clean import clean_line

TITLE_LENGTH = 80
_LONGEST_NAME = 60
_SHORTEST_ROLE = 8
_WIDEST_NAME_BESIDE_A_ROLE = 40
_NO_LINK = "(link left out)"
# Not in the middle of a name: of a long one every part would be tried.
_HOST_BEGINS = r"(?<![\w-])(?<![\w-]\.)"
_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]{0,20}:[/\\]{2}\S*+|\bwww\.\S++|\b(?:https?|ftp|mailto|tel|sms|data|javascript):\S++"
    rf"|{_HOST_BEGINS}[\w-]++(?:\.[\w-]++)++(?::\d{{1,5}})?+[/\\]\S*+"
    rf"|{_HOST_BEGINS}[\w-]++(?:\.[\w-]+)*\.[^\W\d_]{{2,24}}:\d{{1,5}}\b(?:\.[\w-]++)*+(?:[/\\]\S*+)?+",
    re.IGNORECASE,
)
# Wide letters and signs that programs read as plain ones.
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_CALL_TO_ALL = re.compile(r"@(?=(?:everyone|here|channel|all|room)\b)", re.IGNORECASE)
_NAME_OF_A_HOST = re.compile(r"(?<![@\w.-])([\w-]{1,63}(?:\.[\w-]{1,63})*)\.([^\W\d_]{2,24})\b(?!@)")
_MARKUP = str.maketrans("", "", "<>`")


def harmless(text: str, limit: int = _LONGEST_NAME, *, vouched_for: bool = True) -> str:
    """One clean line without links; where nobody vouches for the sender, not even a name that programs make a link."""
    line = _CALL_TO_ALL.sub("", _LINK.sub(_NO_LINK, clean_line(text, 400).translate(_WIDE).translate(_MARKUP)))
    return clean_line(line if vouched_for else _NAME_OF_A_HOST.sub(r"\1[.]\2", line), limit)


def title(template: str, who: str, role: str) -> str:
    """Fill `{who}` and `{role}` (in brackets, or nothing) so that the whole has at most TITLE_LENGTH characters."""
    room = TITLE_LENGTH - len(template.format(who="", role=""))
    name = clean_line(who, min(room, _WIDEST_NAME_BESIDE_A_ROLE) if role else room)
    left = room - len(name) - len(" ()")
    return template.format(who=name, role=f" ({clean_line(role, left)})" if role and left >= _SHORTEST_ROLE else "")
