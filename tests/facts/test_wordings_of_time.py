"""Timelines in wordings that stand in mail of the seven languages, counted from Wednesday, 9 September 2026."""

from __future__ import annotations

from datetime import date

import pytest

from inbox_watch.classify.clauses import clauses
from inbox_watch.facts.timeline import answer_by, deadline
from inbox_watch.records import Label
from inbox_watch.workdays import Workdays

WRITTEN = date(2026, 9, 9)


def _plain(text: str) -> list[str]:
    return [clause.text for clause in clauses(text) if not clause.conditional]


def _answer_by(text: str) -> date | None:
    return answer_by(_plain(text), WRITTEN, Workdays(), Label.ACKNOWLEDGEMENT)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("You can expect to hear from us in 2-3 weeks.", date(2026, 9, 30)),
        ("You can expect to hear from us in 2 – 3 weeks.", date(2026, 9, 30)),
        ("You can expect to hear from us within 2/3 weeks.", date(2026, 9, 30)),
        ("We will get back to you by the end of next week.", date(2026, 9, 18)),
        ("We will get back to you by the end of this week.", date(2026, 9, 11)),
        ("We will get back to you by end of the week.", date(2026, 9, 11)),
        ("We will get back to you in the course of next week.", date(2026, 9, 18)),
        ("We will get back to you in the course of September.", date(2026, 9, 30)),
        ("We will get back to you during the month of October.", date(2026, 10, 31)),
        ("We will be in touch in the second half of October.", date(2026, 10, 31)),
        ("We will be in touch in the first half of October.", date(2026, 10, 15)),
        ("We will be in touch by the end of the month.", date(2026, 9, 30)),
        ("We will be in touch by the end of next month.", date(2026, 10, 31)),
        ("We will be in touch next month.", date(2026, 10, 31)),
        ("We will inform all applicants before the end of the year.", date(2026, 12, 31)),
        ("We will reply by the 1st of October.", date(2026, 10, 1)),
        ("We will reply within ten (10) working days.", date(2026, 9, 23)),
        ("We will reply within 10 (ten) working days.", date(2026, 9, 23)),
        ("We will reply no later than 25/09/2026.", date(2026, 9, 25)),
        ("We will reply in week 40.", date(2026, 10, 2)),
        ("We will reply by the 15th.", date(2026, 9, 15)),
        ("Wir melden uns in KW 40 bei Ihnen.", date(2026, 10, 2)),
        ("Wir melden uns in der KW 40/41 bei Ihnen.", date(2026, 10, 9)),
        ("Wir melden uns bis Ende KW 40.", date(2026, 10, 2)),
        ("Wir melden uns in der 40. Kalenderwoche.", date(2026, 10, 2)),
        ("Wir melden uns in der 40. KW bei Ihnen.", date(2026, 10, 2)),
        ("Wir melden uns im Laufe des Septembers bei Ihnen.", date(2026, 9, 30)),
        ("Wir melden uns im Laufe der nächsten Woche bei Ihnen.", date(2026, 9, 18)),
        ("Wir melden uns bis Ende nächster Woche.", date(2026, 9, 18)),
        ("Wir melden uns bis spätestens Ende der Woche.", date(2026, 9, 11)),
        ("Wir melden uns binnen 14 Tagen.", date(2026, 9, 23)),
        ("Wir melden uns Anfang Oktober.", date(2026, 10, 10)),
        ("Wir melden uns in der ersten Oktoberhälfte.", date(2026, 10, 15)),
        ("Wir melden uns bis Mitte Oktober.", date(2026, 10, 15)),
        ("Wir melden uns bis Monatsende.", date(2026, 9, 30)),
        ("Wir melden uns bis Ende des Monats.", date(2026, 9, 30)),
        ("Wir melden uns innert zehn Tagen bei Ihnen.", date(2026, 9, 19)),
        ("Wir melden uns in den nächsten drei bis vier Wochen.", date(2026, 10, 7)),
        ("Sie erhalten bis zum 2. Oktober Bescheid.", date(2026, 10, 2)),
        ("Wir melden uns in anderthalb Wochen.", date(2026, 9, 20)),
        ("Die Rückmeldung erfolgt innerhalb der nächsten 2 - 3 Wochen.", date(2026, 9, 30)),
        ("Nous reviendrons vers vous d'ici fin du mois.", date(2026, 9, 30)),
        ("Nous reviendrons vers vous d'ici la fin du mois.", date(2026, 9, 30)),
        ("Nous reviendrons vers vous d’ici fin septembre.", date(2026, 9, 30)),
        ("Nous vous répondrons d'ici la fin de la semaine.", date(2026, 9, 11)),
        ("Nous vous répondrons d'ici la fin de la semaine prochaine.", date(2026, 9, 18)),
        ("Nous vous répondrons courant octobre.", date(2026, 10, 31)),
        ("Nous vous répondrons au cours du mois d'octobre.", date(2026, 10, 31)),
        ("Nous vous répondrons dans les 3 semaines.", date(2026, 9, 30)),
        ("Nous vous répondrons dans un délai de trois semaines.", date(2026, 9, 30)),
        ("Nous vous répondrons sous 8 à 10 jours.", date(2026, 9, 19)),
        ("Nous vous répondrons sous huitaine.", date(2026, 9, 17)),
        ("Nous vous répondrons sous une quinzaine de jours.", date(2026, 9, 24)),
        ("Nous vous répondrons avant le 1er octobre.", date(2026, 10, 1)),
        ("Nous vous répondrons au plus tard le 25/09.", date(2026, 9, 25)),
        ("Nous vous répondrons la semaine du 21 septembre.", date(2026, 9, 25)),
        ("U hoort vóór 1 oktober van ons.", date(2026, 10, 1)),
        ("U hoort uiterlijk 1 oktober van ons.", date(2026, 10, 1)),
        ("Je hoort voor het einde van de maand van ons.", date(2026, 9, 30)),
        ("Je hoort in de loop van volgende week van ons.", date(2026, 9, 18)),
        ("Je hoort eind volgende week van ons.", date(2026, 9, 18)),
        ("Je hoort aan het einde van deze week van ons.", date(2026, 9, 11)),
        ("Je hoort binnen 2 à 3 weken van ons.", date(2026, 9, 30)),
        ("We nemen in de loop van oktober contact met je op.", date(2026, 10, 31)),
        ("We reageren binnen een paar dagen.", date(2026, 9, 12)),
        ("We reageren in week 40.", date(2026, 10, 2)),
        ("Le responderemos a lo largo de la semana que viene.", date(2026, 9, 18)),
        ("Le responderemos a lo largo de la próxima semana.", date(2026, 9, 18)),
        ("Le responderemos antes de fin de mes.", date(2026, 9, 30)),
        ("Le responderemos a finales de mes.", date(2026, 9, 30)),
        ("Le responderemos a finales de octubre.", date(2026, 10, 31)),
        ("Le responderemos antes del 1 de octubre.", date(2026, 10, 1)),
        ("Le responderemos en un plazo de 15 días.", date(2026, 9, 24)),
        ("Le responderemos en un plazo máximo de quince días hábiles.", date(2026, 9, 30)),
        ("Le responderemos durante el mes de octubre.", date(2026, 10, 31)),
        ("Le responderemos en el transcurso de octubre.", date(2026, 10, 31)),
        ("Le responderemos en las próximas dos semanas.", date(2026, 9, 23)),
        ("Le responderemos en 2 o 3 semanas.", date(2026, 9, 30)),
        ("Le responderemos esta semana.", date(2026, 9, 11)),
        ("Le risponderemo entro il 15.", date(2026, 9, 15)),
        ("Le risponderemo entro il 15 ottobre.", date(2026, 10, 15)),
        ("Le risponderemo entro fine mese.", date(2026, 9, 30)),
        ("Le risponderemo entro la fine del mese.", date(2026, 9, 30)),
        ("Le risponderemo entro la fine della settimana.", date(2026, 9, 11)),
        ("Le risponderemo nel corso della prossima settimana.", date(2026, 9, 18)),
        ("Le risponderemo nel corso di ottobre.", date(2026, 10, 31)),
        ("Le risponderemo entro la metà di ottobre.", date(2026, 10, 15)),
        ("Le risponderemo nelle prossime due settimane.", date(2026, 9, 23)),
        ("Le risponderemo entro 10 giorni.", date(2026, 9, 19)),
        ("Le risponderemo nel giro di due settimane.", date(2026, 9, 23)),
        ("Le risponderemo entro una decina di giorni.", date(2026, 9, 19)),
        ("Daremos uma resposta até ao final do mês.", date(2026, 9, 30)),
        ("Daremos uma resposta até o final do mês.", date(2026, 9, 30)),
        ("Daremos uma resposta até ao fim de setembro.", date(2026, 9, 30)),
        ("Daremos uma resposta até ao fim da próxima semana.", date(2026, 9, 18)),
        ("Daremos uma resposta ao longo da próxima semana.", date(2026, 9, 18)),
        ("Daremos uma resposta durante o mês de outubro.", date(2026, 10, 31)),
        ("Daremos uma resposta no decorrer de outubro.", date(2026, 10, 31)),
        ("Daremos uma resposta no prazo de 15 dias.", date(2026, 9, 24)),
        ("Daremos uma resposta nas próximas duas semanas.", date(2026, 9, 23)),
        ("Daremos uma resposta até 30/09/2026.", date(2026, 9, 30)),
        ("Daremos uma resposta na semana de 21 de setembro.", date(2026, 9, 25)),
        ("Daremos uma resposta antes do dia 1 de outubro.", date(2026, 10, 1)),
        ("Sie hören im Laufe des Monats Oktober von uns.", date(2026, 10, 31)),
        ("Eine Entscheidung treffen wir voraussichtlich Mitte nächster Woche.", date(2026, 9, 18)),
        ("Wir kommen spätestens Ende nächster Woche auf Sie zu.", date(2026, 9, 18)),
        ("Rechnen Sie mit einer Rückmeldung in ca. 2-3 Wochen.", date(2026, 9, 30)),
        ("Rechnen Sie mit einer Rückmeldung in etwa zwei, spätestens drei Wochen.", date(2026, 9, 30)),
        ("Wir lassen Sie bis zum 15. wissen, wie es weitergeht.", date(2026, 9, 15)),
        ("Wir kommen bis Ende des Jahres auf Sie zurück.", date(2026, 12, 31)),
        ("Unser Auswahlverfahren dauert bis zu sechs Wochen.", date(2026, 10, 21)),
        ("Between 14 September and 2 October we will let you know our decision.", date(2026, 10, 2)),
        ("You will hear from us from 14 to 25 September.", date(2026, 9, 25)),
        ("Wir melden uns zwischen dem 14. und 25. September.", date(2026, 9, 25)),
        ("Wir melden uns vom 14.09. bis 25.09.2026 bei Ihnen.", date(2026, 9, 25)),
        ("You'll hear from us within the next 5-7 business days.", date(2026, 9, 18)),
        ("Allow up to four weeks for a response.", date(2026, 10, 7)),
        ("Please allow up to four weeks for a response.", date(2026, 10, 7)),
        ("Please allow 10 working days for us to review your application.", date(2026, 9, 23)),
        ("Bitte haben Sie etwa drei Wochen Geduld.", date(2026, 9, 30)),
        ("Merci de patienter, nous vous répondrons sous trois semaines.", date(2026, 9, 30)),
        ("Nous vous ferons un retour d'ici 15 jours.", date(2026, 9, 24)),
        ("Une réponse vous sera donnée sous un mois.", date(2026, 10, 9)),
        ("Nous vous recontacterons dans le courant de la semaine prochaine.", date(2026, 9, 18)),
        ("Nous vous recontacterons début octobre.", date(2026, 10, 10)),
        ("Nous prendrons contact avec vous dans la deuxième quinzaine d'octobre.", date(2026, 10, 31)),
        ("U ontvangt uiterlijk over twee weken bericht.", date(2026, 9, 23)),
        ("Wij streven ernaar om binnen tien werkdagen te reageren.", date(2026, 9, 23)),
        ("Je hoort half oktober van ons.", date(2026, 10, 15)),
        ("Wij komen voor het eind van de maand bij u terug.", date(2026, 9, 30)),
        ("Je hoort vóór de 15e van ons.", date(2026, 9, 15)),
        ("Nos pondremos en contacto contigo en las próximas 2-3 semanas.", date(2026, 9, 30)),
        ("Recibirás noticias nuestras a principios de octubre.", date(2026, 10, 10)),
        ("Le comunicaremos la decisión antes del día 15.", date(2026, 9, 15)),
        ("La decisión se tomará en la segunda quincena de octubre.", date(2026, 10, 31)),
        ("Ti faremo sapere entro la settimana prossima.", date(2026, 9, 18)),
        ("Ti faremo sapere entro venerdì 18 settembre.", date(2026, 9, 18)),
        ("Receberá uma resposta nossa em 2 a 3 semanas.", date(2026, 9, 30)),
        ("Entraremos em contacto até ao dia 15.", date(2026, 9, 15)),
        ("Retornaremos em até 30 dias.", date(2026, 10, 9)),
        ("We will inform you by 3 October 2026, not later.", date(2026, 10, 3)),
        ("We will get back to you on or before September 30.", date(2026, 9, 30)),
        ("We will reply within 2 weeks of 1 October.", date(2026, 10, 1)),
        ("You will hear from us the week after next.", date(2026, 9, 25)),
        ("Wir melden uns übernächste Woche.", date(2026, 9, 25)),
        ("Nous vous répondrons dans quinze jours ouvrables.", date(2026, 9, 30)),
    ],
)
def test_a_timeline_is_read_in_the_words_of_those_who_write_it(text: str, day: date) -> None:
    assert _answer_by(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "We will get back to you in the coming weeks.",
        "If you are shortlisted, you will hear from us within two weeks.",
        "Should we wish to proceed, we will contact you within 10 days.",
        "Falls Sie in die engere Wahl kommen, melden wir uns binnen zwei Wochen.",
        "Si votre profil est retenu, nous vous contacterons sous quinze jours.",
        "Si su perfil encaja, le contactaremos en dos semanas.",
        "Mocht je geselecteerd zijn, dan hoor je binnen twee weken van ons.",
        "Se il suo profilo è in linea, la contatteremo entro due settimane.",
        "Caso o seu perfil corresponda, entraremos em contacto dentro de duas semanas.",
        "We received your answer of 3 September.",
        "Our feedback survey takes two minutes.",
        "We have been answering calls for 20 years.",
        "Only shortlisted candidates will be contacted within two weeks.",
        "Candidates who are successful will be contacted within 3 weeks.",
        "Wenn Sie bis zum 30. September nichts von uns hören, ist die Stelle vergeben.",
        "Le daremo un riscontro entro l'anno.",
        "Le daremo un riscontro nelle prossime settimane.",
        "We reply 24/7.",
        "Our answer rate is 9/10.",
        "We will respond by 5 pm.",
        "We will respond by 10.30 tomorrow.",
        "You can reach us until 17 Uhr.",
        "We answered 15 of 20 applicants.",
        "Wir antworten Ihnen bis 17 Uhr.",
        "Decisions are made by a panel of 3.",
        "Because of the volume, it may take us a while to respond.",
        "We will contact you in Q4.",
        "Wir melden uns nach den Ferien.",
    ],
)
def test_a_condition_an_hour_or_a_number_is_no_timeline(text: str) -> None:
    assert _answer_by(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Bitte bearbeiten Sie den Test innerhalb von fünf Tagen.", date(2026, 9, 14)),
        ("Sie haben bis zum 18. September Zeit, die Fragen zu beantworten.", date(2026, 9, 18)),
        ("You have until 18 September to answer the questions.", date(2026, 9, 18)),
        ("Please submit it to us by the 20th.", date(2026, 9, 20)),
        ("Le test reste disponible jusqu'au 18 septembre.", date(2026, 9, 18)),
        ("Vous avez jusqu'au 18 septembre pour répondre au test.", date(2026, 9, 18)),
        ("Tiene hasta el 18 de septiembre para responder a la prueba.", date(2026, 9, 18)),
        ("Je hebt tot 18 september om de vragen te beantwoorden.", date(2026, 9, 18)),
        ("Ha tempo fino al 18 settembre per rispondere al test.", date(2026, 9, 18)),
        ("Você tem até o dia 18 para responder ao teste.", date(2026, 9, 18)),
    ],
)
def test_the_deadline_of_a_test_is_no_timeline_in_any_language(text: str, day: date) -> None:
    assert answer_by(_plain(text), WRITTEN, Workdays(), Label.ASSESSMENT) is None
    assert deadline(_plain(text), WRITTEN, Workdays(), Label.ASSESSMENT) == day


def test_the_answer_to_an_offer_is_due_on_the_day_of_the_month_it_names() -> None:
    """Once "give us your answer by the 30th" had no deadline."""
    text = ["Pray on it and give us your answer by the 30th."]
    assert deadline(text, WRITTEN, Workdays(), Label.OFFER) == date(2026, 9, 30)
    assert answer_by(text, WRITTEN, Workdays(), Label.OFFER) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(2026, 9, 15), date(2026, 9, 15)),
        (date(2026, 9, 16), date(2026, 10, 15)),
        (date(2026, 12, 20), date(2027, 1, 15)),
    ],
)
def test_a_day_without_a_month_is_the_next_such_day(written: date, day: date) -> None:
    assert answer_by(["Le risponderemo entro il 15."], written, Workdays()) == day


def test_the_31st_of_a_short_month_is_no_day() -> None:
    assert answer_by(["We will reply by the 31st."], date(2028, 2, 10), Workdays()) == date(2028, 3, 31)
    assert answer_by(["We will reply by the 29th."], date(2028, 2, 10), Workdays()) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("written", "day"), [(date(2028, 1, 31), date(2028, 2, 29)), (date(2026, 12, 31), date(2027, 1, 31))]
)
def test_the_next_month_ends_with_its_last_day(written: date, day: date) -> None:
    assert answer_by(["Wir melden uns nächsten Monat."], written, Workdays()) == day
