"""Parts: deep, many, without end, and with boundaries that are none."""

from __future__ import annotations

from functools import partial

from tests.hostile.mails.writing import BODY, Cases, attached, fixed, mail, mixed

_PLAIN = b"Content-Type: text/plain\r\n\r\n" + BODY


def _nested(depth: int, kind: bytes = b"mixed") -> bytes:
    opened = (b'Content-Type: multipart/%s; boundary="b%d"\r\n\r\n--b%d\r\n' % (kind, n, n) for n in range(depth))
    closed = (b"--b%d--\r\n" % n for n in reversed(range(depth)))
    inside = b"".join((*opened, _PLAIN, *closed))
    return mail(inside.partition(b"\r\n")[0] + b"\r\n", inside.partition(b"\r\n\r\n")[2])


def _inside(depth: int) -> bytes:
    messages = b"".join(b"Content-Type: message/rfc822\r\n\r\nSubject: x%d\r\n" % n for n in range(depth))
    return mail(b"Content-Type: message/rfc822\r\n", messages + b"\r\n" + BODY)


def _parts(number: int, part: bytes = b"\r\nx\r\n") -> bytes:
    return mixed(*[part] * number)


def _unclosed(boundary: bytes, body: bytes, parameters: bytes = b"") -> bytes:
    return mail(b'Content-Type: multipart/mixed; boundary="%s"%s\r\n' % (boundary, parameters), body)


_LONG = b"z" * 100_000


def cases() -> Cases:
    """Hostile structures."""
    for depth in (20, 50, 100, 300, 1_000, 10_000):
        yield f"{depth} multiparts in each other", partial(_nested, depth)
        yield f"{depth} messages in each other", partial(_inside, depth)
    for depth in (100, 3_000):
        yield f"{depth} digests in each other", partial(_nested, depth, b"digest")
    for number in (101, 1_000, 1_001, 10_000, 100_000):
        yield f"{number} parts", partial(_parts, number)
    for kind in (b"alternative", b"related", b"report", b"signed", b"encrypted", b"digest", b"x-unknown", b""):
        yield f"a multipart/{kind.decode() or 'nothing'}", partial(mixed, _PLAIN, _PLAIN, kind=kind)
    yield "900 pages", partial(_parts, 900, b"Content-Type: text/html\r\n\r\n<p>x</p>")
    yield (
        "900 files",
        partial(_parts, 900, b"Content-Type: a/b\r\nContent-Disposition: attachment; filename=a\r\n\r\nx"),
    )
    yield "900 calendars", partial(_parts, 900, b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR")
    yield from fixed(
        no_boundary=lambda: mail(b"Content-Type: multipart/mixed\r\n", b"--b\r\n\r\nx\r\n--b--\r\n"),
        an_empty_boundary=lambda: _unclosed(b"", b"--\r\n\r\nx\r\n----\r\n"),
        a_boundary_of_blanks=lambda: _unclosed(b"   ", b"--   \r\n\r\nx\r\n--   --\r\n"),
        a_boundary_that_never_comes=lambda: _unclosed(b"zz", BODY * 10),
        a_boundary_of_100_kB=lambda: _unclosed(_LONG, b"--" + _LONG + b"\r\n\r\nx\r\n" + b"--zzzz\r\n" * 20_000),
        a_boundary_that_is_a_pattern=lambda: _unclosed(b"(a+)+$", b"--" + b"a" * 5_000 + b"\r\n" * 10),
        a_boundary_that_begins_another=lambda: mixed(
            b'Content-Type: multipart/mixed; boundary="bb"\r\n\r\n--bb\r\n\r\nx\r\n--bb--'
        ),
        the_boundary_of_the_outer_part_again=lambda: mixed(
            b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nx\r\n--b--'
        ),
        a_boundary_with_a_line_break=lambda: mail(
            b"Content-Type: multipart/mixed; boundary*=utf-8''a%0D%0Ab\r\n", b"--a\r\nb\r\n\r\nx\r\n"
        ),
        a_boundary_of_a_set_that_nobody_knows=lambda: mail(
            b"Content-Type: multipart/mixed; boundary*=nope''a%0D%0Ab\r\n", b"--a\r\nb\r\n\r\nx\r\n"
        ),
        a_message_inside_with_a_name_that_its_set_does_not_hold=lambda: mixed(
            b"Content-Type: message/rfc822; name*=us-ascii''Gru%C3%9F.eml\r\n\r\n" + mail()
        ),
        a_file_whose_set_is_encoded=lambda: attached(b"Content-Type: a/b; name=a; charset*=utf-8''x\r\n", b"\xff"),
        a_file_of_a_set_that_refuses=lambda: attached(b"Content-Type: a/b; name=a; charset=undefined\r\n", b"\xff"),
        a_form_feed_in_a_multipart_that_is_a_file=lambda: attached(
            b"Content-Type: multipart/mixed; boundary=c\r\nContent-Disposition: attachment\r\n",
            b"--c\r\nX-A: b\x0cX:c\r\n\r\nx\r\n--c--\r\n",
        ),
        a_boundary_that_is_not_ascii=lambda: _unclosed(b"\xff\xfe", b"--\xff\xfe\r\n\r\nx\r\n--\xff\xfe--\r\n"),
        a_boundary_with_a_nul=lambda: _unclosed(b"a\0b", b"--a\0b\r\n\r\nx\r\n--a\0b--\r\n"),
        two_boundaries=lambda: _unclosed(b"a", b"--a\r\n\r\nx\r\n--c\r\n\r\ny\r\n--c--\r\n", b'; boundary="c"'),
        closed_before_it_begins=lambda: _unclosed(b"b", b"--b--\r\n--b\r\n\r\nx\r\n"),
        closed_a_hundred_thousand_times=lambda: _unclosed(b"b", b"--b--\r\n" * 100_000),
        opened_and_never_closed=lambda: _unclosed(b"b", b"--b\r\n" * 3),
        boundaries_alone=lambda: _unclosed(b"b", b"--b\r\n" * 200_000),
        text_before_and_behind_of_5_MB=lambda: _unclosed(
            b"b", b"x" * 5_000_000 + b"\r\n--b\r\n\r\nx\r\n--b--\r\n" + b"y" * 9
        ),
        a_multipart_in_base64=lambda: mail(
            b'Content-Type: multipart/mixed; boundary="b"\r\nContent-Transfer-Encoding: base64\r\n',
            b"--b\r\n\r\nx\r\n--b--\r\n",
        ),
        a_message_in_base64=lambda: mail(
            b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n", b"U3ViamVjdDogeA0KDQp5"
        ),
        a_part_of_a_message=lambda: mail(b"Content-Type: message/partial; number=1; total=99999999999; id=x\r\n"),
        a_body_that_lies_elsewhere=lambda: mail(
            b'Content-Type: message/external-body; access-type=URL; URL="http://evil.example/x"\r\n'
        ),
    )
