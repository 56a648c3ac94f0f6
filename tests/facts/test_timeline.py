"""Dates in words, in seven languages, counted from Wednesday, 3 June 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.classify.clauses import clauses
from inbox_watch.facts.timeline import answer_by, deadline, stated_dates, talk_day
from inbox_watch.knowledge import table
from inbox_watch.workdays import Workdays

WRITTEN = date(2026, 6, 3)
WEEKS = Workdays()


def _day(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("within two weeks", _day(6, 17)),
        ("within a week", _day(6, 10)),
        ("in the next 10 business days", _day(6, 17)),
        ("in about a month", _day(7, 3)),
        ("in two to three weeks", _day(6, 24)),
        ("in 2-3 weeks", _day(6, 24)),
        ("in twenty-one days", _day(6, 24)),
        ("within a fortnight", _day(6, 17)),
        ("within a couple of weeks", _day(6, 17)),
        ("nine days", _day(6, 12)),
        ("innerhalb von zwei Wochen", _day(6, 17)),
        ("in 2 bis 3 Wochen", _day(6, 24)),
        ("in einem Monat", _day(7, 3)),
        ("innerhalb eines Monats", _day(7, 3)),
        ("in einer Woche", _day(6, 10)),
        ("in einem Tag", _day(6, 4)),
        ("innerhalb von fünf Werktagen", _day(6, 10)),
        ("sous quinze jours", _day(6, 18)),
        ("dans deux à trois semaines", _day(6, 24)),
        ("sous dix jours ouvrés", _day(6, 17)),
        ("en dos semanas", _day(6, 17)),
        ("en 10 días hábiles", _day(6, 17)),
        ("binnen vijf werkdagen", _day(6, 10)),
        ("binnen twee weken", _day(6, 17)),
        ("entro due settimane", _day(6, 17)),
        ("entro 10 giorni lavorativi", _day(6, 17)),
        ("dentro de duas semanas", _day(6, 17)),
        ("em até 15 dias úteis", _day(6, 24)),
    ],
)
def test_a_duration_ends_at_its_end(words: str, ends: date) -> None:
    assert stated_dates(f"You will hear from us {words}.", WRITTEN, WEEKS) == [ends]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by 30 June", _day(6, 30)),
        ("by June 30th", _day(6, 30)),
        ("by the 30th of June 2026", _day(6, 30)),
        ("by Jun. 30, 2026", _day(6, 30)),
        ("by 2026-06-30", _day(6, 30)),
        ("bis zum 30. Juni", _day(6, 30)),
        ("bis 30.06.2026", _day(6, 30)),
        ("bis 30.6.", _day(6, 30)),
        ("bis 30.06.26", _day(6, 30)),
        ("bis 30. 6. 2026", _day(6, 30)),
        ("avant le 1er juillet", _day(7, 1)),
        ("el 30 de junio de 2026", _day(6, 30)),
        ("voor 30 juni", _day(6, 30)),
        ("voor 30-06-2026", _day(6, 30)),
        ("entro il 30 giugno", _day(6, 30)),
        ("até 30 de junho", _day(6, 30)),
        ("by 15/06/2026", _day(6, 15)),
        ("by 06/15/2026", _day(6, 15)),
        ("by 07/07/2026", _day(7, 7)),
    ],
)
def test_a_date_is_read_as_it_is_written(words: str, day: date) -> None:
    assert stated_dates(words, WRITTEN, WEEKS) == [day]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by the end of July", _day(7, 31)),
        ("at the end of July", _day(7, 31)),
        ("end of July", _day(7, 31)),
        ("in July", _day(7, 31)),
        ("early in July", _day(7, 10)),
        ("mid-July", _day(7, 15)),
        ("in mid July", _day(7, 15)),
        ("Ende Juli", _day(7, 31)),
        ("Anfang August", _day(8, 10)),
        ("bis Mitte Juli", _day(7, 15)),
        ("fin juillet", _day(7, 31)),
        ("d'ici fin juillet", _day(7, 31)),
        ("à la fin du mois de juillet", _day(7, 31)),
        ("a finales de julio", _day(7, 31)),
        ("a mediados de julio", _day(7, 15)),
        ("eind juli", _day(7, 31)),
        ("half juli", _day(7, 15)),
        ("entro fine luglio", _day(7, 31)),
        ("metà luglio", _day(7, 15)),
        ("até o fim de julho", _day(7, 31)),
        ("em meados de julho", _day(7, 15)),
        ("by the end of the month", _day(6, 30)),
        ("bis Ende des Monats", _day(6, 30)),
        ("d'ici la fin du mois", _day(6, 30)),
        ("a fin de mes", _day(6, 30)),
        ("eind van de maand", _day(6, 30)),
        ("entro fine mese", _day(6, 30)),
        ("até o fim do mês", _day(6, 30)),
        ("this week", _day(6, 5)),
        ("by the end of this week", _day(6, 5)),
        ("next week", _day(6, 12)),
        ("noch diese Woche", _day(6, 5)),
        ("in der nächsten Woche", _day(6, 12)),
        ("la semaine prochaine", _day(6, 12)),
        ("la próxima semana", _day(6, 12)),
        ("la semana que viene", _day(6, 12)),
        ("volgende week", _day(6, 12)),
        ("la prossima settimana", _day(6, 12)),
        ("na próxima semana", _day(6, 12)),
        ("in KW 26", _day(6, 26)),
    ],
)
def test_a_month_or_week_ends_with_its_last_day_of_work(words: str, day: date) -> None:
    assert stated_dates(words, WRITTEN, WEEKS) == [day]


@pytest.mark.parametrize(
    "words",
    [
        "by 03/04/2026",
        "by 09/10/2026",
        "31 June",
        "29.02.2027",
        "99.99.2026",
        "KW 0",
        "KW 99",
        "five years of experience",
        "24 hours",
        "0 days",
        "999 days",
        "you may decide",
        "in 2024-01-01",
        "version 1.2",
        "by 2031-01-01",
        "a weekly newsletter",
        "",
    ],
)
def test_what_can_be_read_two_ways_or_none_is_no_date(words: str) -> None:
    assert stated_dates(words, WRITTEN, WEEKS) == []


@pytest.mark.parametrize(
    ("words", "written", "day"),
    [
        ("by 10 January", _day(12, 20), _day(1, 10, 2027)),
        ("bis 10.01.", _day(12, 20), _day(1, 10, 2027)),
        ("in January", _day(12, 20), _day(1, 31, 2027)),
        ("in KW 2", _day(12, 20), _day(1, 15, 2027)),
        ("in KW 53", _day(12, 20), _day(1, 1, 2027)),
        ("next week", _day(12, 30), _day(1, 8, 2027)),
        ("within two weeks", _day(12, 25), _day(1, 8, 2027)),
        ("by 29 February", _day(12, 20, 2027), _day(2, 29, 2028)),
        ("by 10 December", _day(12, 1), _day(12, 10)),
    ],
)
def test_a_day_without_a_year_may_be_next_years(words: str, written: date, day: date) -> None:
    assert stated_dates(words, written, WEEKS) == [day]


def test_holidays_are_no_working_days() -> None:
    assert stated_dates("within five working days", _day(12, 22), Workdays("DE")) == [_day(12, 30)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("You will hear from us within two weeks.", _day(6, 17)),
        ("Wir melden uns innerhalb von zwei Wochen.", _day(6, 17)),
        ("Vous recevrez une réponse sous quinze jours.", _day(6, 18)),
        ("Recibirás una respuesta en dos semanas.", _day(6, 17)),
        ("Je hoort van ons binnen twee weken.", _day(6, 17)),
        ("Riceverà una risposta entro due settimane.", _day(6, 17)),
        ("Você receberá um retorno em duas semanas.", _day(6, 17)),
        ("If you are selected, we will contact you within two weeks.", None),
        ("Falls Sie passen, melden wir uns innerhalb von zwei Wochen.", None),
        ("Please reply within two weeks.", None),
        ("The course takes two weeks and starts in July.", None),
        ("We will be in touch.", None),
        ("Thank you. We decide by 30 June. The post starts in August.", _day(6, 30)),
    ],
)
def test_only_an_unconditional_promise_of_an_answer_is_a_timeline(text: str, day: date | None) -> None:
    unconditional = (clause.text for clause in clauses(text) if not clause.conditional)
    assert answer_by(unconditional, WRITTEN, WEEKS) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Please complete the test within five days.", _day(6, 8)),
        ("Bitte senden Sie die Unterlagen bis 30. Juni.", _day(6, 30)),
        ("Merci de répondre avant le 30 juin.", _day(6, 30)),
        ("We decide by 30 June.", None),
        ("Please complete the test.", None),
    ],
)
def test_a_deadline_is_a_day_by_which_the_user_must_act(text: str, day: date | None) -> None:
    assert deadline(iter([text]), WRITTEN, WEEKS) == day


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (["We propose 9 June, 11 June or 10 June."], _day(6, 11)),
        (["Are you free on Monday or Tuesday?"], _day(6, 9)),
        (["How about Wednesday?"], _day(6, 10)),
        (["On Friday, 12 June?"], _day(6, 12)),
        (["Passt Ihnen Montag?"], _day(6, 8)),
        (["Sonntag"], _day(6, 7)),
        (["Call me."], None),
        (["The shop opened on 1 June."], None),
    ],
)
def test_the_day_of_a_talk_is_the_last_one_offered(texts: list[str], day: date | None) -> None:
    assert talk_day(iter(texts), WRITTEN) == day


_WORDS = [word for row in table("time_words") for word in row["pattern"].split("|") if word.isalpha()]
_CLAUSES = st.lists(
    st.one_of(
        st.sampled_from(_WORDS),
        st.sampled_from(["within", "by", "to", "-", "/", ".", "of", "KW", "next", "week", "working", "days", "20"]),
        st.integers(0, 400).map(str),
        st.dates(date(2020, 1, 1), date(2050, 1, 1)).map(str),
        st.dates(date(2020, 1, 1), date(2050, 1, 1)).map(lambda day: f"{day:%d.%m.%y}"),
        st.text(max_size=5),
    ),
    max_size=8,
).map(" ".join)


@given(_CLAUSES, st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.sampled_from([Workdays(), Workdays("DE")]))
@settings(max_examples=400, deadline=None)
def test_a_stated_date_is_neither_past_nor_far(clause: str, written: date, workdays: Workdays) -> None:
    for day in stated_dates(clause, written, workdays):
        assert written - timedelta(days=1) <= day <= written + timedelta(days=400)
