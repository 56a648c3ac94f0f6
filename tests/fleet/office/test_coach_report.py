"""`fleet report`: what a coach sees in the database is what the pure functions say of the same reports."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.cli.main import run
from inbox_watch.errors import EXIT_CONFIGURATION, EXIT_FINE, EXIT_USAGE
from inbox_watch.fleet.clients import Scope
from inbox_watch.fleet.cohort import FEWEST_CLIENTS, LONGEST_CURVE, Cohort, cohort
from inbox_watch.fleet.settings import House as Terms
from inbox_watch.fleet.settings import settings_of
from inbox_watch.heard import Moment
from inbox_watch.records import Report, State, StatementKind
from inbox_watch.sources.ledger import Row
from inbox_watch.store.store import open_store
from tests.fleet.people import client, consent
from tests.fleet.test_cohort import BY_HAND, CANARY, with_canaries
from tests.report.builders import TODAY as REPORTED
from tests.report.builders import report as report_of
from tests.report.builders import standing
from tests.store.builders import NOW

if TYPE_CHECKING:
    from tests.fleet.office.house import House

ALL = ("counts", "cohort", "employers")


def seen(house: House, coach: str, later: int = 0) -> Cohort:
    """What a coach gets, so many days after the reports were made."""
    from inbox_watch.fleet.coach_report import cohort_seen
    from inbox_watch.store.server.clients import Server
    from inbox_watch.store.server.coach_seen import seen_by

    server = Server(house.url(coach), connections=1)
    try:
        return cohort_seen(seen_by(server), REPORTED + timedelta(days=later))
    finally:
        server.close()


def said(capsys: pytest.CaptureFixture[str], house: House, login: str, *more: str) -> str:
    capsys.readouterr()
    assert run(["fleet", "report", "--database", house.url(login), *more]) == EXIT_FINE
    return capsys.readouterr().out


@pytest.fixture
def coach(house: House) -> str:
    return house.coach()


# The same as the pure functions


def test_the_numbers_are_those_that_the_program_uses(house: House) -> None:
    from inbox_watch.store.server import coach

    assert (coach.FEWEST_CLIENTS, coach.LONGEST_CURVE) == (FEWEST_CLIENTS, LONGEST_CURVE)


def alike(house: House, coach: str, people: list[tuple[Report, tuple[str, ...]]]) -> tuple[Cohort, Cohort]:
    """What the coach sees, and what the pure functions say."""
    pairs = []
    for its, scopes in people:
        name = house.client(coach, its, *scopes)
        its_consent = consent(*map(Scope, scopes))
        pairs.append((client(name, coach=coach, consent=its_consent), its))
    pure = cohort(f"Clients of {coach}", pairs, REPORTED)
    return seen(house, coach), pure


def standings() -> st.SearchStrategy[Report]:
    from tests.fleet.test_cohort import answered, still_open

    one = st.one_of(
        st.integers(0, 40).map(answered),
        st.integers(0, 120).map(still_open),
        st.sampled_from([State.DUE, State.SILENT_FINAL, State.UNDELIVERED, State.UNKNOWN, State.OFFER]).map(standing),
    )
    return st.lists(one, max_size=5).map(lambda each: report_of(*each))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_coach_sees_what_the_pure_functions_say(house: House, data: st.DataObject) -> None:
    some = st.sets(st.sampled_from(ALL), min_size=1).map(lambda scopes: tuple(sorted(scopes)))
    people = data.draw(st.lists(st.tuples(standings(), some), max_size=9))
    found, pure = alike(house, house.coach(), people)
    assert found.rows == pure.rows
    assert found.unseen == pure.unseen
    assert (found.curve is None) == (pure.curve is None)
    if found.curve and pure.curve:
        assert (found.curve.clients, found.curve.last) == (pure.curve.clients, pure.curve.last)
        assert found.curve.points() == pure.curve.points()


def test_of_what_lasted_longer_than_the_curve_nothing_is_told(house: House, coach: str) -> None:
    """The longest of a client who waited alone is as good as still open on the last day."""
    lives = [*BY_HAND, (standing(State.WAITING, applied_on=REPORTED - timedelta(days=39), due_on=None),)]
    for life in lives:
        house.client(coach, report_of(*life), "cohort")
    days = house.postgres.sql("SELECT day, last FROM coach.waits", house.database, coach).splitlines()
    assert max(int(line.split("|")[0]) for line in days) == int(days[0].split("|")[1]) == 8


def test_fewer_than_five_clients_have_no_waits(house: House, coach: str) -> None:
    for life in BY_HAND[:4]:
        house.client(coach, report_of(*life), "cohort")
    house.client(coach, report_of(*BY_HAND[4]), "counts")
    assert house.postgres.sql("SELECT * FROM coach.waits", house.database, coach) == ""
    assert seen(house, coach).curve is None


# Whose rows they are


def test_two_coaches_see_their_own_clients_alone(house: House) -> None:
    one, other = house.coach(), house.coach()
    mine = [house.client(one, report_of(standing(State.DUE)), *ALL) for _ in range(2)]
    theirs = [house.client(other, report_of(standing(State.DUE)), *ALL)]
    assert [row.client for row in seen(house, one).rows] == mine
    assert [row.client for row in seen(house, other).rows] == theirs


def test_who_consented_to_no_numbers_is_counted_and_not_shown(house: House, coach: str) -> None:
    house.client(coach, report_of(standing(State.DUE)), "cohort")
    found = seen(house, coach)
    assert (found.rows, found.unseen) == ((), 1)


def test_a_login_that_is_no_coach_gets_a_sentence(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.postgres.sql("CREATE ROLE stranger LOGIN")
    for login in ("stranger", house.office):
        assert run(["fleet", "report", "--database", house.url(login)]) == EXIT_CONFIGURATION
        assert "or the login may not use it" in capsys.readouterr().err


def test_a_client_who_was_not_looked_at_grows_idle_and_unread(house: House, coach: str) -> None:
    house.client(coach, report_of(*BY_HAND[0]), "counts")
    today, later = seen(house, coach).rows[0], seen(house, coach, later=5).rows[0]
    assert today.idle_days is not None
    assert later == replace(today, idle_days=today.idle_days + 5, blind_days=today.blind_days + 4)
    assert seen(house, coach, later=1).rows[0].blind_days == today.blind_days


# Where the figures come from


def test_a_poll_renews_the_figures_once_a_day_and_when_mail_came(house: House, coach: str) -> None:
    from inbox_watch.fleet.figures import renew_figures

    name = house.client(coach, report_of(), "counts")
    its = settings_of(client(name), Terms(Path("/nowhere")))
    moment = Moment(NOW, NOW.date())

    def look(*, has_news: bool, after_days: int = 0) -> tuple[int, date]:
        later = Moment(moment.now + timedelta(days=after_days), moment.today + timedelta(days=after_days))
        with open_store(house.server.client(name)) as store:
            renew_figures(store, its, later, has_news=has_news)
        applications, day = house.sql("SELECT applications, as_of FROM coach.counts", coach).split("|")
        return int(applications), date.fromisoformat(day)

    assert look(has_news=False) == (0, NOW.date())
    with open_store(house.server.client(name)) as store:
        said = Row("Falkenried", "Cook", NOW.date(), "", "", "").values()
        store.say(StatementKind.ADD_APPLICATION, "", said, NOW)
    assert look(has_news=False) == (0, NOW.date())
    assert look(has_news=True) == (1, NOW.date())
    assert look(has_news=False, after_days=1) == (1, NOW.date() + timedelta(days=1))


# The forms


def test_the_forms_of_one_report(house: House, coach: str, capsys: pytest.CaptureFixture[str]) -> None:
    clients = [house.client(coach, report_of(*life, standing(State.DUE, employer="Lindhof")), *ALL) for life in BY_HAND]
    text = said(capsys, house, coach)
    assert text.startswith(f"Clients of {coach}, ")
    assert "5 follow-ups of 5 clients are due." in text
    assert all(name in text for name in clients)
    assert [row["client"] for row in csv.DictReader(StringIO(said(capsys, house, coach, "--format", "csv")))] == clients
    curve = said(capsys, house, coach, "--format", "csv", "--curve").splitlines()
    assert curve[0] == "day,share,low,high,open"
    assert len(curve) > 3
    told = json.loads(said(capsys, house, coach, "--json"))
    assert (told["schema"], len(told["clients"])) == (1, 5)
    assert told["clients"][0]["employers_due"] == ["Lindhof"]
    assert said(capsys, house, coach, "--format", "html").startswith("<!doctype html>")


def test_text_says_shares_where_enough_answered(house: House, coach: str, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        for life in BY_HAND:
            house.client(coach, report_of(*life), "cohort")
    text = said(capsys, house, coach)
    assert "By day 7: 42 % (" in text
    assert "Nothing is due for 0 clients." in text


def test_a_report_goes_to_a_file(
    house: House, coach: str, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, house, coach, "--format", "html", "-o", f"{tmp_path}/page.html") == ""


def test_a_curve_is_for_csv(house: House, coach: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fleet", "report", "--database", house.url(coach), "--curve"]) == EXIT_USAGE
    assert "--format csv" in capsys.readouterr().err


def test_nothing_of_a_mail_is_in_any_form(house: House, coach: str, capsys: pytest.CaptureFixture[str]) -> None:
    for _, its in with_canaries():
        house.client(coach, its, "counts", "cohort")
    for form in ("text", "csv", "json", "html"):
        shown = said(capsys, house, coach, "--format", form)
        assert CANARY.lower() not in shown.lower()
