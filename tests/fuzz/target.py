"""The process that libFuzzer runs in: `python -m tests.fuzz.target [OPTIONS OF LIBFUZZER] FOLDER`.

What reads a mail is instrumented as it is imported, ours and what it stands on: nothing of it may be imported before.
"""

from __future__ import annotations

import sys

import atheris

_READERS = ["inbox_watch.mail", "inbox_watch.facts", "inbox_watch.classify", "mailparser", "email"]


def main() -> None:
    """Fuzz until libFuzzer has had enough; it ends the process."""
    with atheris.instrument_imports(include=_READERS):
        from tests.fuzz.shown import check
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
