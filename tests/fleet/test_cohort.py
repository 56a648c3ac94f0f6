"""What a coach is shown of some clients, and what never."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest

from inbox_watch.fleet.clients import Client, Scope
from inbox_watch.fleet.cohort import FEWEST_CLIENTS, Cohort, coach_row, cohort
from inbox_watch.fleet.cohort_export import curve_csv, rows_csv, to_json
from inbox_watch.fleet.cohort_page import to_html
from inbox_watch.records import Detail, Mark, MarkKind, Report, Standing, State
from tests.fleet.people import client, consent
from tests.report.builders import READ, TODAY, days_ago, event, heard, report, standing
from tests.report.html_reader import read

DAY = timedelta(days=1)
# One word for whatever a coach must not see.
CANARY = "Quillmoor"


def answered(after: int) -> Standing:
    mail = event(Detail.REJECTION, days_ago(40 - after))
    return standing(State.REJECTED, mail, applied_on=days_ago(40), due_on=None)


def still_open(days: int) -> Standing:
    return standing(State.WAITING, applied_on=days_ago(days), due_on=None)


def many(*lives: tuple[Standing, ...], scope: tuple[Scope, ...] = (Scope.COUNTS, Scope.COHORT)) -> Cohort:
    pairs = [(client(f"c-{number}", *scope), report(*life)) for number, life in enumerate(lives, 1)]
    return cohort("Spring", pairs, TODAY)


# Ten applications of five clients: waits of 2, 3, 3, 6 and 8 days, and open for 5, 8, 10, 12 and 12.
BY_HAND = (
    (answered(2), still_open(12)),
    (answered(3), still_open(12)),
    (answered(3), still_open(10)),
    (answered(8), still_open(5)),
    (answered(6), still_open(8)),
)


# Rows


def test_a_client_in_numbers() -> None:
    its_report = report(
        standing(State.DUE),
        standing(State.DUE, used_on=None),
        standing(State.SILENT_FINAL, used_on=days_ago(20)),
        standing(State.FOLLOWED_UP, used_on=days_ago(9)),
        answered(3),
        standing(State.INTERVIEW, event(Detail.INTERVIEW_INVITE, days_ago(4)), due_on=None),
        heard=(heard(),),
    )
    row = coach_row(client(), its_report, TODAY)
    assert (row.applications, row.silent, row.due, row.follow_ups_used, row.answers) == (6, 3, 2, 2, 2)
    assert (row.idle_days, row.blind_days, row.employers) == (4, 0, ())


def test_what_the_user_told_is_activity_and_what_lies_ahead_is_none() -> None:
    told = Mark(MarkKind.INTERVIEWED, days_ago(2))
    ahead = Mark(MarkKind.INTERVIEWED, TODAY + 3 * DAY)
    assert coach_row(client(), report(standing(marks=(told, ahead))), TODAY).idle_days == 2
    assert coach_row(client(), report(), TODAY).idle_days is None


@pytest.mark.parametrize(
    ("folders", "expected"),
    [
        ((heard(),), 0),
        ((heard("INBOX", READ, (READ - 10 * DAY, READ - 7 * DAY)),), 3),
        ((heard("INBOX", READ - 5 * DAY),), 5),
        ((heard("INBOX", None),), 84),
        ((heard("INBOX", READ, (READ - 300 * DAY, READ - 80 * DAY)),), 4),
        ((heard("INBOX", READ, (READ - 9 * DAY, READ - 7 * DAY)), heard("Sent", READ - 8 * DAY)), 9),
    ],
)
def test_days_on_which_nobody_read_are_counted_once(folders: tuple[object, ...], expected: int) -> None:
    assert coach_row(client(), report(heard=folders), TODAY).blind_days == expected  # type: ignore[arg-type]  # of heard()


def test_who_has_most_to_do_stands_first() -> None:
    found = many((still_open(3),), (standing(State.DUE), standing(State.DUE)), (standing(State.DUE),))
    assert [row.client for row in found.rows] == ["c-2", "c-3", "c-1"]


# Consent


def test_nobody_is_shown_who_did_not_consent_or_no_longer_does() -> None:
    pairs = [
        (client("c-1"), report()),
        (client("c-2", consent=consent()), report()),
        (client("c-3", consent=consent(Scope.COHORT)), report()),
        (client("c-4", consent=consent(Scope.COUNTS, until=TODAY - DAY)), report()),
        (client("c-5", consent=consent(Scope.COUNTS, until=TODAY)), report()),
    ]
    found = cohort("Spring", pairs, TODAY)
    assert [row.client for row in found.rows] == ["c-1", "c-5"]
    assert found.unseen == 3


def test_employers_are_named_only_where_that_was_consented_to() -> None:
    its_report = report(
        standing(State.DUE, employer="Lindhof\u202e Labs"), standing(State.WAITING, employer="Ivenmark")
    )
    assert coach_row(client("c-1", Scope.COUNTS), its_report, TODAY).employers == ()
    assert coach_row(client("c-1", Scope.COUNTS, Scope.EMPLOYERS), its_report, TODAY).employers == ("Lindhof Labs",)


def with_canaries() -> Iterator[tuple[Client, Report]]:
    for number in range(6):
        mail = event(Detail.REJECTION, days_ago(20), subject=CANARY, message_id=f"{CANARY}@x.example")
        its = standing(
            State.DUE,
            mail,
            employer=CANARY,
            role=CANARY,
            target=f"{CANARY}@x.example",
            reasons=(CANARY,),
            warnings=(CANARY,),
        )
        yield (
            client(f"c-{number}", user=f"{CANARY}@gmail.com"),
            report(its, its, standing(State.DUE), notices=(CANARY,)),
        )


def test_no_name_no_address_and_no_word_of_a_mail_is_in_anything_a_coach_gets() -> None:
    found = cohort("Spring", with_canaries(), TODAY)
    assert len(found.rows) == 6
    for text in (rows_csv(found), curve_csv(found), to_json(found), to_html(found), repr(found)):
        assert CANARY.lower() not in text.lower()


# The curve


def test_the_curve_by_hand() -> None:
    found = many(*BY_HAND).curve
    assert found is not None
    assert (found.clients, len(found.days), found.answers, found.last) == (5, 10, 5, 8)
    points = {point.day: point for point in found.points()}
    assert {day: (round(point.share, 4), point.open) for day, point in points.items()} == {
        0: (0.0, 10),
        2: (0.1, 10),
        3: (0.3, 9),
        6: (round(1 - 0.7 * 5 / 6, 4), 6),
        8: (round(1 - 0.7 * 5 / 6 * 4 / 5, 4), 5),
    }
    # 1.96 * sqrt(1/90 + 2/63 + 1/30 + 1/20) / ln(0.4667) = -0.91355, and exp of it 0.40110, the power of the band.
    assert (points[8].low, points[8].high) == pytest.approx((0.26339, 0.85045), abs=2e-5)
    assert (points[2].low, points[2].high) == pytest.approx((0.01472, 0.52700), abs=2e-5)


def test_fewer_than_five_clients_have_no_curve() -> None:
    assert FEWEST_CLIENTS == 5
    assert many(*BY_HAND[:4]).curve is None
    assert many(*BY_HAND[:4], ()).curve is None


def test_who_did_not_consent_is_not_in_the_curve() -> None:
    assert many(*BY_HAND, scope=(Scope.COUNTS,)).curve is None
    assert many(*BY_HAND, scope=(Scope.COHORT,)).curve is not None


def test_the_curve_ends_where_fewer_than_five_clients_are_left() -> None:
    """One client waits for long, with many applications: nobody else's days are his alone."""
    lonely = tuple(still_open(39) for _ in range(20))
    found = many(*BY_HAND, lonely, (answered(30), answered(35))).curve
    assert found is not None
    assert found.last == 10
    assert max(point.day for point in found.points()) <= 10


def test_what_never_arrived_does_not_count() -> None:
    lost = standing(State.UNDELIVERED, due_on=None)
    assert many(*((*life, lost) for life in BY_HAND)).curve == many(*BY_HAND).curve


# For other programs


def test_rows_as_csv() -> None:
    found = many((standing(State.DUE), answered(3)))
    lines = list(csv.DictReader(StringIO(rows_csv(found))))
    assert lines == [
        {
            "client": "c-1",
            "coach": "brandt",
            "applications": "2",
            "silent": "1",
            "due": "1",
            "follow_ups_used": "0",
            "answers": "1",
            "idle_days": "30",
            "blind_days": "0",
            "employers_due": "",
        }
    ]


def test_a_coach_cannot_be_a_formula() -> None:
    pairs = [(client(coach="=1+1"), report())]
    assert ",'=1+1," in rows_csv(cohort("Spring", pairs, TODAY))


def test_the_curve_as_csv() -> None:
    assert curve_csv(many(*BY_HAND)).splitlines()[:3] == [
        "day,share,low,high,open",
        "0,0.0000,0.0000,0.0000,10",
        "2,0.1000,0.0147,0.5270,10",
    ]
    assert curve_csv(many()).splitlines() == ["day,share,low,high,open"]


def test_json_has_rows_and_a_curve_or_none() -> None:
    told = json.loads(to_json(many(*BY_HAND)))
    assert (told["schema"], told["cohort"], told["as_of"], told["without_consent"]) == (1, "Spring", "2026-05-01", 0)
    assert len(told["clients"]) == 5
    assert told["clients"][0]["employers_due"] == []
    assert (told["curve"]["clients"], told["curve"]["applications"], told["curve"]["answers"]) == (5, 10, 5)
    assert told["curve"]["points"][-1] == {"day": 8, "share": 0.5333, "low": 0.2634, "high": 0.8505}
    assert json.loads(to_json(many()))["curve"] is None


# The page


def drawn() -> Cohort:
    """Enough answers for a picture."""
    return many(*BY_HAND, *BY_HAND, (standing(State.DUE, applied_on=date(2026, 3, 1)),))


@pytest.mark.parametrize("found", [many(), many(*BY_HAND), drawn()])
def test_the_page_is_well_formed_and_loads_nothing(found: Cohort) -> None:
    page = to_html(found)
    assert read(page).problems == []
    assert "://" not in page
    assert read(page).values("style") == []


def test_the_page_draws_the_curve_only_where_it_rests_on_enough() -> None:
    assert 'class="curve"' in to_html(drawn())
    assert 'class="curve"' not in to_html(many(*BY_HAND))
    assert "Fewer than 5 clients agreed to be counted" in to_html(many(*BY_HAND[:4]))


def test_the_page_says_what_is_due_and_what_was_not_read() -> None:
    unread = report(standing(State.DUE), heard=(heard("INBOX", READ - 3 * DAY),))
    found = cohort("<b>Spring</b>", [(client("c-1"), unread), (client("c-2", consent=consent()), report())], TODAY)
    page = to_html(found)
    assert "1 follow-up of 1 client is due." in page
    assert "1 client consented to no row here." in page
    assert "The mail of 1 client was not read all the time." in page
    assert "&lt;b&gt;Spring" in page
    assert "<b>Spring" not in page
