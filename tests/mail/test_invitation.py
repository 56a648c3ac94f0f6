"""Calendar parts, good and bad (RFC 5545, 5546, 6047)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inbox_watch.mail.invitation import calendar_event
from inbox_watch.records import CalendarEvent


def _calendar(event: str, head: str = "METHOD:REQUEST\r\n") -> bytes:
    body = event.replace("\n", "\r\n")
    start = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\n{head}BEGIN:VEVENT\r\n"
    return f"{start}{body}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode()


def _event(event: str, head: str = "METHOD:REQUEST\r\n", parameter: str = "") -> CalendarEvent:
    found = calendar_event(_calendar(event, head), parameter)
    assert found is not None
    return found


def test_an_invitation_is_read_whole() -> None:
    event = _event(
        "UID:u1\nSEQUENCE:2\nSUMMARY:Interview with\n  Acme\nORGANIZER;CN=Anna:MAILTO:Anna@Acme.example\n"
        "DTSTART;TZID=Europe/Berlin:20260610T090000\nDTEND;TZID=Europe/Berlin:20260610T100000"
    )
    assert event == CalendarEvent(
        method="REQUEST",
        uid="u1",
        sequence=2,
        summary="Interview with Acme",
        organizer="anna@acme.example",
        starts_at=datetime(2026, 6, 10, 7, 0, tzinfo=UTC),
        ends_at=datetime(2026, 6, 10, 8, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("head", "parameter", "method"),
    [
        ("METHOD:CANCEL\r\n", "", "CANCEL"),
        ("METHOD:cancel\r\n", "REQUEST", "CANCEL"),
        ("", "reply", "REPLY"),
        ("", "", ""),
        ("METHOD:COUNTER\r\nMETHOD:REQUEST\r\n", "", "COUNTER"),
    ],
)
def test_the_method_stands_in_the_calendar_or_in_the_content_type(head: str, parameter: str, method: str) -> None:
    assert _event("UID:u1", head, parameter).method == method


@pytest.mark.parametrize(
    ("start", "instant"),
    [
        ("DTSTART:20260610T090000Z", datetime(2026, 6, 10, 9, 0, tzinfo=UTC)),
        ("DTSTART;TZID=W. Europe Standard Time:20260610T090000", datetime(2026, 6, 10, 7, 0, tzinfo=UTC)),
        ("DTSTART;TZID=Eastern Standard Time:20260110T090000", datetime(2026, 1, 10, 14, 0, tzinfo=UTC)),
        ("DTSTART:20260610T090000", datetime(2026, 6, 10, 9, 0, tzinfo=UTC)),
        ("DTSTART;VALUE=DATE:20260610", datetime(2026, 6, 10, 0, 0, tzinfo=UTC)),
        ("DTSTART:20260610T090000Z\nDTSTART:20260611T090000Z", datetime(2026, 6, 10, 9, 0, tzinfo=UTC)),
        ("DTSTART:rubbish", None),
        ("DTSTART;TZID=Europe/Berlin:00010101T000000", None),
        ("DTSTART;TZID=America/New_York:99991231T235959", None),
        ("COMMENT:no start", None),
    ],
)
def test_the_start_is_an_instant_or_nothing(start: str, instant: datetime | None) -> None:
    assert _event(f"UID:u1\n{start}").starts_at == instant


def test_a_bad_end_costs_only_the_end() -> None:
    event = _event("UID:u1\nDTSTART:20260610T090000Z\nDTEND:rubbish")
    assert (event.starts_at, event.ends_at) == (datetime(2026, 6, 10, 9, 0, tzinfo=UTC), None)


@pytest.mark.parametrize(("written", "sequence"), [("3", 3), ("abc", 0), ("", 0), ("-1", 0), ("9" * 40, 0)])
def test_a_sequence_is_a_small_number(written: str, sequence: int) -> None:
    assert _event(f"UID:u1\nSEQUENCE:{written}").sequence == sequence


def test_of_a_repeated_property_the_first_counts() -> None:
    event = _event("UID:u1\nUID:u2\nSUMMARY:one\nSUMMARY:two")
    assert (event.uid, event.summary) == ("u1", "one")


@pytest.mark.parametrize(
    "octets",
    [b"", b"rubbish", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"BEGIN:VEVENT\r\n", b"\xff\xfe\x00", b"END:VEVENT"],
)
def test_a_part_without_a_readable_event_is_none(octets: bytes) -> None:
    assert calendar_event(octets) is None


_LINES = st.lists(
    st.sampled_from(
        [
            "BEGIN:VCALENDAR",
            "END:VCALENDAR",
            "BEGIN:VEVENT",
            "END:VEVENT",
            "BEGIN:VTIMEZONE",
            "END:VTIMEZONE",
            "METHOD:X",
            "TZID:Here",
            "BEGIN:STANDARD",
            "END:STANDARD",
            "TZOFFSETFROM:+9999",
            "TZOFFSETTO:-0100",
            "DTSTART:19700101T000000",
            "DTSTART;TZID=Here:20260610T090000",
            "RRULE:FREQ=YEARLY;BYMONTH=99",
            "SUMMARY:\\",
            "ORGANIZER:",
            "DTSTART:",
            "UID",
            ":",
            ";=",
            "DURATION:P",
            "DTEND;VALUE=PERIOD:x/y",
            "X" * 80,
            " folded",
            "SEQUENCE:1,2",
            'UID;X="a:b',
        ]
    ),
    max_size=14,
)


@given(_LINES)
@example(["TZID:Here", "END:VTIMEZONE"])
@settings(max_examples=400, deadline=None)
def test_any_lines_are_an_event_or_none(lines: list[str]) -> None:
    found = calendar_event("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]).encode())
    assert found is None or isinstance(found, CalendarEvent)


@pytest.mark.parametrize("zone", ["a" * 10_000, "../../../../etc/passwd", "/etc/passwd", "Nowhere/Nowhere"])
def test_a_time_zone_whose_file_nobody_can_open_does_not_hide_the_mail(zone: str) -> None:
    found = calendar_event(_calendar(f"UID:u1\nDTSTART;TZID={zone}:20260610T090000"))
    assert found is None or found.uid == "u1"
