"""The fixed subjects of boards and systems: what their places say, with no guess."""

from __future__ import annotations

import re
from collections.abc import Mapping

from inbox_watch.knowledge import remembered, table
from inbox_watch.records import Message


def template_fields(message: Message) -> Mapping[str, str]:
    """Return what a known subject of this sender names: of `employer`, `role` and `job_id` those that it has.

    The first row that names one counts, as it does for the label.
    """
    found: dict[str, str] = {}
    if not message.from_.address.endswith(_senders()):
        return found
    for row in table("board_templates"):
        if message.from_.address.endswith(row["sender"].lower()):
            match = re.search(row["pattern"], message.subject.strip(), re.IGNORECASE)
            if match:
                found = {name: value.strip() for name, value in match.groupdict().items() if value} | found
    return found


@remembered
def _senders() -> tuple[str, ...]:
    return tuple(row["sender"].lower() for row in table("board_templates"))
