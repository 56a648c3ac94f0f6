"""What callgrind counts: a yardstick, the loading of the models, and the same mails read twice.

`python -m benchmarks.guard.work MAILS`. Before and after each part it calls `os.getloadavg`, which nothing else calls;
callgrind writes down and clears its counters there. The yardstick is work of the interpreter and its library alone:
what it takes tells one build of Python from another.
"""

from __future__ import annotations

import email
import os
import re
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from inbox_watch.classify.model import load_model
from inbox_watch.consider import Judge, consider
from inbox_watch.facts.gather import Place
from inbox_watch.facts.sent_judge import load_sent_judge
from inbox_watch.facts.tagger import load_tagger
from inbox_watch.records import FolderRole, MessageUid, RawMessage
from inbox_watch.shipped import model_path, samples_path, sent_judge_path, tagger_path
from inbox_watch.workdays import Workdays

ARRIVED = datetime(2026, 5, 4, 8, tzinfo=UTC)
_PATTERN = r"(?:foo|bar|[a-z]{3,9}zz|thank you for \w+ing)\b.{0,40}\bqqq"


def yardstick() -> int:
    """Header fields read, a pattern sought, and patterns compiled, of invented words: what the hot path lives on."""
    words = ["".join(chr(97 + (i * j) % 26) for j in range(2, 9)) for i in range(400)]
    text = " ".join(words)
    mail = f"From: a@b.example\r\nSubject: {words[1]}\r\nTo: c@d.example\r\n\r\n{text}\r\n".encode()
    read = sum(len(email.message_from_bytes(mail).get_payload()) for _ in range(20))
    found = sum(re.search(_PATTERN, text, re.IGNORECASE) is not None for _ in range(40))
    groups = sum(re.compile(f"{_PATTERN}{number}", re.IGNORECASE).groups for number in range(60))
    return read + found + groups


def judge() -> Judge:
    """The judge as it is shipped."""
    place = Place(ZoneInfo("Europe/Berlin"), Workdays("DE"))
    tagger, sent_judge = load_tagger(tagger_path()), load_sent_judge(sent_judge_path())
    return Judge(load_model(model_path()), place, frozenset(), tagger, sent_judge)


def sample_mails(count: int) -> list[RawMessage]:
    """So many mails of the sample search, spread evenly over it."""
    paths = sorted(path for path in (samples_path() / "Maildir").rglob("*") if path.is_file())
    chosen = paths[:: max(1, len(paths) // count)][:count]
    return [
        RawMessage(MessageUid("guard", "INBOX", 1, uid), FolderRole.INBOX, ARRIVED, path.read_bytes())
        for uid, path in enumerate(chosen, start=1)
    ]


def main(count: int) -> None:
    """Do the parts one after another, with a mark before and after each."""
    mails = sample_mails(count)
    os.getloadavg()
    yardstick()
    os.getloadavg()
    its_judge = judge()
    os.getloadavg()
    for _ in ("cold", "warm"):
        for mail in mails:
            consider(mail, its_judge)
        os.getloadavg()


if __name__ == "__main__":
    main(int(sys.argv[1]))
