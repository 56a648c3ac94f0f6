"""Parameters in a character set of their own (RFC 2231): whatever they say, the mail that they stand in is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.mail.parse import parse
from inbox_watch.records import Message
from tests.mail.mails import raw

_HEAD = b"From: Ilse Brand <ilse@torfkamp.example>\r\nSubject: Your letter\r\n"
_PARTS = b"--seam\r\n\r\nCome on Tuesday.\r\n--seam\r\n%s\r\n\r\n%s\r\n--seam--\r\n"


def _read(fields: bytes, body: bytes = b"Come on Tuesday.\r\n") -> Message:
    return parse(raw(_HEAD + fields + b"\r\n\r\n" + body))


def _file(fields: bytes, content: bytes = b"x") -> Message:
    return _read(b"Content-Type: multipart/mixed; boundary=seam", _PARTS % (fields, content))


@pytest.mark.parametrize(
    "boundary",
    [
        b"boundary*=nobody-8''seam",
        b"boundary*=''seam",
        b"boundary*=seam",
        b"boundary*0*=nobody-8''se; boundary*1=am",
        b"boundary*1*=%61m; boundary*0*=undefined''se",
        b"boundary=seam; name*=a; name*0=b",
        b"boundary=seam; name*0=a; name*%s=b" % (b"9" * 5_000),
        b"name=C:\\; boundary*=utf-8''seam",
    ],
)
def test_a_boundary_is_found_in_whatever_set_it_is_written(boundary: bytes) -> None:
    message = _read(b"Content-Type: multipart/mixed; " + boundary, _PARTS % (b"Content-Type: a/b; name=cv.pdf", b"x"))
    assert (message.text, [file.name for file in message.attachments]) == ("Come on Tuesday.", ["cv.pdf"])


@pytest.mark.parametrize("kind", [b"mixed", b"alternative", b"report", b"digest"])
@pytest.mark.parametrize(
    "boundary",
    [
        b"boundary*=utf-8''se%0D%0Aam",
        b"boundary*=nobody-8''se%0D%0Aam",
        b"boundary*=us-ascii''se%E4am",
        b"boundary*0*=nobody-8''se%0A; boundary*1*=%00am",
        b"boundary*=idna''%5C",
        b"boundary*=a; boundary*0=b",
    ],
)
def test_a_multipart_with_a_boundary_that_cannot_occur_is_text(kind: bytes, boundary: bytes) -> None:
    message = _read(b"Content-Type: multipart/" + kind + b"; " + boundary, b"--se\r\nam\r\n\r\nCome on Tuesday.\r\n")
    assert (message.from_.address, message.subject) == ("ilse@torfkamp.example", "Your letter")
    assert message.text.endswith("Come on Tuesday.")


@pytest.mark.parametrize(
    ("parameter", "name"),
    [
        (b"name*=nobody-8''Gru%C3%9F.pdf", "Gru\u00df.pdf"),
        (b"name*=us-ascii'de'Gru%C3%9F.pdf", "Gru\u00df.pdf"),
        (b"name*=utf-8''Gru%DF.pdf", "Gru\u00df.pdf"),
        (b"name*=Gru%C3%9F.pdf", "Gru\u00df.pdf"),
        (b"name*0*=nobody-8''Gru%C3; name*1*=%9F; name*2=.pdf", "Gru\u00df.pdf"),
        ("name*=utf-8''\u5c65\u6b74\u66f8.pdf".encode(), "\u5c65\u6b74\u66f8.pdf"),
        (b"name*=utf-8''a%22%3B%20b.pdf", 'a"; b.pdf'),
        (b"name*=utf-8''a%0D%0AX:%00b.pdf", "a\ufffd\ufffdX:\ufffdb.pdf"),
        (b"name=plain.pdf; name*=a; name*0=b", "plain.pdf"),
    ],
)
def test_a_file_name_is_read_in_its_true_set(parameter: bytes, name: str) -> None:
    fields = (b"Content-Type: a/b; " + parameter, b"Content-Disposition: attachment; file" + parameter)
    if parameter.count(b"name") == 1:
        assert [file.name for file in _file(fields[1]).attachments] == [name]
    assert [file.name for file in _file(fields[0]).attachments] == [name]


@pytest.mark.parametrize(
    "charset", [b"charset*=utf-8''windows-1251", b"charset*0=windows; charset*1=-1251", b"charset=windows-1251"]
)
def test_a_text_is_read_in_the_set_that_an_encoded_parameter_states(charset: bytes) -> None:
    octets = "\u041f\u0440\u0438\u0445\u043e\u0434\u0438\u0442\u0435".encode("windows-1251")
    assert _read(b"Content-Type: text/plain; " + charset, octets).text == octets.decode("windows-1251")


@pytest.mark.parametrize("charset", [b"*=utf-8''x", b"*=nobody''%00", b"=undefined", b"=idna", b'="utf\0-8"', b"*0=a"])
@pytest.mark.parametrize("kind", [b"a/b", b"text/plain", b"text/rfc822-headers", b"text/calendar"])
def test_a_file_is_listed_whatever_its_set(kind: bytes, charset: bytes) -> None:
    message = _file(b"Content-Type: " + kind + b"; name=cv.pdf; charset" + charset, b"\xe4\xff\xfe")
    assert message.text == "Come on Tuesday."
    assert [(file.name, file.size) for file in message.attachments] == [("cv.pdf", 3)]


def test_an_invitation_is_one_where_its_method_is_encoded() -> None:
    calendar = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:7\r\nEND:VEVENT\r\nEND:VCALENDAR"
    event = _file(b"Content-Type: text/calendar; method*=us-ascii''request", calendar).event
    assert event is not None
    assert event.method == "REQUEST"


@pytest.mark.parametrize("end", [b"\x0b", b"\x0c", b"\x1e", b"\xc2\x85"])
def test_a_multipart_that_is_attached_does_not_hide_the_mail(end: bytes) -> None:
    """Its fields were written anew, where each of these ends a line; what is inside stays text."""
    inside = b"--in\r\nX-Note: a%sX:b\r\n\r\nBring it.\r\n--in--" % end
    message = _file(b"Content-Type: multipart/mixed; boundary=in\r\nContent-Disposition: attachment", inside)
    assert message.text.split() == ["Come", "on", "Tuesday.", "Bring", "it."]


_SETS = st.sampled_from("utf-8 us-ascii nobody-8 undefined idna punycode hex utf-16 utf-7 unicode_escape %00".split())
_VALUES = st.one_of(
    st.sampled_from(
        ["seam", "se%0D%0Aam", "%00", "%E4", "%ff%fe", "%22", "%5C", "a;b", '"a;b"', "%d8%00", "%", "utf-8"]
    ),
    st.text(max_size=6),
)
_FORMS = st.sampled_from(
    ["{n}*={s}''{v}", "{n}*0*={s}''{v}; {n}*1={v}", "{n}*1*=%0A{v}; {n}*0*={s}'x'", "{n}*={v}; {n}*0={v}", "{n}={v}"]
)
_PARAMETERS = st.builds(
    lambda form, name, charset, value: form.format(n=name, s=charset, v=value.replace("\r", "").replace("\n", "")),
    _FORMS,
    st.sampled_from(["boundary", "charset", "filename", "name", "method", "x"]),
    _SETS,
    _VALUES,
)
_KINDS = ["multipart/mixed", "message/rfc822", "text/html", "text/calendar", "text/rfc822-headers", "a/b"]


@given(
    st.sampled_from(_KINDS),
    st.lists(_PARAMETERS, max_size=4),
    st.lists(_PARAMETERS, max_size=2),
    st.binary(max_size=20),
)
@settings(max_examples=300, deadline=None)
def test_no_parameters_hide_the_mail(kind: str, of_type: list[str], of_disposition: list[str], content: bytes) -> None:
    fields = (
        "; ".join([f"Content-Type: {kind}", *of_type]) + "\r\n" + "; ".join(["Content-Disposition: x", *of_disposition])
    )
    octets = fields.encode("utf-8", "surrogatepass")
    assert _read(octets, content).from_.address == "ilse@torfkamp.example"
    assert _file(octets, content).from_.address == "ilse@torfkamp.example"
