"""Dates in words, in seven languages, counted from Wednesday, 3 June 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.classify.clauses import clauses
from inbox_watch.facts.timeline import answer_by, deadline, paused_until, stated_dates
from inbox_watch.knowledge import table
from inbox_watch.records import Label
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
        ("We will get back to you within 48 hours.", _day(6, 5)),
        ("Wir melden uns innerhalb der nächsten 72 Stunden.", _day(6, 6)),
        ("Nous vous répondrons sous 48h.", _day(6, 5)),
        ("Le responderemos en 24 horas.", _day(6, 4)),
        ("Wij nemen binnen 48 uur contact op.", _day(6, 5)),
        ("Ti faremo sapere entro 48 ore.", _day(6, 5)),
        ("Entraremos em contato em 48 horas.", _day(6, 5)),
        ("You will hear from us within the month.", _day(6, 30)),
        ("Wir melden uns im Laufe des Monats.", _day(6, 30)),
        ("Nous reviendrons vers vous dans le courant du mois.", _day(6, 30)),
        ("Nous reviendrons vers vous dans le courant du mois de juillet.", _day(7, 31)),
        ("We laten in de loop van deze maand iets weten.", _day(6, 30)),
        ("Ti faremo sapere nel corso del mese.", _day(6, 30)),
        ("Daremos retorno no decorrer do mês.", _day(6, 30)),
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
    assert deadline([text], WRITTEN, WEEKS) == day


_SPRING, _AUTUMN, _NEW_YEAR = _day(3, 1, 2027), _day(9, 1), _day(1, 7, 2027)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The search is on hold until spring.", _SPRING),
        ("The search is on hold until the autumn.", _AUTUMN),
        ("The search is on hold until the new year.", _NEW_YEAR),
        ("The search is on hold until next year.", _NEW_YEAR),
        ("The search is on hold until after the holidays.", _AUTUMN),
        ("The search is on hold. We come back to it after Christmas.", _NEW_YEAR),
        ("The search is on hold until Q4.", _day(10, 1)),
        ("The search is on hold until 15 August, not until spring.", _day(8, 15)),
        ("The search is on hold. We will write to you in the new year.", _NEW_YEAR),
        ("Die Suche ruht bis zum Frühjahr.", _SPRING),
        ("Die Suche ruht. Wir melden uns im neuen Jahr bei Ihnen.", _NEW_YEAR),
        ("Die Suche ruht bis zum Herbst.", _AUTUMN),
        ("Die Suche ruht bis zum Jahreswechsel.", _NEW_YEAR),
        ("Die Suche ruht bis nach den Ferien.", _AUTUMN),
        ("La recherche est en pause jusqu'au printemps.", _SPRING),
        ("La recherche est en pause jusqu'à la rentrée.", _AUTUMN),
        ("La búsqueda está en pausa hasta la primavera.", _SPRING),
        ("La búsqueda está en pausa hasta después de las vacaciones.", _AUTUMN),
        ("De zoektocht is tijdelijk gestopt tot het voorjaar.", _SPRING),
        ("De zoektocht is tijdelijk gestopt tot na de kerst.", _NEW_YEAR),
        ("La ricerca è in pausa fino alla primavera.", _SPRING),
        ("La ricerca è in pausa fino a dopo le feste.", _NEW_YEAR),
        ("A procura está suspensa até à primavera.", _SPRING),
        ("A procura está suspensa até ao próximo ano.", _NEW_YEAR),
        ("The search is on hold.", None),
        ("The garden is open until spring.", None),
        ("Our spring fair is on hold.", None),
    ],
)
def test_a_pause_ends_with_the_first_day_of_its_season(text: str, day: date | None) -> None:
    assert paused_until([clause.text for clause in clauses(text)], WRITTEN, WEEKS) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [(_day(1, 6), _day(1, 7)), (_day(1, 7), _AUTUMN), (_day(8, 31), _AUTUMN), (_AUTUMN, _NEW_YEAR)],
)
def test_the_holidays_end_in_january_or_in_september(written: date, day: date) -> None:
    assert paused_until(["Die Suche ruht bis nach den Ferien."], written, WEEKS) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # Weeks and weekends
        ("We will get back to you next week.", _day(6, 12)),
        ("In der nächsten Woche melden wir uns.", _day(6, 12)),
        ("Wir entscheiden in der 26. Kalenderwoche.", _day(6, 26)),
        ("Wir entscheiden in KW 26.", _day(6, 26)),
        ("We will decide in calendar week 26.", _day(6, 26)),
        ("Nous vous répondrons en semaine 26.", _day(6, 26)),
        ("We laten het weten in week 26.", _day(6, 26)),
        ("I will read your papers this weekend.", _day(6, 7)),
        ("I'll look at it over the weekend.", _day(6, 7)),
        ("Das schau ich mir am Wochenende an.", _day(6, 7)),
        ("Ich lese Ihre Unterlagen am Wochenende.", _day(6, 7)),
        ("Je regarde votre dossier ce week-end.", _day(6, 7)),
        ("Vamos a revisar su candidatura este fin de semana.", _day(6, 7)),
        ("Ik kijk er in het weekend naar en laat het weten.", _day(6, 7)),
        ("La leggerò nel fine settimana e risponderemo.", _day(6, 7)),
        ("Vou ler a sua candidatura no fim de semana.", _day(6, 7)),
        # Weekdays
        ("I will read it on Monday.", _day(6, 8)),
        ("Thanks, will read it on Monday.", _day(6, 8)),
        ("Melde mich am Montag.", _day(6, 8)),
        ("We will let you know by Friday.", _day(6, 5)),
        ("Wir melden uns am Montag.", _day(6, 8)),
        ("Sie hören bis Freitag von uns.", _day(6, 5)),
        ("Nous vous répondrons lundi.", _day(6, 8)),
        ("Le responderemos el lunes.", _day(6, 8)),
        ("We laten maandag iets horen.", _day(6, 8)),
        ("Vi risponderemo lunedì.", _day(6, 8)),
        ("Vamos responder na segunda-feira.", _day(6, 8)),
        # How long it takes
        ("Die Prüfung dauert erfahrungsgemäß vier bis sechs Wochen.", _day(7, 15)),
        ("Das Verfahren dauert etwa vier Wochen.", _day(7, 1)),
        ("Reviewing usually takes four to six weeks.", _day(7, 15)),
        ("Le processus prend quatre semaines.", _day(7, 1)),
        ("El proceso dura cuatro semanas.", _day(7, 1)),
        ("De procedure duurt vier weken.", _day(7, 1)),
        ("La selezione dura quattro settimane.", _day(7, 1)),
        ("A análise demora quatro semanas.", _day(7, 1)),
        # Not theirs, not ahead, or no timeline
        ("We received your application on Monday and will be in touch.", None),
        ("Ihre Bewerbung ist am Montag eingegangen, wir melden uns.", None),
        ("Can we get back to you on Monday?", None),
        ("Melden Sie sich am Montag.", None),
        ("Contact me on Monday.", None),
        ("We answer the telephone Monday to Friday.", None),
        ("Wir antworten montags.", None),
        ("Wir melden uns am Montag um 14 Uhr bei Ihnen.", None),
        ("We look forward to hearing from you by Friday.", None),
        ("Wir freuen uns auf Ihre Antwort bis Freitag.", None),
        ("The course lasts four weeks.", None),
        ("Our coordinator works Tuesday to Thursday and will look at it.", None),
        ("We usually answer on a Sunday evening.", None),
        ("Wir antworten jeden Dienstag.", None),
        ("We meet Monday and let you know on Tuesday.", _day(6, 9)),
    ],
)
def test_a_timeline_is_when_they_act_in_seven_languages(text: str, day: date | None) -> None:
    assert answer_by([text], WRITTEN, WEEKS) == day


def test_a_better_timeline_comes_before_a_bare_weekday() -> None:
    texts = ["I will read everything on Thursday.", "You hear from us next week."]
    assert answer_by(texts, WRITTEN, WEEKS) == _day(6, 12)


@pytest.mark.parametrize("label", [Label.REJECTION, Label.OFFER, Label.ASSESSMENT, Label.INTERVIEW])
def test_a_bare_weekday_is_a_timeline_only_where_the_user_waits(label: Label) -> None:
    assert answer_by(["We will let you know on Monday."], WRITTEN, WEEKS, label) is None
    assert answer_by(["We will let you know on Monday."], WRITTEN, WEEKS, Label.HUMAN_REPLY) == _day(6, 8)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nach dem Gespräch am Montag geben wir Ihnen Bescheid.", None),
        ("Wir melden uns nach dem Gespräch bis zum 30. Juni.", _day(6, 30)),
        ("We decide after our talk on 10 June.", None),
        ("Bitte geben Sie uns bis zum 12. Juni Bescheid.", None),
    ],
)
def test_a_day_of_a_talk_or_for_the_user_is_no_timeline(text: str, day: date | None) -> None:
    assert answer_by([text], WRITTEN, WEEKS, Label.INTERVIEW, (_day(6, 10),)) == day


@pytest.mark.parametrize(
    ("text", "label", "day"),
    [
        ("Please let us have your answer by 12 June.", Label.OFFER, _day(6, 12)),
        ("Bitte sagen Sie bis zum 12. Juni zu.", Label.OFFER, _day(6, 12)),
        ("Sie können bis zum 12. Juni zusagen.", Label.OFFER, _day(6, 12)),
        ("Das Angebot gilt bis Freitag, den 12. Juni.", Label.OFFER, _day(6, 12)),
        ("The offer is valid until 12 June.", Label.OFFER, _day(6, 12)),
        ("Please sign and return it within a week.", Label.OFFER, _day(6, 10)),
        ("Veuillez nous confirmer votre accord avant le 12 juin.", Label.OFFER, _day(6, 12)),
        ("Le rogamos que confirme antes del 12 de junio.", Label.OFFER, _day(6, 12)),
        ("Laat ons je beslissing uiterlijk 12 juni weten.", Label.OFFER, _day(6, 12)),
        ("La preghiamo di confermare entro il 12 giugno.", Label.OFFER, _day(6, 12)),
        ("Agradecemos a sua resposta até 12 de junho.", Label.OFFER, _day(6, 12)),
        ("We look forward to hearing from you by Friday.", Label.OFFER, _day(6, 5)),
        ("Könnten Sie Ihr Zeugnis bis zum 12. Juni nachreichen?", Label.INFO_REQUEST, _day(6, 12)),
        ("Could you send us your certificates by 12 June?", Label.INFO_REQUEST, _day(6, 12)),
        ("We need your references by Friday.", Label.INFO_REQUEST, _day(6, 5)),
        ("Es fehlt ein Zeugnis, Frist: 12. Juni.", Label.INFO_REQUEST, _day(6, 12)),
        ("Your references are missing. Deadline: 12 June.", Label.INFO_REQUEST, _day(6, 12)),
        ("Please confirm by 5 June.", Label.INTERVIEW, _day(6, 5)),
        ("Bitte bestätigen Sie den Termin bis zum 5. Juni.", Label.INTERVIEW, _day(6, 5)),
        ("Please confirm 10 June at 14:00.", Label.INTERVIEW, None),
        ("Could you come by tomorrow?", Label.INTERVIEW, None),
        ("By video, please tell us when it suits you this week.", Label.INTERVIEW, None),
        ("Could you visit us in the next two weeks?", Label.INTERVIEW, None),
        ("Please return it by the end of next week.", Label.ASSESSMENT, _day(6, 12)),
        ("Geben Sie mir bis Monatsende Bescheid.", Label.OFFER, _day(6, 30)),
        ("Please confirm that you can start on 1 July.", Label.OFFER, None),
        ("You sign a contract for twelve months.", Label.OFFER, None),
        ("Your contract runs until 30 June.", Label.OFFER, None),
        ("We will send you the contract by 12 June.", Label.OFFER, None),
        ("Wir melden uns bis zum 12. Juni.", Label.INTERVIEW, None),
        ("We need your references by Friday.", Label.ACKNOWLEDGEMENT, None),
        ("We need your references by Friday.", None, None),
    ],
)
def test_a_mail_that_asks_for_something_names_the_day_it_is_due(
    text: str, label: Label | None, day: date | None
) -> None:
    assert deadline([text], WRITTEN, WEEKS, label) == day


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
