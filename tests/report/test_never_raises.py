"""Whatever the standings say together, there is a report."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from inbox_watch.records import (
    Address,
    Channel,
    Detail,
    Event,
    Facts,
    FolderHeard,
    FolderRole,
    Report,
    SentKind,
    Sign,
    Standing,
    State,
    Step,
    Unlinked,
    Unreadable,
    Via,
)
from inbox_watch.report.as_html import to_html
from inbox_watch.report.as_json import schema_text, to_json
from inbox_watch.report.as_text import to_text
from inbox_watch.report.export.as_csv import to_csv
from inbox_watch.report.export.as_ics import to_ics
from inbox_watch.report.export.as_markdown import to_markdown
from inbox_watch.report.export.as_sankey import to_sankey
from inbox_watch.report.export.as_xlsx import to_xlsx
from inbox_watch.report.export.work_log import work_log
from inbox_watch.report.period import Period
from inbox_watch.report.share import shared
from tests.report.builders import DAY, READ, TODAY, event, finding, report, standing, uid
from tests.report.html_reader import read
from tests.report.schema_check import problems

_SCHEMA = json.loads(schema_text())
_DAYS = st.integers(-900, 60).map(lambda days: TODAY + days * DAY)
_WORDS = st.text(max_size=30)
_INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 5, 2), timezones=st.just(UTC))  # noqa: DTZ001
_ADDRESSES = st.builds(Address, _WORDS, _WORDS)
_FACTS = st.builds(
    Facts,
    deadline=st.none() | _DAYS,
    event_on=st.none() | _INSTANTS,
    event_has_time=st.booleans(),
    on_hold=st.booleans(),
    signs=st.tuples(st.builds(Sign, st.sampled_from(["money", "cheque", "gone"]), _WORDS)) | st.just(()),
)


@st.composite
def _events(draw: st.DrawFn) -> Event:
    return event(
        draw(st.sampled_from(Detail)),
        draw(_DAYS),
        verified=draw(st.booleans()),
        linked=draw(st.booleans()),
        late_days=draw(st.none() | st.integers(1, 900)),
        sent_kind=draw(st.none() | st.sampled_from(SentKind)),
        role=draw(st.sampled_from(FolderRole)),
        unsure=draw(st.booleans()),
        sender=draw(_ADDRESSES),
        subject=draw(_WORDS),
        facts=draw(_FACTS),
        message_id=draw(_WORDS),
    )


@st.composite
def _standings(draw: st.DrawFn) -> Standing:
    return standing(
        draw(st.sampled_from(State)),
        *draw(st.lists(_events(), max_size=3)),
        id=draw(_WORDS),
        employer=draw(_WORDS),
        role=draw(_WORDS),
        applied_on=draw(_DAYS),
        via=draw(st.sampled_from(Via)),
        contacts=tuple(draw(st.lists(_ADDRESSES, max_size=2))),
        step=draw(st.sampled_from(Step)),
        acknowledged_on=draw(st.none() | _DAYS),
        silent_days=draw(st.integers(0, 900)),
        due_on=draw(st.none() | _DAYS),
        channel=draw(st.sampled_from(Channel)),
        target=draw(_WORDS),
        used_on=draw(st.none() | _DAYS),
        reasons=tuple(draw(st.lists(_WORDS, max_size=2))),
        warnings=tuple(draw(st.lists(_WORDS, max_size=2))),
        closed_on=draw(st.none() | _DAYS),
    )


@st.composite
def _folders(draw: st.DrawFn) -> FolderHeard:
    edges = sorted(draw(st.lists(_INSTANTS, min_size=2, max_size=2)))
    until = draw(st.none() | _INSTANTS)
    return FolderHeard(draw(_WORDS), draw(_WORDS), draw(st.sampled_from(FolderRole)), until, ((edges[0], edges[1]),))


@st.composite
def _reports(draw: st.DrawFn) -> Report:
    subject = draw(_WORDS)
    return report(
        *draw(st.lists(_standings(), max_size=6)),
        heard=tuple(draw(st.lists(_folders(), max_size=3))),
        unlinked=tuple(Unlinked(finding(subject=words), (words,)) for words in draw(st.lists(_WORDS, max_size=2))),
        unsure=(finding(subject=subject),) * draw(st.integers(0, 2)),
        unreadable=tuple(Unreadable(uid(), words, None, words) for words in draw(st.lists(_WORDS, max_size=2))),
        notices=tuple(draw(st.lists(_WORDS, max_size=2))),
    )


@settings(max_examples=120, deadline=None)
@given(_reports(), st.integers(1, 200), st.booleans())
def test_there_is_always_a_report(its_report: Report, width: int, colour: bool) -> None:
    assert to_text(its_report, width=width, colour=colour).endswith("\n")
    assert read(to_html(its_report)).problems == []
    assert list(problems(json.loads(to_json(its_report)), _SCHEMA, _SCHEMA)) == []


@settings(max_examples=60, deadline=None)
@given(_reports(), st.booleans())
def test_there_is_always_an_export(its_report: Report, share: bool) -> None:
    its_report = shared(its_report) if share else its_report
    applications = len(its_report.standings)
    assert to_csv(its_report).count("\r\n") == applications + 1
    assert load_workbook(BytesIO(to_xlsx(its_report))).active.max_row == applications + 1
    assert Calendar.from_ical(to_ics(its_report, READ)).walk("VTODO") is not None
    assert to_markdown(its_report).startswith("# ")
    assert to_sankey(its_report).startswith(f"// {applications} ")
    assert len([line for line in work_log(its_report, Period()) if line.activity == "application"]) <= applications
    assert list(problems(json.loads(to_json(its_report)), _SCHEMA, _SCHEMA)) == []
