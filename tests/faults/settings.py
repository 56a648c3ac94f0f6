"""The configuration of whoever is polled."""

from __future__ import annotations

from pathlib import Path

from tests.faults.mails import ME, PROVIDER

WHO = f"""\
[me]
addresses = ["{ME}"]
country = "DE"
timezone = "Europe/Berlin"
"""


def text_for(account: str, data: Path, *, targets: str = '"stdout"', more: str = "") -> str:
    """A configuration with one account; `more` follows [alerts]."""
    return (
        f'[accounts.a]\n{account}\nauthserv_id = "{PROVIDER}"\n[paths]\ndata = "{data}"\n{WHO}'
        f"[alerts]\ntargets = [{targets}]\ndigest_over = 1000\n{more}"
    )


def maildir(folder: Path) -> str:
    """The account of a Maildir."""
    return f'maildir = "{folder}"'
