"""Mail that was cut off, mail in which one octet is another, and MIME that a grammar made: a message, or unreadable.

CI tries every cut and every octet; a plain run one in forty, and says so by its ids.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inbox_watch.consider import Judge, consider
from inbox_watch.mail.parse import UnreadableMessage, parse
from inbox_watch.records import Finding, Message
from tests.hostile.mails.damage import HONEST
from tests.hostile.measured import judge, raw

_CI = os.environ.get("CI") == "true"
_EACH = 1 if _CI else 40
_FOLDER = os.environ.get("INBOX_WATCH_EVAL_DIR")
_ORDINARY_SECONDS = 0.1

pytestmark = pytest.mark.timeout(1800)


@cache
def _judge() -> Judge:
    return judge()


def _read(octets: bytes) -> Message | None:
    try:
        return parse(raw(octets))
    except UnreadableMessage:
        return None


@pytest.mark.parametrize("number", range(len(HONEST)), ids=lambda number: f"mail {number}, one in {_EACH}")
def test_every_beginning_of_a_mail_is_read(number: int) -> None:
    octets = HONEST[number]
    assert [end for end in range(0, len(octets) + 1, _EACH) if _read(octets[:end]) is None] == []


@pytest.mark.parametrize("number", [1, 8, 9, 12, 17], ids=lambda number: f"mail {number}, one in {_EACH}")
def test_a_mail_in_which_one_octet_is_another_is_read(number: int) -> None:
    """Each octet becomes a NUL, one beyond ASCII, a line break, and one that differs by a bit."""
    octets = HONEST[number]
    others = ((place, other) for place in range(0, len(octets), _EACH) for other in (0, 255, 10, octets[place] ^ 1))
    changed = ((place, other, octets[:place] + bytes([other]) + octets[place + 1 :]) for place, other in others)
    assert [(place, other) for place, other, mail in changed if _read(mail) is None] == []


_NAMES = st.sampled_from(
    "From To Subject Date Message-ID Received Content-Type Content-Disposition Content-ID Auto-Submitted "
    "Authentication-Results In-Reply-To References Reply-To X-Failed-Recipients Return-Path MIME-Version".split()
)
_WORDS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "=?utf-8?B?YQ?=",
            "=?x?Q?=80?=",
            "<a@b.example>",
            '"',
            "(",
            ";",
            "a*0*=utf-8''%ff",
            "b*²=c",
            "\r\n ",
            "\0",
            "<" * 99,
        ]
    ),
    st.sampled_from(["multipart/mixed; boundary=b", "text/html; charset=utf-7", "message/rfc822", "text/calendar"]),
)
_BODIES = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [b"<div><a href=x>", b"=3D=", b"YQ=", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:x\r\n", b"> a\r\n-- \r\n"]
    ),
)
_TYPES = st.sampled_from(
    ["text/plain", "text/html; charset=utf-8", "text/calendar; method=REQUEST", "message/rfc822", "a/b; name=a.pdf"]
    + [f"multipart/{kind}; boundary=b" for kind in ("mixed", "alternative", "report", "signed", "x")]
    + ["message/delivery-status", "text/rfc822-headers"]
)  # fmt: skip


@st.composite
def _mime(draw: st.DrawFn, depth: int = 0) -> bytes:
    fields = draw(st.lists(st.tuples(_NAMES, st.lists(_WORDS, max_size=4).map(" ".join)), max_size=5))
    head = "".join(f"{name}: {value}\r\n" for name, value in fields).encode("utf-8", "surrogatepass")
    encoding = draw(st.sampled_from([b"", b"base64", b"quoted-printable", b"x-uuencode", b"8bit "]))
    head += b"Content-Type: %s\r\nContent-Transfer-Encoding: %s\r\n\r\n" % (draw(_TYPES).encode(), encoding)
    inside = draw(st.lists(_mime(depth=depth + 1) if depth < 3 else _BODIES, max_size=3))
    parts = b"".join(b"--b\r\n%s\r\n" % part for part in inside)
    octets = head + draw(_BODIES) + b"\r\n" + parts + draw(st.sampled_from([b"--b--\r\n", b"", b"--b"]))
    return octets[: draw(st.integers(0, len(octets)))] if draw(st.booleans()) else octets


@given(_mime())
@settings(max_examples=2_000 if _CI else 100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_mime_of_any_structure_is_judged_or_refused_and_always_alike(octets: bytes) -> None:
    assert consider(raw(octets), _judge()) == consider(raw(octets), _judge())


@pytest.mark.parametrize("corpus", ["torture", "bounces"])
def test_mail_that_others_collected_is_judged_quickly_and_always_alike(corpus: str) -> None:
    if not _FOLDER:
        pytest.skip(f"INBOX_WATCH_EVAL_DIR is unset: the mails of {corpus}/ were not judged")
    kinds, spent = Counter[str](), list[float]()
    for path in sorted((Path(_FOLDER) / corpus).glob("*.eml")):
        message = raw(path.read_bytes())
        began = time.process_time()
        answer = consider(message, _judge())
        spent.append(time.process_time() - began)
        assert answer == consider(message, _judge())
        kinds[type(answer).__name__] += 1
    assert kinds[Finding.__name__] >= 0.99 * len(spent) > 0
    assert sorted(spent)[len(spent) * 99 // 100] <= _ORDINARY_SECONDS
