"""Logs of a fleet: one JSON object a line, and nothing in it by which a person could be known."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path

_OURS = "inbox_watch"
# Tried where a word begins only: from each of its letters, a long word would cost the square of its length.
_ADDRESS = re.compile(r"(?<![^\s@<>\"'])[^\s@<>\"']+@[^\s@<>\"']+")
_MASK = "(address)"


class LogLine(logging.Formatter):
    """A record to a line.

    Of other libraries only the name of the event is kept (`action`, where they give one), because what they say may
    quote a mail or name an address. Of an exception only its type and where it was raised are kept.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "process": record.process,
        }
        if record.name.partition(".")[0] == _OURS:
            line["said"] = _ADDRESS.sub(_MASK, record.getMessage())
        elif isinstance(action := getattr(record, "action", None), str):
            line["event"] = action
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at_line"] = _where(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def log_in_lines() -> None:
    """Let whatever logs of ours were started write lines, and other libraries beside them from WARNING on."""
    lines = LogLine()
    others = logging.StreamHandler()
    ours = logging.getLogger(_OURS)
    for handler in (others, *ours.handlers):
        handler.setFormatter(lines)
    logging.getLogger().handlers[:] = [others]
    ours.propagate = not ours.handlers


def _where(error: BaseException | None) -> str:
    frames = traceback.extract_tb(error.__traceback__) if error else []
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
