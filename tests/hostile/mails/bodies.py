"""Bodies: garbage in every encoding, in every character set, and too much of it."""

from __future__ import annotations

import base64
import random
from functools import partial

from tests.hostile.mails.writing import BODY, Cases, attached, fixed, mail, text

_SETS = (
    b"nope undefined idna punycode utf-7 utf-16 utf-32 utf-8-sig rot13 zlib bz2 hex base64 uu quopri unicode_escape "
    b"raw_unicode_escape mbcs oem hz iso-2022-kr iso-2022-jp-ext gb2312 cp037 \xff\xff utf\x00-8 ../../x"
).split()
_SAMPLE = b"+AAA- \xff\xfe \\x zzz \\N{DIGIT ONE} \x1b$B~{ caf\xc3\xa9 \xed\xa0\x80\r\n" * 10
_ENCODINGS = (
    b"x-uuencode",
    b"uuencode",
    b"x-unknown",
    b"base64 ",
    b"BASE64",
    b"7bit",
    b"\xff",
    b"binary",
    b"base64; x",
)
# What letters, lists and markup are made of; each is repeated until it is 100 kB.
_RUNS = (
    ("blanks", " "), ("tabs", "\t"), ("line breaks", "\r\n"), ("blank lines", " \r\n\t\r\n"), ("letters", "a"),
    ("capitals", "A"), ("digits", "1"), ("dots", "."), ("dashes", "-"), ("quotes", "> "), ("bars", "| "),
    ("brackets", "("), ("square brackets", "["), ("at signs", "a@"), ("addresses", "a@b.example "),
    ("links", "https://a.example/"), ("slashes", "/"), ("commas", "a, "), ("titles", "Senior Manager "),
    ("initials", "A. "), ("companies", "Acme & Co. GmbH "), ("dates", "1. Mai 2026, "), ("hours", "10:00-11:00 "),
    ("greetings", "Dear Ms "), ("refusals", "unfortunately not "), ("attributions", "On Mon, a wrote:\r\n"),
    ("outlook heads", "From: a\r\nSent: b\r\n"), ("marks", "\u0301"), ("wide letters", "Ａ"), ("emoji", "👩‍👩‍👧‍👦"),
    ("bidi", "\u202e\u2066"), ("zero widths", "\u200b"), ("ligatures", "ﷺ"), ("dotted capitals", "İ"), ("kanji", "面"),
    ("Thai", "สวัสดี"), ("numbers of jobs", "Job ID 12345 "), ("colons", "Role: "), ("lines", "_"),
)  # fmt: skip


def _run(piece: str) -> bytes:
    letters = (piece * (100_000 // len(piece) + 1))[:100_000]
    return text(letters.encode(), b"; charset=utf-8", b"8bit")


def _pdf() -> bytes:
    return base64.encodebytes(random.Random(8).randbytes(18_000_000))


def cases() -> Cases:
    """Hostile bodies."""
    for charset in _SETS:
        yield f"in the set {charset!r}", partial(text, _SAMPLE, b"; charset=" + charset, b"8bit")
    for encoding in _ENCODINGS:
        yield f"encoded as {encoding!r}", partial(text, b"begin 644 x\r\n\xff\xff garbage\r\n" * 300, b"", encoding)
    for name, piece in _RUNS:
        yield f"a letter of {name}", partial(_run, piece)
    yield from fixed(
        base64_garbage=lambda: text(b"====!!!!\x00\xff" * 1_000, encoding=b"base64"),
        base64_cut_off=lambda: text(b"A" * 5 + b"\r\n", encoding=b"base64"),
        base64_of_pads=lambda: text(b"=" * 1_000_000, encoding=b"base64"),
        quoted_printable_signs=lambda: text(b"=" * 3_000_000, encoding=b"quoted-printable"),
        quoted_printable_breaks=lambda: text(b"=\r\n" * 1_700_000, encoding=b"quoted-printable"),
        quoted_printable_controls=lambda: text(
            b"=00=1B[2J=07=E2=80=AE" * 1_000, b"; charset=utf-8", b"quoted-printable"
        ),
        a_file_of_25_MB=lambda: attached(
            b"Content-Type: application/pdf; name=cv.pdf\r\nContent-Transfer-Encoding: base64\r\n", _pdf()
        ),
        a_text_of_25_MB=lambda: text(BODY * 330_000),
        a_page_of_25_MB=lambda: text(b"<p>hello</p>" * 2_000_000, kind=b"html"),
        a_line_of_10_MB=lambda: text(b"a" * 10_000_000),
        a_megabyte_of_NUL=lambda: b"\x00" * 1_000_000,
        a_megabyte_of_line_breaks=lambda: b"\r\n" * 500_000,
        a_megabyte_of_returns=lambda: b"From: petra@lindhof.example\r" + b"X\r" * 500_000,
        a_megabyte_without_a_colon=lambda: b"A" * 1_000_000,
        a_megabyte_of_fields=lambda: b"A: b\n" * 200_000,
        nothing=lambda: b"",
        one_line_break=lambda: b"\n",
        a_NUL_everywhere=lambda: mail(
            b"\x00X: y\r\n", b"b\x00dy\r\n", from_=b"a\x00b@c.example", subject=b"a\x00b\x1b[31m"
        ),
        returns_alone=lambda: mail().replace(b"\r\n", b"\r"),
        line_feeds_alone=lambda: mail().replace(b"\r\n", b"\n"),
        line_ends_mixed=lambda: mail().replace(b"\r\n", b"\n\r", 3),
        a_mark_and_blank_lines_before=lambda: b"\xef\xbb\xbf\r\n\r\n" + mail(),
        an_envelope_line_before=lambda: b"From x@y.example Mon May  4 10:00:00 2026\r\n" + mail(),
        in_utf_16=lambda: mail().decode().encode("utf-16"),
        dice=lambda: random.Random(8).randbytes(300_000),
    )
