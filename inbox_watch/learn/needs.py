"""Writes what the expressions of the program need into the table that `knowledge/possible.py` reads.

Run as `python -m inbox_watch.learn.needs`. The expressions are those that a process meets which reads the sample
search.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from inbox_watch.classify.model import load_model
from inbox_watch.consider import Judge, consider
from inbox_watch.facts.gather import Place
from inbox_watch.facts.sent_judge import load_sent_judge
from inbox_watch.facts.tagger import load_tagger
from inbox_watch.knowledge import possible
from inbox_watch.records import FolderRole, MessageUid, RawMessage
from inbox_watch.shipped import model_path, samples_path, sent_judge_path, tagger_path
from inbox_watch.workdays import Workdays

_MOMENT = datetime(2026, 5, 1, tzinfo=UTC)


def needs_of_all() -> Mapping[str, Sequence[str]]:
    """What all expressions need that are met over the mails of the sample search, each read as received and as sent."""
    place = Place(ZoneInfo("UTC"), Workdays("DE"))
    tagger, sent_judge = load_tagger(tagger_path()), load_sent_judge(sent_judge_path())
    judge = Judge(load_model(model_path()), place, frozenset(), tagger, sent_judge)
    for number, path in enumerate(sorted(path for path in samples_path().rglob("*") if path.is_file())):
        for role in (FolderRole.INBOX, FolderRole.SENT):
            consider(RawMessage(MessageUid("a", "INBOX", 1, number), role, _MOMENT, path.read_bytes()), judge)
    return possible.needs_met()


def main() -> None:
    """Write the table."""
    page = Path(possible.__file__).with_name(possible.TABLE)
    lines = (f'"{name}": {json.dumps(needs, ensure_ascii=False)}' for name, needs in needs_of_all().items())
    page.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
