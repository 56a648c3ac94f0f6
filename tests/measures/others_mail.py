"""Mail that others collected because it is odd, judged and counted; no word of it is written anywhere.

    python -m tests.measures.others_mail FOLDER    writes docs/proof-third-party.md

FOLDER holds torture/ and bounces/ with one mail a file (.eml).
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes
from functools import cache
from pathlib import Path

from inbox_watch.clean import clean_line
from inbox_watch.consider import Judge, consider
from inbox_watch.records import Finding, Unreadable
from tests.hostile.measured import AUTHSERV_ID, judge, raw

PAGE = Path(__file__).resolve().parents[2] / "docs" / "proof-third-party.md"
CORPORA = {"torture": "malformed and odd mail of test suites", "bounces": "delivery failures, delays and auto-replies"}
_HEAD = """# Mail that others collected

Not part of the repository: a second opinion beside the mail that was written for it. Each mail is judged twice, with
every model; nothing may be raised, and both answers have to be the same. *Sender* and *subject* say in how many mails
the field holds something, and in how many of these it is shown. Times are a core's, the better of two tries.

Written by `python -m tests.measures.others_mail FOLDER`.

"""
_COLUMNS = (
    "mail", "mails", "raised", "judged differently the second time", "could not be read", "sender", "subject",
    "half within", "99 of 100 within", "slowest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """One mail: the kind of error that was raised, what it came to, whether twice, and a core's seconds."""

    raised: str
    answer: Finding | Unreadable | None
    is_alike: bool
    has_sender: bool
    has_subject: bool
    seconds: float

    @property
    def shows_sender(self) -> bool:
        """Is anything of the sender shown?"""
        if isinstance(self.answer, Finding):
            return bool(clean_line(f"{self.answer.from_.name} {self.answer.from_.address}"))
        return bool(self.answer and clean_line(self.answer.from_))

    @property
    def shows_subject(self) -> bool:
        """Is anything of the subject shown?"""
        return bool(self.answer and clean_line(self.answer.subject))


def judged(octets: bytes) -> Judged:
    """Judge the octets of a mail twice."""
    answers, seconds, raised = [], [], ""
    for _ in range(2):
        began = time.process_time()
        try:
            answers.append(consider(raw(octets), _judge(), AUTHSERV_ID))
        except Exception as error:  # whatever it is, it is counted
            raised = type(error).__name__
        seconds.append(time.process_time() - began)
    has_sender, has_subject = _fields(octets)
    return Judged(
        raised, answers[0] if answers else None, answers[:1] == answers[1:], has_sender, has_subject, min(seconds)
    )


@cache
def _judge() -> Judge:
    return judge()


def _fields(octets: bytes) -> tuple[bool, bool]:
    """Do the fields From and Subject hold anything, as the standard library splits the head?"""
    head = octets.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    tree = message_from_bytes(head)
    return bool(str(tree.get("From", "")).strip("<> ")), bool(str(tree.get("Subject", "")).strip())


def row(corpus: str, mails: Sequence[Judged]) -> str:
    """The line of the table for a corpus."""
    seconds = sorted(each.seconds for each in mails)
    cells = (
        f"{corpus}: {CORPORA[corpus]}",
        len(mails),
        sum(bool(each.raised) for each in mails),
        sum(not each.is_alike for each in mails),
        sum(isinstance(each.answer, Unreadable) for each in mails),
        _of(each.shows_sender for each in mails if each.has_sender),
        _of(each.shows_subject for each in mails if each.has_subject),
        _milliseconds(seconds[len(seconds) // 2]),
        _milliseconds(seconds[len(seconds) * 99 // 100]),
        _milliseconds(seconds[-1]),
    )
    return f"| {' | '.join(map(str, cells))} |"


def _of(shown: Iterable[bool]) -> str:
    every = list(shown)
    return f"{sum(every)} of {len(every)}"


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms"


def page(mails: Mapping[str, Sequence[Judged]], today: date) -> str:
    """The whole page."""
    model = Counter(
        each.answer.verdict.judged_by
        for some in mails.values()
        for each in some
        if isinstance(each.answer, Finding) and each.answer.verdict.judged_by.startswith("model:")
    ).most_common(1)[0][0]
    table = [f"| {' | '.join(_COLUMNS)} |", "|---|" + "---:|" * (len(_COLUMNS) - 1)]
    rows = [row(corpus, some) for corpus, some in mails.items()]
    return f"{_HEAD}Measured on {today:%Y-%m-%d} with {model}.\n\n" + "\n".join([*table, *rows]) + "\n"


def main(folder: Path) -> int:
    """Judge all, write the page, and return 1 when something was raised or judged in two ways."""
    judged(b"From: a@b.example\r\n\r\nThe first mail loads what all need.\r\n")
    mails = {
        corpus: [judged(path.read_bytes()) for path in sorted((folder / corpus).glob("*.eml"))] for corpus in CORPORA
    }
    PAGE.write_text(page(mails, datetime.now(UTC).date()), "utf-8")
    sys.stdout.write(PAGE.read_text("utf-8"))
    return int(any(each.raised or not each.is_alike for some in mails.values() for each in some))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
