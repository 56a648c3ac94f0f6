"""Calendars and delivery reports, damaged."""

from __future__ import annotations

from functools import partial

from tests.hostile.mails.writing import BODY, Cases, mail, mixed

_EVENT = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@lindhof.example\r\n"
    b"DTSTAMP:20260501T080000Z\r\nDTSTART:20260512T080000Z\r\nDTEND:20260512T090000Z\r\nSUMMARY:Interview\r\n"
    b"%sEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_LINES = {
    "a rule without end": b"RRULE:FREQ=SECONDLY;INTERVAL=1\r\n",
    "a rule of nonsense": b"RRULE:FREQ=NEVER;BYDAY=99XX;COUNT=99999999999999999999\r\n",
    "ten thousand exceptions": b"EXDATE:" + b",".join([b"20260512T080000Z"] * 10_000) + b"\r\n",
    "ten thousand attendees": b"ATTENDEE;CN=a:mailto:a@b.example\r\n" * 6_000,
    "alarms": b"BEGIN:VALARM\r\nTRIGGER:-P9999999999D\r\nEND:VALARM\r\n" * 3_000,
    "events in each other": b"BEGIN:VEVENT\r\n" * 10_000,
    "ends alone": b"END:VEVENT\r\n" * 10_000,
    "folded lines": b"DESCRIPTION:a" + b"\r\n a" * 50_000 + b"\r\n",
    "a line of 200 kB": b"DESCRIPTION:" + b"a" * 200_000 + b"\r\n",
    "backslashes": b"DESCRIPTION:" + b"\\" * 100_000 + b"\r\n",
    "parameters": b"DESCRIPTION" + b";a=b" * 40_000 + b":x\r\n",
    "quoted parameters": b"ORGANIZER;CN=" + b'"a",' * 40_000 + b":mailto:a@b.example\r\n",
    "no colon": b"a" * 100_000 + b"\r\n",
    "a file inside": b"ATTACH;ENCODING=BASE64;VALUE=BINARY:" + b"A" * 200_001 + b"\r\n",
    "controls": b"LOCATION:\x00\x1b[2J\x07\r\n",
    "a zone above its folder": b"DTSTART;TZID=../../../../etc/passwd:20260512T080000\r\n",
    "a zone nobody knows": b"DTSTART;TZID=" + b"a" * 10_000 + b":20260512T080000\r\n",
}
_STARTS = (
    b"99999999T999999Z",
    b"00010101T000000",
    b"",
    b"20260230",
    b"20260512T250000Z",
    b"\xff\xfe",
    b"99991231T235959Z",
)
_ZONE = b"BEGIN:VTIMEZONE\r\nTZID:x\r\n%sEND:VTIMEZONE\r\n"
_RECIPIENT = b"Final-Recipient: rfc822; jobs@lindhof.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
_GROUPS = {
    "nothing": b"",
    "no blank line": b"Reporting-MTA: dns; a.example\r\n" + _RECIPIENT,
    "ten thousand recipients": (_RECIPIENT + b"\r\n") * 10_000,
    "a status of digits": _RECIPIENT.replace(b"5.1.1", b"5." * 60_000),
    "an action of blanks": _RECIPIENT.replace(b"failed", b" " * 100_000),
    "an address of 100 kB": _RECIPIENT.replace(b"jobs@", b"a" * 100_000 + b"@"),
    "an address of dots": _RECIPIENT.replace(b"lindhof.example", b"a." * 60_000),
    "controls": _RECIPIENT.replace(b"jobs", b"\x00\x1b[2Jjobs"),
    "an action nobody knows": _RECIPIENT.replace(b"failed", b"exploded; (really)"),
    "octets": bytes(range(128, 256)) * 50,
    "a multipart": b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n" + _RECIPIENT,
}
_NOTICES = {
    "a copy that does not end": b"Delivery failed\r\n" + b"-" * 100_000,
    "addresses": b"Delivery to these failed permanently:\r\n" + b"a@b.example\r\n" * 8_000,
    "message ids": b"Undelivered.\r\n" + b"Message-ID: <" * 8_000,
    "codes": b"550 5.1.1 " * 10_000,
}


def _calendar(event: bytes, parameters: bytes = b"; method=REQUEST") -> bytes:
    part = b"Content-Type: text/calendar%s; charset=utf-8\r\n\r\n%s" % (parameters, event)
    return mixed(b"Content-Type: text/plain\r\n\r\n" + BODY, part, kind=b"alternative")


def _report(groups: bytes, returned: bytes = b"Message-ID: <1@falkenried.example>\r\n") -> bytes:
    words, back = (
        b"Content-Type: text/plain\r\n\r\nUndelivered.",
        b"Content-Type: text/rfc822-headers\r\n\r\n" + returned,
    )
    status = b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a.example\r\n\r\n" + groups
    return mixed(words, status, back, kind=b"report", parameters=b"; report-type=delivery-status")


def _notice(body: bytes) -> bytes:
    from_ = b"Mail Delivery Subsystem <mailer-daemon@lindhof.example>"
    return mail(b"Return-Path: <>\r\n", body, from_=from_, subject=b"Undelivered Mail Returned to Sender")


def cases() -> Cases:
    """Hostile calendars and reports."""
    for name, line in _LINES.items():
        yield f"a calendar with {name}", partial(_calendar, _EVENT % line)
    for start in _STARTS:
        event = (_EVENT % b"").replace(b"20260512T080000Z", start)
        yield f"a calendar that begins {start!r}", partial(_calendar, event)
    yield "a calendar of 5,000 events", partial(_calendar, (_EVENT % b"") * 5_000)
    yield "a calendar cut off", partial(_calendar, (_EVENT % b"")[:150])
    yield "a calendar of octets", partial(_calendar, bytes(range(256)) * 100)
    zones = _ZONE % (b"BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\n" * 200)
    yield "a calendar of zones", partial(_calendar, (_EVENT % b"").replace(b"BEGIN:VEVENT", zones + b"BEGIN:VEVENT", 1))
    yield "a calendar with a method of 100 kB", partial(_calendar, _EVENT % b"", b"; method=" + b"A" * 100_000)
    for name, groups in _GROUPS.items():
        yield f"a delivery report, {name}", partial(_report, groups)
    yield "a delivery report that returns 200 kB", partial(_report, _RECIPIENT, b"Message-ID: " + b"<" * 200_000)
    yield "a delivery report that returns blanks", partial(_report, _RECIPIENT, b"\t" * 200_000)
    for name, body in _NOTICES.items():
        yield f"a delivery notice, {name}", partial(_notice, body)
    receipt = b"Content-Type: message/disposition-notification\r\n\r\nDisposition: " + b";" * 100_000
    yield "a receipt", partial(mixed, receipt, kind=b"report", parameters=b"; report-type=disposition-notification")
