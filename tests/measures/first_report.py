"""Seconds from the first key of `init` to the end of the first report, on a mailbox of a real server.

`python -m tests.measures.first_report [MESSAGES]`; 5,000 of the made-up year (`tests/support/job_year.py`) by default.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.support.dovecot import Dovecot
from tests.support.job_year import make_year
from tests.support.person import Person

PASSWORD = "Quittenbaum-4711"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    mails = sorted(make_year(7).mails, key=lambda mail: mail.raw.internaldate)[-count:]
    with Dovecot(password=PASSWORD) as server, tempfile.TemporaryDirectory() as home:
        for mail in mails:
            server.deliver(mail.raw.uid.folder, mail.raw.octets, mail.raw.internaldate)
        person = Person(Path(home))
        began = time.monotonic()
        person.start("init")
        person.answer("Your email address", "me@localhost")
        person.answer("IMAP server", "127.0.0.1")
        person.answer("Encryption")
        person.answer("Port", str(server.port))
        person.answer("Name to log in with", "me")
        person.choose("in a file")
        person.password(PASSWORD)
        for question in ("All addresses", "Country", "How do you like calling", "Number"):
            person.answer(question)
        chosen = time.monotonic()
        code = person.leaves(seconds=1200)
        ended = time.monotonic()
    keys, rest = chosen - began, ended - chosen
    sys.stdout.write(f"{len(mails)} messages, exit code {code}: {keys:.0f} s of keys, then {rest:.0f} s\n")


if __name__ == "__main__":
    main()
