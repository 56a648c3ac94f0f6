"""The day and hour of a talk, and the days that are offered for it, in seven languages, from Wednesday, 3 June 2026."""

from __future__ import annotations

import time as clock
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.classify.clauses import clauses
from inbox_watch.facts.hours import hours
from inbox_watch.facts.talk import Talk, talk, with_ends_behind_numbers
from inbox_watch.knowledge import table
from tests.facts.mails import HOSTILE

WRITTEN = date(2026, 6, 3)
BERLIN = ZoneInfo("Europe/Berlin")


def _june(*days: int) -> tuple[date, ...]:
    return tuple(date(2026, 6, day) for day in days)


def read(text: str, *, is_settled: bool = False) -> Talk:
    unconditional = (clause.text for clause in clauses(with_ends_behind_numbers(text)) if not clause.conditional)
    return talk(unconditional, WRITTEN, is_settled=is_settled)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("We would like to see you on 10 June at 14:00.", time(14)),
        ("We would like to see you on 10 June at 2:00 PM.", time(14)),
        ("We would like to see you on 10 June, 2.30pm.", time(14, 30)),
        ("We would like to see you on 10 June at 9 a.m. in our office.", time(9)),
        ("We meet at 12:15 pm on June 10.", time(12, 15)),
        ("The talk is on 10 June from 2 to 3:30 pm.", time(14)),
        ("The talk is on 10 June at 10 o'clock.", time(10)),
        ("The talk is on 10 June at noon.", time(12)),
        ("Das Gespräch findet am 10. Juni um 14:00 Uhr statt.", time(14)),
        ("Das Gespräch findet am 10. Juni um 14 Uhr 30 statt.", time(14, 30)),
        ("Das Gespräch findet am 10. Juni um 9.30 Uhr statt.", time(9, 30)),
        ("Das Gespräch findet am 10.06.2026 von 14 bis 15 Uhr statt.", time(14)),
        ("Wir freuen uns auf Sie: 10.6., 11:15.", time(11, 15)),
        ("Um 13 Uhr am 10. Juni erwarten wir Sie.", time(13)),
        ("L'entretien aura lieu le 10 juin à 14 h 30.", time(14, 30)),
        ("L'entretien aura lieu le 10 juin à 14h30.", time(14, 30)),
        ("L'entretien aura lieu le 10 juin à 9h.", time(9)),
        ("Le esperamos el 10 de junio a las 14:00.", time(14)),
        ("Le esperamos el 10 de junio a las 14 en nuestra oficina.", time(14)),
        ("Le esperamos el 10 de junio a las 4:30 de la tarde.", time(16, 30)),
        ("We zien je op 10 juni om 14.30 uur.", time(14, 30)),
        ("We zien je op 10 juni om 14 uur.", time(14)),
        ("La aspettiamo il 10 giugno alle ore 14.", time(14)),
        ("La aspettiamo il 10 giugno alle 14.30.", time(14, 30)),
        ("La aspettiamo il 10 giugno alle 9 presso la nostra sede.", time(9)),
        ("A entrevista será no dia 10 de junho às 14h30.", time(14, 30)),
        ("A entrevista será no dia 10 de junho às 14:00.", time(14)),
        ("A entrevista será no dia 10 de junho às 15.", time(15)),
    ],
)
def test_the_hour_beside_the_day_is_the_hour_of_the_talk(text: str, hour: time) -> None:
    assert read(text) == Talk(date(2026, 6, 10), hour)


@pytest.mark.parametrize(
    "text",
    [
        "Your talk:\nDate: 10 June\nTime: 2 pm\nPlace: our office",
        "Ihr Gespräch:\nUhrzeit: 14:00 Uhr\nDatum: 10. Juni",
        "Wir sprechen uns am Mittwoch, 10. Juni. Beginn ist um 14 Uhr.",
        "We invite you for 10 June at 14:00. Does that suit you?",
        "We invite you for 10 June at 14:00. If you cannot come, please tell us.",
        "Wir erwarten Sie am 10. Juni um 14:00. Falls Sie verhindert sind, rufen Sie an.",
    ],
)
def test_the_hour_may_stand_in_a_line_of_its_own(text: str) -> None:
    assert read(text) == Talk(date(2026, 6, 10), time(14))


@pytest.mark.parametrize(
    "text",
    [
        "We would like to see you on 10 June.",
        "We would like to see you on 10 June in room 14.",
        "We would like to see you on 10 June between 2 and 4 pm.",
        "We would like to see you on 10 June between 2pm to 5pm.",
        "We would like to see you on 10 June at 10:00 (Nairobi time).",
        "We would like to see you on 10 June at 10:00 or 14:00.",
        "We would like to see you on 10 June. Our office is open from 9:00 to 17:00.",
        "We would like to see you on 10 June. It takes 1 h.",
        "Das Gespräch findet am 10. Juni zwischen 9 und 12 Uhr statt.",
        "Das Gespräch findet am 10. Juni statt. Sie sind telefonisch von 9 bis 17 Uhr erreichbar: 040 1234.",
        "Das Gespräch findet am 10. Juni statt und dauert 1,5 h.",
    ],
)
def test_without_one_hour_only_the_day_is_known(text: str) -> None:
    assert read(text) == Talk(date(2026, 6, 10))


def test_an_hour_belongs_to_the_day_beside_it() -> None:
    text = "The tour is on 9 June at 10:00 and the talk on 10 June at 14:00."
    assert read(text) == Talk(date(2026, 6, 10), time(14))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("We meet on 10 June at 14:00.", datetime(2026, 6, 10, 12, tzinfo=UTC)),
        ("We meet on 10 June at 2 pm (UK time).", datetime(2026, 6, 10, 13, tzinfo=UTC)),
        ("We meet on 10 June at 10:00 EST.", datetime(2026, 6, 10, 14, tzinfo=UTC)),
        ("We meet on 10 June at 10:00 GMT.", datetime(2026, 6, 10, 10, tzinfo=UTC)),
        ("We meet on 10 June at 14:00 CET.", datetime(2026, 6, 10, 12, tzinfo=UTC)),
        ("We meet on 10 June at 14:00 Dubai time.", datetime(2026, 6, 10, 10, tzinfo=UTC)),
        ("We meet on 10 June at 14:00, Central Station.", datetime(2026, 6, 10, 12, tzinfo=UTC)),
        ("We meet on 10 June.", datetime(2026, 6, 10, 10, tzinfo=UTC)),
        ("We meet.", None),
    ],
)
def test_an_hour_is_the_users_unless_a_zone_is_named(text: str, moment: datetime | None) -> None:
    assert read(text).starts_at(BERLIN) == moment


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Would 17 June or 19 June suit you?", _june(17, 19)),
        ("Are you free on June 17, 18 or 20?", _june(17, 18, 20)),
        ("Are you free between 16 and 18 June?", _june(16, 17, 18)),
        ("Are you free on Monday or Tuesday?", _june(8, 9)),
        ("How about Wednesday?", _june(10)),
        ("Which of these slots suits you?\n- 17 June, 10:00\n- 18 June, 14:00", _june(17, 18)),
        ("We could offer 17 June.", _june(17)),
        ("Please let us know if 17 June works for you.", _june(17)),
        ("could we move our talk to 17 june, 2 pm? sorry!! tom", _june(17)),
        ("Could you come on 17 June instead of 9 June?", _june(17)),
        ("Können Sie statt am Montag am Dienstag kommen?", _june(9)),
        ("Herr Brack schlägt den 17. Juni vor.", _june(17)),
        ("The talk on 9 June is off: could you do 17 June at 11?", _june(17)),
        ("You can book your interview. Available: 17, 18 and 20 June.", _june(17, 18, 20)),
        ("Wir treffen uns am 17., 18. oder 20. Juni.", _june(17, 18, 20)),
        ("Können wir unser Gespräch auf den 17. Juni legen?", _june(17)),
        ("Passt Ihnen Montag?", _june(8)),
        ("Folgende Termine sind möglich: 17.06. um 10 Uhr, 18.06. um 14 Uhr.", _june(17, 18)),
        ("Wir schlagen den 17. Juni vor.", _june(17)),
        ("Seriez-vous disponible le 17 ou le 18 juin ?", _june(17, 18)),
        ("Nous vous proposons le 17 juin.", _june(17)),
        ("Merci de choisir : 17 juin à 10h, 18 juin à 14h.", _june(17, 18)),
        ("¿Le viene bien el 17 o el 18 de junio?", _june(17, 18)),
        ("Elija una fecha: 17 de junio, 18 de junio.", _june(17, 18)),
        ("Schikt 17 of 18 juni?", _june(17, 18)),
        ("Kies een van deze momenten: 17 juni om 10 uur, 18 juni om 14 uur.", _june(17, 18)),
        ("Sarebbe disponibile il 17 o il 18 giugno?", _june(17, 18)),
        ("Può scegliere tra queste date: 17 giugno, 18 giugno.", _june(17, 18)),
        ("Tem disponibilidade no dia 17 ou 18 de junho?", _june(17, 18)),
        ("Escolha um dos horários: 17 de junho, 18 de junho.", _june(17, 18)),
        ("Our talk on 9 June cannot take place. Could we meet on 17 June?", _june(17)),
        ("Would 17 June or 19 June suit you? Please answer by 8 June.", _june(17, 19)),
        ("Passt Ihnen der 17. Juni? Bitte antworten Sie bis zum 8. Juni.", _june(17)),
        ("Est-ce que le 17 juin vous convient ? Merci de répondre avant le 8 juin.", _june(17)),
    ],
)
def test_days_in_a_question_a_proposal_or_a_choice_are_offered_and_none_is_agreed(
    text: str, offered: tuple[date, ...]
) -> None:
    assert read(text) == Talk(offered=offered)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("We invite you to a talk on 10 June. Does that suit you?", 10),
        ("We invite you to a talk on June 10. Does that suit you?", 10),
        ("We see you on 10 June. Could you send your certificates by 8 June?", 10),
        ("The two days are 10 and 11 June.", 11),
        ("Das Kennenlernen geht vom 10. bis 11. Juni.", 11),
        ("Wir laden Sie für den 10. Juni ein. Bitte bestätigen Sie bis zum 8. Juni.", 10),
        ("On Friday, 12 June.", 12),
        ("Sonntag", 7),
        ("We meet tomorrow.", 4),
        ("Te invitamos a una segunda entrevista el lunes.", 8),
        ("Raum 7, 10. Juni", 10),
        ("Questions or wishes? We see you on 10 June.", 10),
        ("We move the talk from 12 June to 10 June.", 10),
        ("We see you on 10 June; the office is open Monday to Friday.", 10),
    ],
)
def test_a_day_in_a_plain_statement_is_agreed(text: str, day: int) -> None:
    assert read(text) == Talk(date(2026, 6, day))


@pytest.mark.parametrize(
    "text",
    [
        "Call me.",
        "The shop opened on 1 June.",
        "Te invitamos a una segunda entrevista.",
        "Please answer by 10 June.",
        "Mon - Fri",
        "",
    ],
)
def test_some_mail_names_no_day(text: str) -> None:
    assert read(text) == Talk()


def test_a_confirmation_settles_the_day_it_states() -> None:
    text = "Your talk is on 10 June at 14:00. Would you like to see the works on 11 June?"
    assert read(text) == Talk(offered=_june(11))
    assert read(text, is_settled=True).offered == ()


_PIECES = st.lists(
    st.one_of(
        st.sampled_from([word for row in table("time_words") for word in row["pattern"].split("|") if word.isalpha()]),
        st.sampled_from(["10 June", "17.", "oder", ",", "14:00", "2 pm", "between", "and", "?", "Uhr", "\n", "8.6."]),
        st.integers(0, 40).map(str),
        st.text(max_size=5),
    ),
    max_size=14,
).map(" ".join)


@given(_PIECES, st.dates(date(2020, 1, 1), date(2099, 12, 31)))
@settings(max_examples=300, deadline=None)
def test_days_lie_ahead_and_are_either_agreed_or_offered(text: str, written: date) -> None:
    found = talk(text.split("\n"), written)
    days = [*found.offered, *([found.day] if found.day else [])]
    assert not (found.offered and (found.day or found.hour))
    assert not (found.hour and not found.day)
    assert list(found.offered) == sorted(set(found.offered))
    assert all(written <= day <= written + timedelta(days=90) for day in days)


@given(_PIECES)
@settings(max_examples=300, deadline=None)
def test_hours_stand_in_the_order_of_the_text_and_apart(text: str) -> None:
    found = hours(text)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    "text",
    [*(text[:8000] for text in HOSTILE.values()), "10 june 14:00 or " * 470, "7. or " * 1300, "june 7, 8 or " * 600],
)
def test_a_hostile_text_is_read_in_time(text: str) -> None:
    started = clock.process_time()
    talk([text], WRITTEN)
    assert clock.process_time() - started < 2
