"""What the program reads and leaves alone, and that it says when it was deaf."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from tests.cli.calls import call, spawn, write_config
from tests.cli.remembered import PLANNER, applications, remembered
from tests.support.connections import opened, watched
from tests.support.findings import received

NOW = datetime.now(UTC)
INVITATION = f"""From: Petra Lindhof <petra@lindhof-labs.example>
To: Runa Falkenried <runa@falkenried.example>
Subject: Invitation to an interview
Message-ID: <invitation@lindhof-labs.example>
Date: {format_datetime(NOW)}

Dear Ms Falkenried,

thank you for your application as Planner. We would like to invite you to an interview in our office next week.
Which day would suit you?

Petra Lindhof
"""
RECEIPT = f"""From: Lindhof Labs <jobs@lindhof-labs.example>
To: Runa Falkenried <runa@falkenried.example>
Subject: Your application as Planner
Message-ID: <receipt@lindhof-labs.example>
Date: {format_datetime(NOW)}
Auto-Submitted: auto-replied

We have received your application as Planner at Lindhof Labs. Thank you for your interest.
"""
_IMAP = """
[accounts.sample]
host = "127.0.0.1"
port = 1
security = "none"
user = "me"
password_cmd = ["echo", "secret"]
"""


def mailbox(folder: Path, **mail: str) -> Path:
    """A Maildir whose folders hold one mail each, delivered just now."""
    root = folder / "Maildir"
    for name in ("cur", "new", "tmp"):
        (root / name).mkdir(parents=True)
    for name, text in mail.items():
        place = root / name.replace("inbox", "").replace("junk", ".Junk") / "cur"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{int(NOW.timestamp())}.{name}.home:2,").write_bytes(text.replace("\n", "\r\n").encode())
    return root


def test_sr48_an_invitation_in_the_spam_folder_rings(tmp_path: Path) -> None:
    root = mailbox(tmp_path, junk=INVITATION)
    config = write_config(tmp_path, root, more='[alerts]\ntargets = ["stdout"]\n')
    (invitation,) = (root / ".Junk" / "cur").iterdir()
    to_come = invitation.rename(tmp_path / invitation.name)
    assert call("-c", config, "poll").out == ""
    to_come.rename(invitation)
    done = call("-c", config, "poll")
    assert done.code == 0
    assert "invites you to an interview" in done.out
    assert "in the folder Junk" in done.out
    assert "Open the mail and answer today." in done.out


def test_sr56_a_day_with_the_program_connects_to_nobody_beside_the_mailbox(tmp_path: Path) -> None:
    config = write_config(tmp_path, mailbox(tmp_path, inbox=RECEIPT))
    hooked = watched(tmp_path)
    done = [spawn("-c", config, *arguments, **hooked) for arguments in (["poll"], ["report"], ["draft", "a1"])]
    assert [each.code for each in done] == [0, 0, 0]
    assert "Subject: Re: Your application as Planner" in done[-1].out
    assert opened(tmp_path) == []


def test_sr56_only_a_draft_that_is_to_be_saved_goes_to_the_server(tmp_path: Path) -> None:
    config = remembered(tmp_path, PLANNER)
    account = config.read_text("utf-8").partition("[paths]")[0]
    config.write_text(config.read_text("utf-8").replace(account, _IMAP), "utf-8")
    assert call("-c", config, "draft", "a1", "--force").code == 0
    assert call("-c", config, "draft", "a1", "--force", "--eml").code == 0
    saved = call("-c", config, "draft", "a1", "--force", "--save-draft")
    assert saved.code == 75  # nobody listens on that port


def test_sr58_where_the_mailbox_was_not_read_no_silence_is_claimed(tmp_path: Path) -> None:
    """It was last read on 3 May at ten."""
    config = remembered(tmp_path, PLANNER, received("r", "2026-03-03", answers="planner"))
    assert applications(config, "2026-05-03")["a1"]["silent"]
    assert applications(config, "2026-05-06")["a1"]["state"] == "unknown"
    lines = call("-c", config, "report", "--as-of", "2026-05-06").out.splitlines()
    assert lines[0] == "1 application cannot be judged today."
    assert lines[3].startswith("! The mailbox sample has not been read since 3 May, 10:00 (INBOX).")
