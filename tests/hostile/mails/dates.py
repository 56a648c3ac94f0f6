"""Dates that no calendar has."""

from __future__ import annotations

from functools import partial

from tests.hostile.mails.writing import BODY, Cases, mail

_DATES = (
    "Mon, 1 Jun 9999 10:00:00 +0000",
    "Fri, 31 Dec 9999 23:59:59 -2359",
    "Fri, 31 Dec 9999 23:59:59 +0000",
    "Mon, 1 Jan 0001 00:00:00 +0000",
    "Mon, 1 Jan 0000 00:00:00 +0000",
    "Mon, 1 Jan 0001 00:00:00 +2359",
    "Thu, 1 Jan 1970 00:00:00 +9999",
    "Mon, 1 Jun 99999999999999999999 10:00:00 +0000",
    "Mon, 31 Feb 2026 10:00:00 +0000",
    "Mon, 1 Jun 2026 25:61:61 +0000",
    "Mon, 1 Jun 2026 23:59:60 +0000",
    "Mon, 1 Jun 2026 10:00:00 +99999999999",
    "Mon, 1 Jun 2026 10:00:00 -0000",
    "1 Jun 26",
    "",
    "garbage",
    "Mon, 1 Jun ² 10:00:00 +0000",
)
_STAMPS = (
    "31.12.9999 um 25:99 Uhr",
    "0.0.0000",
    "on the 99999999999999999999th of May at 10:00",
    "from 31 February to 30 February 2026 at 24:60",
    "in 99999999999999 days, within 10000000000 weeks",
    "am ²³. Mai 2026 um ¹⁰:⁰⁰ Uhr",
    "on 29 February 2027, 29.02.2100 and 1/1/0001",
    "٣١/١٢/٢٠٢٦ at ١٠:٣٠",
    "9999-12-31T23:59:59+23:59, 10000-01-01T00:00:00Z",
)


def cases() -> Cases:
    """Hostile dates, in the head, in the trace and in the letter."""
    for stamp in _DATES:
        yield f"Date: {stamp or 'nothing'}", partial(mail, date=stamp.encode())
        trace = f"Received: from a.example by b.example with ESMTP; {stamp}\r\n".encode()
        yield f"Received: {stamp or 'nothing'}", partial(mail, trace)
    yield "Date: brackets", partial(mail, date=b"Mon, 1 Jun 2026 10:00:00 " + b"(" * 3_000)
    yield "Date: a megabyte", partial(mail, date=b"Mon, 1 Jun 2026 " * 13_000)
    for stamp in _STAMPS:
        body = f"Your interview is {stamp}. Please answer by {stamp}.\r\n".encode() + BODY
        yield f"a letter that says {stamp}", partial(mail, b"Content-Type: text/plain; charset=utf-8\r\n", body)
