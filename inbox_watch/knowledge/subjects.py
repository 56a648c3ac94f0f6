"""Subjects of answers and forwarded mail: what mail programs put before the subject of the mail they answer."""

from __future__ import annotations

import re
from functools import cache

from inbox_watch.knowledge import table


def is_reply(subject: str) -> bool:
    """Is it the subject of an answer or of a forwarded mail?"""
    return bool(_prefixes("reply", "forward").match(subject))


def is_forward(subject: str) -> bool:
    """Is it the subject of a forwarded mail?"""
    return bool(_prefixes("forward").match(subject))


def without_prefixes(subject: str) -> str:
    """The subject of the mail that was answered, forwarded or met an absence note."""
    return _prefixes("reply", "forward", "automatic").sub("", subject, count=1)


@cache
def _prefixes(*kinds: str) -> re.Pattern[str]:
    """Several in a row at the beginning; some programs count them: `Re[2]:`."""
    names = "|".join(row["prefix"] for row in table("subjects") if row["kind"] in kinds)
    return re.compile(rf"\A(?:\s{{0,9}}(?:{names})(?:\[\d{{1,3}}\])?\s?:)+\s{{0,9}}", re.IGNORECASE)
