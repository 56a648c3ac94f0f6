"""Privacy by looking: after a real poll, reports, a backup and much logging, every file is searched for the words of
mails; and after `forget`, and when mail has grown old, for the names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.cli.calls import Called, spawn, write_config

NOW = datetime.now(UTC).replace(microsecond=0)
# What stands in a mail and must be in no file: a sentence, a quotation, a signature, markup, a file; a code, a link.
BODY = ("Kanarienvogel", "Wellensittich", "Zaunkoenig", "Nachtigall", "Rotkehlchen")
SECRETS = ("739182", "Ql7tokenZx93", "portal.brackwater.example")
NAMES = ("brackwater", "Tilda Morrow")
TRACE = "Received: from elsewhere.example ([203.0.113.9]) by mx.postfach.example with ESMTPS"
PASSED = "Authentication-Results: mx.postfach.example; dmarc=pass header.from=brackwater.example"
PAGE = """--b
Content-Type: text/plain; charset=utf-8

Dear Runa,
{words}
Kanarienvogel is the word of the day in our office.
Your verification code is 739182.
Sign in at https://portal.brackwater.example/login?token=Ql7tokenZx93 to answer.

Tilda Morrow
--
Zaunkoenig House, Brackwater

On Monday Runa wrote:
> Wellensittich stands in what I wrote.
--b
Content-Type: text/html; charset=utf-8

<p>Dear Runa,</p><p>{words}</p><!-- Nachtigall --><a href="https://portal.brackwater.example/login?token=Ql7tokenZx93">here</a>
--b
Content-Type: text/plain; name="notes.txt"
Content-Disposition: attachment; filename="notes.txt"

Rotkehlchen
--b--
"""
WORDS = {
    "Thank you for applying to Brackwater": "We have received your application as Planner at Brackwater. Thank you.",
    "Your sign-in code": "Use this code to sign in to your candidate account at Brackwater.",
    "An interview": "We would like to invite you to an interview at Brackwater. Please choose a time.",
    "Your application": "Unfortunately we have decided not to go on with your application as Planner at Brackwater.",
}


def mail(subject: str, when: datetime, number: int) -> bytes:
    head = (
        f"{PASSED}\n{TRACE}; {format_datetime(when)}\nFrom: Tilda Morrow <jobs@brackwater.example>\n"
        f"To: runa@falkenried.example\nDate: {format_datetime(when)}\nSubject: {subject}\n"
        f"Message-ID: <{number}@brackwater.example>\nContent-Type: multipart/mixed; boundary=b\n"
    )
    return f"{head}\n{PAGE.format(words=WORDS[subject])}".encode()


class Kept:
    """A user with a Maildir; `folder` is all that the program may write to."""

    def __init__(self, home: Path) -> None:
        self.maildir, self.folder = home / "Maildir", home / "written"
        (self.maildir / "cur").mkdir(parents=True)
        (self.maildir / "new").mkdir()
        self.folder.mkdir()
        self.configure()

    def configure(self, more: str = "") -> None:
        alerts = '[alerts]\ntargets = ["command:false"]\n'
        self.config = write_config(self.folder, self.maildir, more=f"{alerts}{more}")

    def deliver(self, when: datetime, first: int = 1) -> None:
        for number, subject in enumerate(WORDS, first):
            came = when + timedelta(hours=number - first)
            (self.maildir / "cur" / f"{int(came.timestamp())}.M{number}.test:2,S").write_bytes(
                mail(subject, came, number)
            )

    def run(self, *arguments: str | Path, code: int = 0) -> Called:
        cache = str(self.folder / "cache")
        log = self.folder / "log.txt"
        done = spawn("-c", self.config, "--debug", "--log-file", log, *arguments, XDG_CACHE_HOME=cache)
        assert done.code == code, done
        return done

    def files(self) -> Iterator[tuple[str, bytes]]:
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                yield path.name, path.read_bytes().lower()

    def holding(self, *words: str) -> set[tuple[str, str]]:
        """Every file with every word that it holds."""
        return {(name, word) for name, octets in self.files() for word in words if word.lower().encode() in octets}


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_no_body_code_or_sign_in_link_reaches_the_disk(kept: Kept) -> None:
    kept.run("poll")
    kept.deliver(NOW - timedelta(hours=5))
    told = [kept.run("poll"), kept.run("explain", "a1"), kept.run("review", "--json")]
    for form in ("text", "html", "json"):
        kept.run("report", "--format", form, "-o", kept.folder / f"report.{form}")
    kept.run("backup", kept.folder / "saved")
    kept.run("reread")
    assert {"log.txt", "saved", "report.html"} <= {name for name, _ in kept.files()}
    assert kept.holding("brackwater invites you to an interview"), "an alert waits in the outbox"
    assert kept.holding(*BODY, *SECRETS) == set()
    assert [path for path in kept.folder.rglob("*") if path.stat().st_mode & 0o077 and path.is_file()] == []
    assert [word for each in told for word in (*BODY, *SECRETS) if word in each.out + each.err] == []


def test_forgetting_everything_leaves_no_name(kept: Kept) -> None:
    kept.deliver(NOW - timedelta(hours=5))
    kept.run("poll")
    assert kept.holding(*NAMES) != set()
    kept.run("forget", "--all", "--yes")
    assert kept.holding(*NAMES) == set()


def test_what_has_grown_old_is_in_no_file(kept: Kept) -> None:
    kept.deliver(NOW - timedelta(days=400))
    kept.run("poll")
    assert kept.holding("brackwater") != set()
    kept.configure("[follow_up]\nretention_days = 100\nmove_on_days = 44\n")
    kept.run("poll")
    assert kept.holding(*NAMES) == set()
