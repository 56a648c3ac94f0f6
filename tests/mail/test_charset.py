"""Octets decide which character set they are in; the sender's word comes first, not last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.mail.charset import true_charset


@pytest.mark.parametrize(
    ("octets", "stated", "charset"),
    [
        (b"plain", "us-ascii", "utf-8"),
        (b"plain", "", "utf-8"),
        (b"\x80 5", "ISO-8859-1", "windows-1252"),
        ("ß".encode(), "utf-8", "utf-8"),
        (b"\xdf", "utf-8", "windows-1252"),
        (b"\x81", "utf-8", "iso-8859-1"),
        ("ß".encode(), "martian", "utf-8"),
        ("привет".encode("koi8-r"), "koi8-r", "koi8-r"),
        (b"x", "rot13", "utf-8"),
        ("שלום".encode("iso-8859-8"), "ISO-8859-8-I", "iso-8859-8"),
        (b"x", "base64", "utf-8"),
        (b"C:\\quay", "unicode_escape", "utf-8"),
    ],
)
def test_the_first_set_that_makes_sense_counts(octets: bytes, stated: str, charset: str) -> None:
    assert true_charset(octets, stated) == charset


@given(st.binary(max_size=200), st.text(max_size=20))
def test_whatever_is_stated_the_octets_can_be_decoded(octets: bytes, stated: str) -> None:
    assert isinstance(octets.decode(true_charset(octets, stated)), str)
