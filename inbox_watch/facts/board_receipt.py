"""What a job board writes around a receipt: the block of job and employer, and the jobs it advertises below."""

from __future__ import annotations

import re
from dataclasses import replace

from inbox_watch.facts.templates import template_fields
from inbox_watch.knowledge import remembered, table
from inbox_watch.knowledge.senders import platform_of
from inbox_watch.records import Message

_SENTENCE_ENDS = (".", "!", "?", ":", "…")


def without_adverts(message: Message) -> Message:
    """A board's message without the jobs it advertises below what it says ("Similar jobs"); others as they are."""
    heading = _headings().search(message.text) if _is_from_a_board(message) else None
    return replace(message, text=message.text[: heading.start()].rstrip()) if heading else message


def role_in_block(message: Message) -> str:
    """The line between the two names of the employer: "sent to Lindhof Labs", "Planner", "Lindhof Labs"."""
    employer = re.escape(template_fields(message).get("employer", ""))
    if not employer or not _is_from_a_board(message):
        return ""
    block = re.search(rf"\b{employer}[^\w\n]*+\n\s*+(?P<role>\S[^\n]{{2,98}})\n\s*+{employer}(?!\w)", message.text)
    line = block["role"].strip() if block else ""
    return "" if line.endswith(_SENTENCE_ENDS) else line


def _is_from_a_board(message: Message) -> bool:
    platform = platform_of(message.from_.address)
    return platform is not None and platform.kind == "job_board"


@remembered
def _headings() -> re.Pattern[str]:
    """A whole line that begins so; a sentence is none."""
    beginnings = "|".join(f"(?:{row['pattern']})" for row in table("advert_headings"))
    return re.compile(rf"^[^\w\n]{{0,4}}(?:{beginnings})[^.!?\n]{{0,60}}$", re.IGNORECASE | re.MULTILINE)
