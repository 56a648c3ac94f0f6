"""Fields that break the readers below us do not hide the mail that they stand in."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from inbox_watch.mail.parse import header_scan, parse
from tests.mail.mails import raw, read


@pytest.mark.parametrize("word", ["=?utf-8?B?a?=", "=?utf-8?B?a?= =?utf-8?Q?b?="])
def test_a_broken_encoded_word_stands_for_itself_and_the_mail_is_read(word: str) -> None:
    message = read(f"From: {word} <anna@acme.example>\nTo: {word} <b@c.example>\nSubject: {word}\n\nHello\n")
    assert (message.from_.address, message.text) == ("anna@acme.example", "Hello")
    assert message.subject == word.replace("=?", "= ?")


@pytest.mark.parametrize("field", ["X-Note", "Comments", "Subj!ect", "Keywords"])
@pytest.mark.parametrize("word", ["=?utf\0-8?Q?a?=", "=?utf-8?B?a?=", "=?x-nobody?Q?=FF?="])
def test_a_word_in_a_field_that_nobody_reads_does_not_hide_the_mail(field: str, word: str) -> None:
    message = read(f"From: anna@acme.example\n{field}: {word}\n{field.lower()}: x {word}\nSubject: Hi\n\nHello\n")
    assert (message.from_.address, message.subject, message.text) == ("anna@acme.example", "Hi", "Hello")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("=?x-nobody?B?RWlubGFkdW5n?=", "Einladung"),
        ("=?x-nobody?Q?Gespr=C3=A4ch?=", "Gespräch"),
        ("=?utf-8?Q?Gespr=E4ch?=", "Gespräch"),
        ("=?iso-8859-8-i?B?+ezl7Q==?=", "שלום"),
        ("=?gb2312?B?gYE=?=", "亖"),
        ("=?utf\0-8?Q?a?=", "a"),
    ],
)
def test_a_word_in_another_set_than_it_says_is_read(word: str, text: str) -> None:
    """A set that nobody knows, or octets that it does not hold: the subject of an invitation may stand in it."""
    message = read(f"From: {word} <anna@acme.example>\nTo: {word} <b@c.example>\nSubject: Re: {word}\n\nHello\n")
    assert (message.from_.address, message.text) == ("anna@acme.example", "Hello")
    assert message.from_.name == text
    assert message.subject == f"Re: {text}"


def test_what_a_scan_saves_is_read_in_its_true_set() -> None:
    octets = b"From: =?x-nobody?Q?Gespr=E4ch?= <anna@acme.example>\r\nSubject: =?x-nobody?B?RWlubGFkdW5n?=\r\n\r\n"
    assert header_scan(octets) == ("Gespräch <anna@acme.example>", "Einladung")


@pytest.mark.parametrize(
    "parameters",
    [
        pytest.param(b";" * 100_000, id="semicolons without end"),
        pytest.param(b'; a="' + b'\\";' * 30_000 + b'"', id="quotes without end"),
        pytest.param("; x*²=a".encode(), id="a number in other digits"),
        pytest.param(b"; x*0=a; x*0*=utf-8''b; charset=y", id="an index that comes twice"),
        pytest.param(b'; x="\xff"', id="octets"),
        pytest.param(b"; x*=utf\0-8''a", id="a character set that cannot be one"),
        pytest.param(b"; x*=undefined''a", id="a character set that refuses"),
    ],
)
def test_parameters_that_nobody_can_read_do_not_hide_the_mail(parameters: bytes) -> None:
    began = time.process_time()
    message = parse(raw(b"From: a@b.example\r\nContent-Type: text/plain" + parameters + b"\r\n\r\nHello\r\n"))
    assert message.text == "Hello"
    assert time.process_time() - began < 1


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_file_name_in_octets_is_read(charset: str) -> None:
    head = 'From: a@b.example\r\nContent-Type: a/b; name="Größe.docx"\r\n\r\nx'.encode(charset)
    assert [file.name for file in parse(raw(head)).attachments] == ["Größe.docx"]


def test_nothing_is_said_of_a_broken_mail_on_the_terminal() -> None:
    """Once the broken words of a stranger were logged, as they came."""
    program = (
        "from inbox_watch.mail.parse import parse; from inbox_watch.records import *; from datetime import *;"
        "o = b'Subject: =?utf-8?B?a?= \\x1b[2J\\nX-Y: =?utf-8?B?a?=\\n"
        'Content-Disposition: attachment; filename="=?utf-8?B?a?="\\n\\nx\';'
        "parse(RawMessage(MessageUid('a', 'b', 1, 1), FolderRole.INBOX, datetime.now(UTC), o))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == done.stdout == ""


@pytest.mark.parametrize("year", ["0001", "1969", "2200", "9999"])
def test_a_date_that_no_mail_can_mean_is_none(year: str) -> None:
    """One in the year 9999 was too late for Berlin, and ended every poll that read it."""
    assert read(f"From: a@b.example\nDate: Fri, 31 Dec {year} 23:59:59 +0000\n\nHello\n").date is None
    calendar = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:{year}1231T235959Z\nEND:VEVENT\nEND:VCALENDAR\n"
    event = read(f"From: a@b.example\nContent-Type: text/calendar\n\n{calendar}").event
    assert event is not None
    assert event.starts_at is None
