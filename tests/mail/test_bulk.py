"""A message is the same with and without the bulk of its files, and what cannot be cut is left as it came."""

from __future__ import annotations

import base64
import email
import re
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.mail.bulk import FILE_LIMIT, INNER_LIMIT, TEXT_LIMIT, NotTameError, part_of, without_bulk
from inbox_watch.mail.parse import parse
from tests.mail.mails import raw
from tests.support.big_mail import HEAD, a_file, letter, mixed, text


def same_but_for_the_digest(one: bytes, other: bytes) -> bool:
    return replace(parse(raw(one)), sha256="") == replace(parse(raw(other)), sha256="")


@pytest.mark.parametrize("size", [24_000, 24_001, 24_002, 100_000, 199_999, 3_000_000])
@pytest.mark.parametrize("name", ["cv.pdf", "photo.jpg", "Größe.docx"])
def test_nothing_that_is_read_changes(size: int, name: str) -> None:
    whole = letter(a_file(size, name))
    kept = without_bulk(whole)
    assert len(kept) < 30_000
    assert kept != whole
    assert parse(raw(kept)).attachments[0].size == size
    assert parse(raw(whole)) == parse(raw(kept))


def test_a_lone_file_is_cut_as_well() -> None:
    whole = HEAD + a_file(90_000, "cv.pdf")
    assert len(without_bulk(whole)) < 30_000
    assert parse(raw(without_bulk(whole))).attachments == parse(raw(whole)).attachments


def test_files_without_base64_and_with_odd_lines_have_their_size() -> None:
    binary = b"Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + b"z" * 50_000
    assert parse(raw(letter(binary))).attachments[0].size == 50_000
    one_line = base64.b64encode(b"x" * 60_000)
    unbroken = b"Content-Type: application/zip; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n" + one_line
    assert parse(raw(letter(unbroken))).attachments[0].size == 60_000


def test_an_encrypted_pdf_is_known_by_either_end() -> None:
    start, middle, entry = b"%PDF-1.7\n", b"x" * 150_000, b"/Encrypt 8 0 R\n"
    for content in (start + entry + middle, start + middle + entry + b"%%EOF"):
        assert parse(raw(without_bulk(letter(a_file(0, "cv.pdf", content))))).attachments[0].locked
    hidden = start + middle + entry + middle
    assert not parse(raw(without_bulk(letter(a_file(0, "cv.pdf", hidden))))).attachments[0].locked


def test_the_form_is_its_own_form() -> None:
    whole = letter(mixed(text("Hello"), text("<p>Hello"), boundary="in", kind="alternative"), a_file(80_000, "a.pdf"))
    assert without_bulk(without_bulk(whole)) == without_bulk(whole)


@pytest.mark.parametrize(
    "whole",
    [
        letter(text("Hello\r\n" * 6_000)),
        letter(a_file(16_000, "small.pdf"), a_file(16_000, "small too.pdf")),
        HEAD + text("line\r\n" * 9_000),
    ],
)
def test_without_a_large_file_a_message_stays_as_it_came(whole: bytes) -> None:
    assert len(whole) > FILE_LIMIT
    assert without_bulk(whole) == whole


FILE = a_file(90_000, "a.pdf")


@pytest.mark.parametrize(
    "whole",
    [
        HEAD + b'Content-Type: multipart/mixed; boundary="never"\r\n\r\n' + FILE,
        HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b--\r\n' + FILE,
        HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nno header ends here' + b"x" * 90_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=" + b"b" * 3_000 + b"\r\n\r\n" + FILE,
        HEAD + b"Content-Type: multipart/mixed; boundary*=utf-8''%C3%A4\r\n\r\n--\xe4\r\n" + FILE,
        HEAD + b'Content-Type: multipart/mixed; boundary="b\r\n b"\r\n\r\n--b\r\n b\r\n' + FILE + b"\r\n--b\r\n b--",
        letter(*[text("x")] * 150, FILE),
        letter(FILE).replace(b"\r\n", b"\n"),
        b"X: " + b"y" * 90_000,
        b"\0" * 90_000,
    ],
)
def test_what_not_everybody_reads_alike_stays_as_it_came(whole: bytes) -> None:
    assert without_bulk(whole) == whole


def test_parts_in_parts_are_followed_only_so_far() -> None:
    deep = FILE
    for number in range(12):
        deep = mixed(deep, boundary=f"b{number}")
    assert without_bulk(HEAD + deep) == HEAD + deep


def test_what_stands_around_the_parts_goes_only_with_a_file() -> None:
    plain, filed = letter(text("Hello")), letter(text("Hello"), FILE)
    for whole in (plain, filed):
        around = whole.replace(b"\r\n\r\n--out", b"\r\n\r\nThis is MIME.\r\n\r\n--out", 1) + b"\r\nfooter"
        assert (without_bulk(around) == without_bulk(whole)) is (whole is filed)


def test_an_unfinished_message_is_finished() -> None:
    whole = letter(text("Hello"), FILE)
    cut_off = whole[: whole.rindex(b"\r\n--out--")]
    assert without_bulk(cut_off) == without_bulk(whole)


def test_a_bounce_keeps_the_header_of_what_came_back() -> None:
    returned = b"Content-Type: message/rfc822\r\n\r\n" + letter(FILE).replace(b"<1@", b"<sent@")
    report = (
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.example\r\n\r\n"
        b"Final-Recipient: rfc822; jobs@acme.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    )
    whole = letter(text("It failed."), report, returned, kind="report; report-type=delivery-status")
    kept = without_bulk(whole)
    assert len(kept) < INNER_LIMIT + 2_000
    assert same_but_for_the_digest(whole, kept)
    delivery = parse(raw(kept)).delivery
    assert delivery
    assert (delivery.returned_message_id, delivery.recipients) == ("sent@lindhof.example", ("jobs@acme.example",))


def test_an_endless_text_ends() -> None:
    assert len(without_bulk(letter(text("word " * 500_000)))) < TEXT_LIMIT + 1_000


def test_a_sender_cannot_choose_a_size_by_what_the_middle_looks_like() -> None:
    forged = a_file(90_000, "a.pdf")
    start = forged.index(b"\r\n\r\n") + 4
    forged = forged[: start + 8_000] + b"\r\n[7 octets]\r\n" + forged[start + 8_000 :]
    assert parse(raw(letter(forged))).attachments[0].size > 80_000


@given(st.lists(st.text("-b=\r\n \tx", max_size=60), max_size=6), st.text("b-=", min_size=1, max_size=5))
def test_any_parts_are_read_as_the_standard_library_reads_them(bodies: list[str], boundary: str) -> None:
    """For messages whose lines end as they should, and that hold nothing but parts."""
    clean = [re.sub(r"[\r\n]+", "\r\n", body).encode() for body in bodies]
    parts = [b"Content-Type: application/x-a\r\n\r\n" + body for body in clean]
    whole = HEAD + mixed(*parts, boundary=boundary)
    try:
        found = part_of(whole)
    except NotTameError:  # a body that is itself a boundary line leaves a part without the end of its header
        assert not parts or any(body.lstrip().startswith(f"--{boundary}".encode()) for body in clean)
        return
    tree = email.message_from_bytes(whole)
    assert [part.body.decode() for part in found.parts] == [each.get_payload() for each in tree.walk() if each != tree]


def test_hostile_structures_take_no_time() -> None:
    hostile = (
        HEAD + b"Content-Type: multipart/mixed; " + b'a="\\";\\";' * 5_000 + b"\r\n\r\n" + b"x" * 90_000,
        HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n' + b"\r\n--b" * 500_000,
        HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n' + b"\r\n--b" + b" " * 2_000_000 + b"x",
        b"".join(mixed(text("x"), boundary=f"b{number}")[:60] for number in range(30_000)),
    )
    began = time.process_time()
    for whole in hostile:
        without_bulk(whole)
    assert time.process_time() - began < 2


def test_a_boundary_that_begins_like_another_is_not_the_other() -> None:
    inner = mixed(text("one"), text("two"), boundary="out-1", kind="alternative")
    whole = letter(inner, FILE)
    kept = without_bulk(whole)
    types = [part.get_content_type() for part in email.message_from_bytes(kept).walk()]
    assert types == [part.get_content_type() for part in email.message_from_bytes(whole).walk()]
    assert all(one <= other for one, other in pairwise([len(kept), len(whole)]))
