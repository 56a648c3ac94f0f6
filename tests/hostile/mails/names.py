"""Header fields: long, many, encoded, quoted, and called like something else."""

from __future__ import annotations

from functools import partial

from tests.hostile.mails.writing import BODY, FROM, Cases, attached, fixed, mail

# What parsers call their own attributes.
_ATTRIBUTES = (
    "headers parse mail message _message has_defects defects __class__ __dict__ headers_json text_plain attachments "
    "body date subject_json_json_json_json from_ timezone received delivered_to to_domains message_as_string"
).split()
_WORDS = {
    "one that is no base64": b"=?utf-8?B?a?=",
    "of sets nobody knows": b"=?nope-8?B?YWJj?= =?undefined?q?x?= =?idna?q?x?= =?rot13?q?x?= =?zlib?b?eJxLBAAAYgBi?=",
    "twenty thousand": b"\r\n ".join([b"=?utf-8?q?a?="] * 20_000),
    "begun 250,000 times": b"=?" * 250_000,
    "question marks": b"=?" + b"?" * 200_000 + b"?=",
    "half a letter each": b"=?utf-8?B?4oK?= =?utf-8?B?rA==?=",
    "a line break inside": b"=?utf-8?Q?a=0D=0ABcc:_evil@x.example?=",
    "an escape inside": b"=?utf-8?Q?=1B[2J=1B]0;owned=07?=",
    "bidi inside": b"=?utf-8?Q?abc=E2=80=AEgpj.exe=E2=81=A6?=",
    "a NUL inside": b"=?utf-8?Q?a=00b?=",
    "a lone surrogate inside": b"=?utf-16?B?2AA=?= =?utf-7?Q?+2AA-?=",
    "a word in a word": b"=?utf-8?Q?=3D=3Futf-8=3FQ=3Fa=3F=3D?=",
    "a set with a language": b"=?utf-8*en-GB-oxendict?Q?a?=",
    "a set with a NUL": b"=?utf\x00-8?Q?a?=",
    "a megabyte in one": b"=?utf-8?Q?" + b"=41" * 333_000 + b"?=",
    "no end": b"=?utf-8?Q?a",
    "a letter of 26 octets": b"=?utf-8?Q?" + b"=CC=81" * 20_000 + b"?=",
}
_ADDRESSES = {
    "a hundred thousand": b",\r\n ".join(b"u%d@x.example" % n for n in range(100_000)),
    "colons": b":" * 20_000,
    "brackets open": b"(" * 20_000,
    "brackets open and close": b"(" * 500 + b"a" + b")" * 500 + FROM,
    "quotes": b'"a" ' * 50_000,
    "one quote that does not end": b'"' + b"a" * 200_000,
    "backslashes": b'"' + b"\\" * 200_000 + b'"',
    "angles": b"<" * 200_000,
    "angles that close": b">" * 200_000,
    "commas": b"," * 200_000,
    "at signs": b"@" * 100_000,
    "dots": b"a@" + b"." * 100_000,
    "a long route": b"<@" + b",@".join([b"a.example"] * 20_000) + b":b@c.example>",
    "groups": b"g:" * 20_000 + b";" * 20_000,
    "encoded words": b", ".join([b"=?utf-8?q?a=2C?= <a@b.example>"] * 5_000),
    "a comment in the address": b"hr@acme.example(<evil@attacker.example>",
    "an address as a name": b"=?utf-8?q?hr=40acme=2Eexample_=3Chr=40acme=2Eexample=3E?= <evil@attacker.example>",
    "nothing": b"",
    "octets": bytes(range(128, 256)) * 100,
    "controls": b"a\x00\x07\x1b[31mb <a\x00b@c.example>",
    "brackets for literals": b"a@" + b"[" * 50_000,
}
_TYPES = {
    "twenty thousand parameters": b"text/plain; " + b"; ".join(b"a%d=b" % n for n in range(20_000)),
    "semicolons": b"text/plain" + b";" * 200_000,
    "quoted semicolons": b'text/plain; a="' + b'\\";' * 66_000 + b'"',
    "continued twenty thousand times": b"text/plain; " + b"; ".join(b"name*%d*=utf-8''a" % n for n in range(20_000)),
    "continued twice": b"text/plain; name*0=a; name*0*=utf-8''b; name*9999999999999999999999=c",
    "a number that is none": "text/plain; name*²=a".encode(),
    "no set": b"text/plain; name*=a'b",
    "a set nobody knows": b"text/plain; name*=nope''%ff%fe",
    "percent signs": b"text/plain; name*=utf-8''" + b"%" * 100_000,
    "slashes": b"/" * 100_000,
    "nothing": b"",
    "blanks": b" " * 100_000,
    "octets": b"text/\xff\xfe; charset=\xff",
    "equals signs": b"text/plain; " + b"=" * 100_000,
}
_FILES = {
    "above its folder": b"../../../../etc/cron.d/x",
    "of a device": b"\\\\.\\CON",
    "with controls": b"a\x00b\x1b[2J.pdf",
    "of a hundred thousand letters": b"a" * 100_000 + b".pdf",
    "that is a formula": b"=cmd|' /C calc'!A0.pdf",
    "that is a tag": b"<img src=http://evil.example onerror=alert(1)>.pdf",
    "turned round": "abc\u202egpj.exe".encode(),
    "in words": b"=?utf-8?B?" + b"YWJj" * 20_000 + b"?=",
    "in broken words": b"=?utf-8?B?a?=.pdf",
    "that is empty": b"",
}


def _file(name: bytes) -> bytes:
    return attached(b'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="%s"\r\n' % name)


def cases() -> Cases:
    """Hostile heads."""
    for name, words in _WORDS.items():
        yield f"encoded words, {name}, as a subject", partial(mail, subject=words)
    for name, words in list(_WORDS.items())[:7]:
        yield f"encoded words, {name}, as a sender", partial(mail, from_=words + b" <petra@lindhof.example>")
    for name, value in _ADDRESSES.items():
        yield f"addresses, {name}, as recipients", partial(mail, to=value)
    for name, value in list(_ADDRESSES.items())[1:]:
        yield f"addresses, {name}, as a sender", partial(mail, from_=value)
    for name, value in _TYPES.items():
        yield f"a Content-Type, {name}", partial(mail, b"Content-Type: %s\r\n" % value)
        yield f"a Content-Disposition, {name}", partial(mail, b"Content-Disposition: %s\r\n" % value)
    for name in _ATTRIBUTES:
        yield f"a field called {name}", partial(mail, b"%s: evil\r\n" % name.encode())
    for name, value in _FILES.items():
        yield f"a file name {name}", partial(_file, value)
    yield from _large()


def _fields(number: int) -> bytes:
    return mail(b"".join(b"X-%d: v\r\n" % n for n in range(number)))


def _large() -> Cases:
    for number in (10_000, 100_000):
        yield f"{number} fields", partial(_fields, number)
        yield f"{number} fields of one name", partial(mail, b"X-A: v\r\n" * number)
    yield from fixed(
        a_field_of_a_megabyte=lambda: mail(b"X-Big: " + b"A" * 1_000_000 + b"\r\n"),
        a_subject_of_a_megabyte=lambda: mail(subject=b"A" * 1_000_000),
        a_subject_of_250_000_lines=lambda: mail(subject=b"a" + b"\r\n a" * 250_000),
        a_subject_of_blanks=lambda: mail(subject=b"x" + b" " * 200_000 + b"y"),
        a_subject_of_tabs=lambda: mail(subject=b"Re:" + b"\t" * 100_000 + b"y"),
        a_subject_of_prefixes=lambda: mail(subject=b"Re: " * 50_000),
        references_of_a_megabyte=lambda: mail(b"References: " + b"<a@b.example> " * 15_000 + b"\r\n"),
        references_that_do_not_end=lambda: mail(b"References: " + b"<" * 200_000 + b"\r\n"),
        two_senders_and_two_subjects=lambda: b"From: evil@x.example\r\nSubject: other\r\n" + mail(),
        octets_in_a_field=lambda: mail(b"X-S: \xed\xa0\x80\xff\r\nReply-To: \xff\xfe <\xff@\xff>\r\n"),
        fields_without_a_colon=lambda: mail(b"nocolon\r\n" * 100 + b": \r\n :\r\n"),
        results_of_a_megabyte=lambda: mail(
            b"Authentication-Results: mx.postfach.example; " + b"dmarc=" * 30_000 + b"\r\n"
        ),
        results_in_brackets=lambda: mail(b"Authentication-Results: mx.postfach.example; " + b"(" * 200_000 + b"\r\n"),
        five_thousand_hops=lambda: mail(
            b"Received: from a.example ([192.0.2.4]) by b.example with SMTP id 1 for <x@y.example>;"
            b" Mon, 1 Jun 2026 10:00:00 +0000\r\n" * 2_000
        ),
        a_hop_of_200_kB=lambda: mail(b"Received: " + b"from a by b " * 16_000 + b"; x\r\n"),
        a_hop_of_brackets=lambda: mail(
            b"Received: from " + b"(" * 100_000 + b" by b; Mon, 1 Jun 2026 10:00:00 +0000\r\n"
        ),
        a_hop_of_blanks=lambda: mail(b"Received: from x" + b" " * 200_000 + b"by y with z; d\r\n"),
        an_empty_head=lambda: b"\r\n" + BODY,
    )
