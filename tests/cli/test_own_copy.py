"""A letter with a copy to oneself lies in the inbox and in Sent; it stays an application."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.calls import apply, call, write_config

LETTER = b"""From: Runa Falkenried <runa@falkenried.example>\r
To: jobs@lindhof-labs.example\r
Cc: runa@falkenried.example\r
Subject: Application as Planner\r
Message-ID: <cv@falkenried.example>\r
Date: Mon, 04 May 2026 10:00:00 +0200\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
Dear team,\r
I hereby apply for the position of Planner. My CV is attached.\r
--b\r
Content-Type: application/pdf; name="CV_Falkenried.pdf"\r
Content-Disposition: attachment\r
\r
JVBERi0\r
--b--\r
"""
TRACED = b"Received: from mx.falkenried.example by mx.postfach.example; Mon, 04 May 2026 10:00:01 +0200\r\n" + LETTER
SENT_AT = 1777881600


def deliver(folder: Path, octets: bytes, at: int) -> None:
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    path = folder / "cur" / f"{at}.x:2,S"
    path.write_bytes(octets)
    os.utime(path, (at, at))


@pytest.mark.parametrize("copy", [LETTER, TRACED], ids=["one mail in two folders", "delivered by a server"])
def test_a_copy_to_oneself_does_not_hide_the_application(tmp_path: Path, copy: bytes) -> None:
    root = tmp_path / "Maildir"
    deliver(root, copy, SENT_AT + 1)
    deliver(root / ".Sent", LETTER, SENT_AT + 4)
    config = write_config(tmp_path, root)
    assert call("-c", config, "poll", "--as-of", "2026-05-22").code == 0
    assert "Lindhof Labs" in apply(config, "list").out


def test_a_takeout_in_one_file_shows_the_letter_and_its_answer(tmp_path: Path) -> None:
    """Nothing but the mail itself tells there what was sent; nobody is their own employer."""
    receipt = (
        b"Received: from mail.lindhof-labs.example ([203.0.113.7]) by mx.postfach.example with ESMTPS;\r\n"
        b" Mon, 04 May 2026 10:05:00 +0200\r\n"
        b"From: Lindhof Labs <jobs@lindhof-labs.example>\r\nTo: runa@falkenried.example\r\n"
        b"Subject: Re: Application as Planner\r\nMessage-ID: <r@lindhof-labs.example>\r\n"
        b"In-Reply-To: <cv@falkenried.example>\r\nDate: Mon, 04 May 2026 10:05:00 +0200\r\n\r\n"
        b"Thank you for your application. We have received it and will get back to you.\r\n"
    )
    takeout = tmp_path / "takeout.mbox"
    takeout.write_bytes(b"".join(b"From - Mon May  4 10:00:00 2026\r\n" + mail + b"\r\n" for mail in (LETTER, receipt)))
    config = write_config(tmp_path, tmp_path)
    config.write_text(config.read_text("utf-8").replace(f'maildir = "{tmp_path}"', f'mbox = "{takeout}"'), "utf-8")
    assert call("-c", config, "poll", "--as-of", "2026-05-22").code == 0
    (line,) = apply(config, "list").out.splitlines()
    assert "Lindhof Labs" in line
    assert "2026-05-04" in line
