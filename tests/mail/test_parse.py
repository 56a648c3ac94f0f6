"""Octets become a Message or an UnreadableMessage, and nothing else."""

from __future__ import annotations

import base64
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inbox_watch.mail.parse import UnreadableMessage, header_scan, parse
from inbox_watch.mail.structure import HEADER_LIMIT, PART_LIMIT
from inbox_watch.records import Address, Attachment, Message
from tests.mail.mails import ARRIVED, HEAD, raw, read


def test_a_plain_letter_is_read_field_by_field() -> None:
    message = read(
        "From: Anna Jansen <Anna@Acme.example>\nTo: Kim <kim@home.example>, lee@home.example\nCc: HR <hr@acme.example>\n"  # noqa: E501
        "Reply-To: jobs@acme.example\nSubject: Your application\nDate: Tue, 2 Jun 2026 10:00:00 +0200\n"
        "Message-ID: <1@acme.example>\nIn-Reply-To: <0@home.example>\nReferences: <a@home.example>\n <0@home.example>\n\n"  # noqa: E501
        "Thank you, we will write again. See https://jobs.acme.example/42 soon.\n"
    )
    assert message.from_ == Address("Anna Jansen", "anna@acme.example")
    assert message.to == (Address("Kim", "kim@home.example"), Address("", "lee@home.example"))
    assert message.cc == (Address("HR", "hr@acme.example"),)
    assert message.reply_to == (Address("", "jobs@acme.example"),)
    assert message.subject == "Your application"
    assert message.date == datetime(2026, 6, 2, 8, 0, tzinfo=UTC)
    assert message.message_id == "1@acme.example"
    assert message.in_reply_to == ("0@home.example",)
    assert message.references == ("a@home.example", "0@home.example")
    assert message.text == "Thank you, we will write again. See https://jobs.acme.example/42 soon."
    assert message.links == ("https://jobs.acme.example/42",)
    assert message.internaldate == ARRIVED
    assert (message.delivery, message.event, message.disposition, message.attachments) == (None, None, False, ())


@pytest.mark.parametrize(
    ("field", "name", "address"),
    [
        ("anna@acme.example", "", "anna@acme.example"),
        ("Anna Jansen <anna@acme.example>", "Anna Jansen", "anna@acme.example"),
        ('"Jansen, Anna" <anna@acme.example>', "Jansen, Anna", "anna@acme.example"),
        ("=?utf-8?Q?J=C3=B6rg?= <j@acme.example>", "Jörg", "j@acme.example"),
        ("=?iso-8859-1?Q?J=F6rg?= =?utf-8?B?TcO8bGxlcg==?= <j@acme.example>", "JörgMüller", "j@acme.example"),
        ("Anna\n Jansen\n <anna@acme.example>", "Anna Jansen", "anna@acme.example"),
        ("Careers: Acme <jobs@acme.example>", "Careers: Acme", "jobs@acme.example"),
        ("MAILER-DAEMON <>", "MAILER-DAEMON", ""),
        ("MAILER-DAEMON", "MAILER-DAEMON", ""),
        ("<one@two@three.example>", "one@two@three.example", ""),
        ("<>", "", ""),
        ("", "", ""),
    ],
)
def test_the_sender_is_read_as_a_mail_program_shows_it(field: str, name: str, address: str) -> None:
    assert read(f"From: {field}\nSubject: x\n\nHello there\n").from_ == Address(name, address)


def test_of_a_repeated_field_the_first_counts() -> None:
    message = read("From: a@acme.example\nFrom: b@evil.example\nSubject: one\nSubject: two\n\nHello\n")
    assert message.from_.address == "a@acme.example"
    assert message.subject == "one"


@pytest.mark.parametrize(
    ("field", "subject"),
    [
        ("=?utf-8?Q?Ihre_Bewerbung_f=C3=BCr_M=C3=BCnchen?=", "Ihre Bewerbung für München"),
        ("=?UTF-8?B?SWhyZSBCZXdlcmJ1bmc=?=", "Ihre Bewerbung"),
        ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
        ("=?utf-8?Q?a?=\n =?utf-8?Q?b?=", "ab"),
        ("Your\n application", "Your application"),
        ("=?utf-8?Q?two=0D=0Alines?=", "two lines"),
        ("=?utf-8?Q?turn=E2=80=AEed?=", "turn ed"),
        ("", ""),
    ],
)
def test_a_subject_is_decoded_to_one_clean_line(field: str, subject: str) -> None:
    assert read(f"From: a@acme.example\nSubject: {field}\n\nHello\n").subject == subject


def test_a_letter_without_any_field_is_still_a_letter() -> None:
    message = read("\n\nJust text that somebody wrote to nobody.\n")
    assert message.from_ == Address("", "")
    assert message.subject == ""
    assert message.date is None


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"From anna@acme.example Tue Jun  2 10:00:00 2026\n"])
def test_what_stands_before_the_first_field_does_not_hide_it(before: bytes) -> None:
    assert read(before + HEAD.encode() + b"\nHello\n").subject == "Your application"


@pytest.mark.parametrize(
    ("charset", "body", "text"),
    [
        ("utf-8", "Größe".encode(), "Größe"),
        ("iso-8859-1", b"you\x92re in \x80 5", "you’re in € 5"),
        ("us-ascii", "Größe".encode(), "Größe"),
        ("us-ascii", b"Gr\xf6\xdfe", "Größe"),
        ("utf-8", b"Gr\xf6\xdfe", "Größe"),
        ("no-such-charset", "Größe".encode(), "Größe"),
        ("unknown-8bit", "Größe".encode(), "Größe"),
        ('"utf-8\x00"', "Größe".encode(), "Größe"),
        ("koi8-r", "привет".encode("koi8-r"), "привет"),
        ("gb2312", "你好".encode("gb18030"), "你好"),
    ],
)
@pytest.mark.parametrize("encoding", ["8bit", "base64", "base64 "])
def test_a_wrong_charset_costs_no_letter(charset: str, body: bytes, text: str, encoding: str) -> None:
    carried = base64.encodebytes(body) if encoding.strip() == "base64" else body
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n".encode()
    assert read(head + carried).text == text


def test_the_text_of_a_message_inside_does_not_leak_into_the_text() -> None:
    message = read(
        HEAD + 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
        "See the mail below, please.\n--b\nContent-Type: message/rfc822\n\nFrom: kim@home.example\n"
        "Subject: Application\nMessage-ID: <mine@home.example>\n\nI withdraw my application.\n--b--\n"
    )
    assert message.text == "See the mail below, please."
    assert "withdraw" not in message.quoted


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ("--b\nContent-Type: text/html\n\n<p>Only <b>HTML</b></p>\n--b--\n", "Only HTML"),
        (
            "--b\nContent-Type: text/plain\n\nNo HTML?\n--b\nContent-Type: text/html\n\n"
            "<p>We would like to meet you on Tuesday, the ninth of June.</p>\n--b--\n",
            "We would like to meet you on Tuesday, the ninth of June.",
        ),
        ("No boundary ever comes, but a text does.\n", "No boundary ever comes, but a text does."),
        ("--b\nContent-Type: text/plain\n\nCut off in the middle of it", "Cut off in the middle of it"),
        (
            '--b\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nSame boundary\n',
            "Same boundary",
        ),
    ],
)
def test_the_text_is_found_in_any_structure(parts: str, text: str) -> None:
    letter = f'{HEAD}MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"\n\n{parts}'
    assert text in read(letter).text


def test_attachments_are_named_and_measured_but_never_kept() -> None:
    message = read(
        HEAD + 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nHi\n'
        '--b\nContent-Type: application/pdf; name="../../offer.pdf"\nContent-Transfer-Encoding: base64\n\nQUJDREVG\n'
        '--b\nContent-Type: application/zip\nContent-Disposition: attachment; filename="=?utf-8?B?w7wuemlw?="\n\nxyz\n'
        '--b\nContent-Type: image/png\nContent-Disposition: attachment; filename="=?no?B?a?="\n\nxyz\n--b--\n'
    )
    assert message.attachments == (
        Attachment(".._.._offer.pdf", "application/pdf", 6),
        Attachment("ü.zip", "application/zip", 3),
        Attachment("=?no?B?a?=", "image/png", 3),
    )


@pytest.mark.parametrize("with_name", ["", '; name="invite.ics"'])
def test_an_invitation_is_read_wherever_it_hangs(with_name: str) -> None:
    message = read(
        HEAD + 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nHi\n'
        f"--b\nContent-Type: text/calendar; method=CANCEL{with_name}\n\nBEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n"
        "BEGIN:VEVENT\nUID:u1\nSUMMARY:Interview\nEND:VEVENT\nEND:VCALENDAR\n--b--\n"
    )
    assert message.event is not None
    assert (message.event.method, message.event.uid, message.event.summary) == ("CANCEL", "u1", "Interview")


def test_a_read_receipt_is_told_by_its_part() -> None:
    message = read(
        HEAD + "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=disposition-notification; "
        'boundary="b"\n\n--b\nContent-Type: text/plain\n\nYour mail was displayed.\n--b\n'
        "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;anna@acme.example\n"
        "Disposition: manual-action/MDN-sent-manually; displayed\n--b--\n"
    )
    assert message.disposition
    assert message.delivery is None


def test_long_lists_are_cut() -> None:
    addresses = ", ".join(f"a{n}@home.example" for n in range(400))
    references = " ".join(f"<{n}@acme.example>" for n in range(200))
    message = read(f"From: a@acme.example\nTo: {addresses}\nReferences: {references}\nSubject: {'x' * 2000}\n\nHi\n")
    assert len(message.to) == 200
    assert message.references[-1] == "199@acme.example"
    assert len(message.references) == 50
    assert len(message.subject) == 500


def _nested(depth: int) -> str:
    return "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))


def _many_parts(count: int) -> str:
    return 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nx\n" * count


@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param(_nested(3000), id="3000 nested multiparts"),
        pytest.param(_many_parts(PART_LIMIT + 1), id="too many parts"),
        pytest.param(_many_parts(30_000), id="far too many parts"),
        pytest.param("X-Long: " + "x" * HEADER_LIMIT + "\n\nHello\n", id="a header section too large"),
        pytest.param("X-Long: x\n" * (HEADER_LIMIT // 10), id="a header section without end"),
    ],
)
def test_a_bomb_is_unreadable_but_its_sender_and_subject_are_saved(bomb: str) -> None:
    with pytest.raises(UnreadableMessage) as caught:
        read(HEAD + bomb)
    assert caught.value.from_ == "Anna Jansen <anna@acme.example>"
    assert caught.value.subject == "Your application"


@pytest.mark.parametrize(
    "octets",
    [
        pytest.param(b"From: a@b.example\nSubject: =?utf\x00?Q?x?=\n\nHi\n", id="NUL in an encoded word"),
        pytest.param(
            b'Content-Type: text/plain; charset="a\x00"\nContent-Transfer-Encoding: base64\n\nSGk=\n', id="NUL"
        ),
        pytest.param(
            b"Content-Type: message/rfc822\n\nContent-Type: multipart/mixed\n\nx\n", id="multipart without end"
        ),
        pytest.param(
            b'Content-Type: multipart/report; boundary="b"\n\n--b\nContent-Type: text/rfc822-headers\n\n'
            b'Content-Type: multipart/mixed; boundary="c"\n\n',
            id="report that quotes the headers of a multipart",
        ),
    ],
)
def test_what_mail_parser_stumbles_over_is_read_or_refused(octets: bytes) -> None:
    assert _outcome(octets) in ("read", "unreadable")


def _outcome(octets: bytes) -> str:
    try:
        message = parse(raw(octets))
    except UnreadableMessage:
        return "unreadable"
    assert isinstance(message, Message)
    return "read"


@given(st.binary(max_size=2000))
@settings(max_examples=300, deadline=None)
@example(b"From: =?utf-8?B?a?= <a@b.c>")
def test_any_octets_are_read_or_refused(octets: bytes) -> None:
    assert _outcome(octets) in ("read", "unreadable")


_WORDS = st.sampled_from(
    [
        "anna@acme.example",
        "<x@y.example>",
        "=?utf-8?Q?=C3?=",
        "=?x\0?B?a?=",
        '"',
        "(",
        "\\",
        "<>",
        "\r",
        "\0",
        "ü",
        "Re: x",
        ";",
    ]
)
_FIELD_NAMES = st.sampled_from(
    [
        "From",
        "To",
        "Cc",
        "Subject",
        "Date",
        "Message-ID",
        "References",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "Authentication-Results",
        "Return-Path",
        "headers",
        "attachments",
        "From ",
    ]
)
_TYPES = st.sampled_from(
    [
        "text/plain",
        "text/html",
        "text/calendar; method=REQUEST",
        "text/plain; charset=x",
        'text/plain; charset="\0"',
        'multipart/mixed; boundary="b"',
        "multipart/mixed",
        'multipart/report; boundary="b"; report-type=delivery-status',
        "message/rfc822",
        "message/delivery-status",
        "message/disposition-notification",
        "text/rfc822-headers",
        "text",
        "/",
        'application/pdf; name="=?x?B?a?="',
        "application/x; name*=x''%ff; name*1=\"",
    ]
)
_ENCODINGS = st.sampled_from(["base64", "quoted-printable", "x-uuencode", "7bit", "base64 ", "BASE64", "rubbish", ""])
_BODIES = st.sampled_from(
    [
        "SGVsbG8=",
        "=",
        "=C3=",
        "begin 644 x\n#0V%T\nend",
        "<p>x",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:x\nEND:VEVENT\n",
        "Action: failed\n\nFinal-Recipient: rfc822;a@b.example\nStatus: 5",
        "On x wrote:\n> y",
        "\0",
        "--b",
        "--b--",
        "",
    ]
)


@st.composite
def _mime(draw: st.DrawFn, depth: int = 0) -> str:
    fields = draw(st.lists(st.tuples(_FIELD_NAMES, st.lists(_WORDS, max_size=3).map(" ".join)), max_size=4))
    head = "".join(f"{name}: {value}\n" for name, value in fields)
    head += f"Content-Type: {draw(_TYPES)}\nContent-Transfer-Encoding: {draw(_ENCODINGS)}\n\n"
    inner = draw(st.lists(_mime(depth=depth + 1) if depth < 3 else _BODIES, max_size=3))
    body = "".join(f"--b\n{part}\n" for part in inner) + draw(st.sampled_from(["--b--\n", "", "--b"]))
    letter = head + draw(_BODIES) + "\n" + body
    return letter[: draw(st.integers(0, len(letter)))] if draw(st.booleans()) else letter


@given(_mime())
@settings(max_examples=300, deadline=None)
def test_any_structure_of_mime_is_read_or_refused(letter: str) -> None:
    assert _outcome(letter.encode("utf-8", "surrogateescape")) in ("read", "unreadable")


def test_every_beginning_of_a_letter_is_read_or_refused() -> None:
    letter = (
        HEAD + 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html\n'
        "Content-Transfer-Encoding: quoted-printable\n\n<p>Gr=C3=BC=C3=9Fe</p>\n--b\n"
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns;x\n\nFinal-Recipient: rfc822;a@b.example\n"
        "Action: failed\n--b--\n"
    ).encode()
    assert {_outcome(letter[:end]) for end in range(len(letter))} == {"read"}


@pytest.mark.parametrize(
    ("head", "saved"),
    [
        (b"From: a@b.example\r\nSubject: x\r\n\r\nSubject: y\r\n", ("a@b.example", "x")),
        (b"X: y\n\nFrom: body@b.example\n", ("", "")),
        (b"FROM:\ta\x1b[31m\nsubject: \xff\n\n", ("a [31m", "�")),
        (b"Received: x\n" * 2000 + b"From: far@b.example\n\n", ("far@b.example", "")),
        (b"", ("", "")),
        (b"\xef\xbb\xbf\r\n\r\nFrom: a@b.example\nSubject: x\n\n", ("a@b.example", "x")),
        (b"From x@y.example Mon May  4 10:00:00 2026\nSubject:\n =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n\n", ("", "Grüße")),
        (b"From: a@b.example\rSubject: x\rX: y\r", ("a@b.example", "x")),
        (b"X: " + b"y" * HEADER_LIMIT + b"\nSubject: behind\n\n", ("", "behind")),
        (b"Subject: =?utf-8?B?a?= =?nope?Q?b?=\n\n", ("", "=?utf-8?B?a?= =?nope?Q?b?=")),
    ],
)
def test_the_scan_saves_what_the_header_lines_say(head: bytes, saved: tuple[str, str]) -> None:
    assert header_scan(head) == saved


@pytest.mark.parametrize("corpus", ["torture", "bounces"])
def test_real_odd_mail_is_read_or_refused(corpus: str) -> None:
    folder = os.environ.get("INBOX_WATCH_EVAL_DIR")
    if not folder:
        pytest.skip(f"INBOX_WATCH_EVAL_DIR is unset: the mails of {corpus}/ were not read")
    files = sorted((Path(folder) / corpus).glob("*.eml"))
    outcomes = Counter(_outcome(path.read_bytes()) for path in files)
    assert outcomes["read"] >= 0.99 * len(files) > 0


def test_links_behind_the_words_of_a_page_are_links_too() -> None:
    page = b'<p>See <a href="https://lindhof.example/a?x=1&amp;y=2">the advert</a> at https://lindhof.example/b</p>'
    message = parse(raw(b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n" + page))
    assert message.links == ("https://lindhof.example/b", "https://lindhof.example/a?x=1&y=2")
