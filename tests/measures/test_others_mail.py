"""The page about other people's mail holds numbers and no word of that mail, and its columns can tell what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inbox_watch.consider import Judge, consider
from inbox_watch.records import Finding, RawMessage, Unreadable
from tests.measures import others_mail
from tests.measures.others_mail import PAGE, judged, main, page

MAIL = b"From: Ferdinand <f@firm.example>\nSubject: Kaleidoskop\n\nHello\n"


def test_a_sound_mail_shows_its_sender_and_subject() -> None:
    mail = judged(MAIL)
    assert (mail.raised, mail.is_alike, mail.shows_sender, mail.shows_subject) == ("", True, True, True)
    nobody = judged(b"From: <>\n\nHello\n")
    assert (nobody.has_sender, nobody.shows_sender, nobody.has_subject) == (False, False, False)


def test_the_page_holds_no_word_of_a_mail() -> None:
    told = page({"torture": [judged(MAIL)], "bounces": [judged(MAIL)] * 2}, date(2026, 5, 4))
    assert "Measured on 2026-05-04 with model:" in told
    assert "| 2 | 0 | 0 | 0 | 2 of 2 | 2 of 2 |" in told
    assert "Kaleidoskop" not in told
    assert "Ferdinand" not in told


def test_what_is_raised_is_counted_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for corpus in ("torture", "bounces"):
        (tmp_path / corpus).mkdir()
        (tmp_path / corpus / "1.eml").write_bytes(MAIL)
    monkeypatch.setattr(others_mail, "PAGE", tmp_path / "page.md")
    assert main(tmp_path) == 0

    def fails(raw: RawMessage, judge: Judge, authserv_id: str) -> Finding | Unreadable:
        if b"Subject: Hello" in raw.octets:
            raise KeyError(1)
        return consider(raw, judge, authserv_id)

    (tmp_path / "torture" / "2.eml").write_bytes(MAIL.replace(b"Kaleidoskop", b"Hello"))
    monkeypatch.setattr(others_mail, "consider", fails)
    assert main(tmp_path) == 1
    assert "| 2 | 1 | 0 | 0 | 1 of 2 | 1 of 2 |" in capsys.readouterr().out


def test_the_page_that_is_kept_says_that_nothing_was_raised() -> None:
    rows = [
        line.split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith(("| torture", "| bou"))
    ]
    assert [cells[2:4] for cells in rows] == [["0", "0"], ["0", "0"]]
