"""Everything a mail says, gathered: a sent mail and a received one say different things."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.facts.gather import facts_of
from inbox_watch.records import (
    Address,
    Attachment,
    Authentication,
    CalendarEvent,
    Detail,
    Facts,
    SentKind,
)
from tests.facts.mails import BERLIN, letter, mail

NOON = datetime(2026, 6, 10, 10, tzinfo=UTC)


def said(text: str, detail: Detail = Detail.ACKNOWLEDGEMENT, sender: str = "anna@acme.example") -> Facts:
    return facts_of(mail(text, sender=sender), detail, BERLIN)


def test_a_receipt_says_who_which_role_and_by_when() -> None:
    text = "Thank you for your application for the Network Planner position at Acme Freight (Ref. R-5512).\n"
    found = said(text + "We will get back to you within two weeks.")
    assert found.employers[0].name == "Acme Freight"
    assert (found.role, found.job_ids) == ("Network Planner", ("R-5512",))
    assert found.answer_by == date(2026, 6, 17)
    assert found.contacts == (Address("", "anna@acme.example"),)
    assert (found.sent_kind, found.platform, found.platform_kind) == (None, "", "")


def test_mail_of_both_sides_tells_its_language() -> None:
    assert said("Vielen Dank für Ihre Bewerbung, wir melden uns bei Ihnen.").language == "de"
    sent = letter("Dear team, please find my CV attached. I would like to work with you.")
    assert facts_of(sent, Detail.NOT_JOB, BERLIN).language == "en"


def test_a_timeline_under_a_condition_is_none() -> None:
    assert said("If you are selected, we will get back to you within two weeks.").answer_by is None


@pytest.mark.parametrize(
    ("sender", "platform", "kind"),
    [
        ("no-reply@us.greenhouse-mail.io", "Greenhouse", "ats"),
        ("jobs-noreply@linkedin.com", "LinkedIn", "job_board"),
        ("anna@staffing-people.example", "", "agency"),
        ("anna@acme.example", "", ""),
    ],
)
def test_the_kind_of_sender_is_known(sender: str, platform: str, kind: str) -> None:
    found = said("Hello", sender=sender)
    assert (found.platform, found.platform_kind) == (platform, kind)


@pytest.mark.parametrize("sender", ["noreply@acme.example", "anna@us.greenhouse-mail.io"])
def test_a_machine_and_a_platform_are_no_contacts(sender: str) -> None:
    assert said("Hello", sender=sender).contacts == ()


def test_who_is_named_to_be_answered_comes_before_who_wrote_and_once() -> None:
    petra, anna = Address("Petra", "petra@acme.example"), Address("", "anna@acme.example")
    message = replace(mail("Hello"), reply_to=(petra, anna))
    assert facts_of(message, Detail.HUMAN_REPLY, BERLIN).contacts == (petra, anna)


def test_an_absence_has_a_return_and_no_timeline() -> None:
    found = said("I am away from 3 to 14 August and answer mail by 17 August.", Detail.OUT_OF_OFFICE)
    assert (found.return_on, found.answer_by) == (date(2026, 8, 17), None)


def test_a_calendar_event_gives_the_hour_whatever_the_text_says() -> None:
    event = CalendarEvent("REQUEST", "u" * 300, 0, "Interview", "", NOON, None)
    invited = facts_of(replace(mail("Is 11 June fine?"), event=event), Detail.INTERVIEW_INVITE, BERLIN)
    assert (invited.event_on, invited.event_has_time, invited.offered_on) == (NOON, True, ())
    assert len(invited.event_uid) == 200


def test_a_talk_has_the_hour_its_mail_writes_and_else_stands_at_the_noon_of_its_day() -> None:
    bare = said("Come on 10 June.", Detail.INTERVIEW_INVITE)
    assert (bare.event_on, bare.event_has_time) == (NOON, False)
    written = said("Come on 10 June at 12:00.", Detail.INTERVIEW_INVITE)
    assert (written.event_on, written.event_has_time) == (NOON, True)
    assert said("Come on 10 June.", Detail.HUMAN_REPLY).event_on is None


def test_offered_days_are_no_day_of_a_talk() -> None:
    found = said("Would 10 or 11 June suit you?", Detail.INTERVIEW_INVITE)
    assert (found.event_on, found.offered_on) == (None, (date(2026, 6, 10), date(2026, 6, 11)))
    assert said("Would 10 or 11 June suit you?", Detail.HUMAN_REPLY).offered_on == ()


def test_a_cancellation_names_no_day_of_a_talk() -> None:
    assert said("Our talk on 10 June cannot take place.", Detail.INTERVIEW_CANCELLED).event_on is None


def test_the_day_to_act_by_is_the_users() -> None:
    found = said("Please complete the test by 12 June.", Detail.ASSESSMENT)
    assert found.deadline == date(2026, 6, 12)


def test_a_pause_ends_on_the_day_it_names() -> None:
    found = said("The position is on hold until 1 September.", Detail.POSITION_CLOSED)
    assert (found.on_hold, found.answer_by) == (True, date(2026, 9, 1))


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Only shortlisted candidates will be contacted.", "no_reply_policy"),
        ("No phone calls please.", "no_calls"),
        ("Please refrain from enquiries.", "no_contact"),
        ("Wir bitten, von Rückfragen abzusehen.", "no_contact"),
        ("You have completed the test.", "completed"),
    ],
)
def test_plain_facts_are_flags(text: str, flag: str) -> None:
    flags = ("no_reply_policy", "no_calls", "no_contact", "completed", "on_hold")
    found = said(text)
    assert [name for name in flags if getattr(found, name)] == [flag]


@pytest.mark.parametrize(
    "text",
    [
        "Please refrain from telephone enquiries.",
        "Please do not contact us by phone.",
        "Wir bitten, von telefonischen Rückfragen abzusehen.",
        "Bitte sehen Sie von telefonischen Nachfragen ab.",
        "Merci de ne pas nous relancer par téléphone.",
        "Rogamos no contactar por teléfono.",
        "Gelieve niet telefonisch contact op te nemen.",
        "Si prega di non contattare telefonicamente.",
        "Por favor, não contacte por telefone.",
    ],
)
def test_who_forbids_calls_may_be_written_to(text: str) -> None:
    """SR17: a call is forbidden and a mail is not, in seven languages."""
    found = said(text)
    assert (found.no_calls, found.no_contact) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Please refrain from enquiries.",
        "Please do not contact us by phone or by mail.",
        "Wir bitten, von telefonischen und schriftlichen Rückfragen abzusehen.",
        "Wir bitten, von Rückfragen abzusehen.",
        "Merci de ne pas nous relancer.",
        "Merci de ne pas nous relancer par téléphone ou par courriel.",
        "Rogamos no contactar con nosotros.",
        "Gelieve geen contact op te nemen.",
        "Si prega di non contattare gli uffici.",
        "Por favor, não contacte a equipa.",
        "No phone calls, please. Please refrain from enquiries.",
    ],
)
def test_who_forbids_any_enquiry_is_not_written_to(text: str) -> None:
    """SR17: what is forbidden in every way is no mere ban of calls."""
    assert said(text).no_contact


SILENCE = [
    "If you have not heard from us within four weeks, please consider your application unsuccessful.",
    "Please assume that we have chosen others if you do not hear from us within four weeks.",
    "Sollten Sie innerhalb von vier Wochen nichts von uns hören, betrachten Sie Ihre Bewerbung als abgelehnt.",
    "Sans réponse de notre part sous quatre semaines, veuillez considérer que votre candidature n'est pas retenue.",
    "Si en cuatro semanas no ha recibido noticias nuestras, considere que su candidatura no ha sido seleccionada.",
    "Als u binnen vier weken niets van ons hoort, kunt u ervan uitgaan dat u niet geselecteerd bent.",
    "Se entro quattro settimane non ha ricevuto un riscontro, consideri l'esito negativo.",
    "Caso não receba resposta dentro de quatro semanas, considere que a sua candidatura não foi selecionada.",
]


def test_silence_is_an_answer_from_a_german_date_on() -> None:
    found = said("Sollten Sie bis zum 30. Juni nichts von uns hören, betrachten Sie das bitte als Absage.")
    assert (found.no_reply_policy, found.expected_after) == (True, date(2026, 6, 30))


@pytest.mark.parametrize("text", SILENCE)
def test_where_silence_is_their_answer_it_is_expected_from_a_day_on(text: str) -> None:
    """SR53: the flag and the day after which nothing more is to be expected, in seven languages."""
    found = said(f"Thank you for your application.\n{text}")
    assert (found.no_reply_policy, found.expected_after) == (True, date(2026, 7, 1))
    assert found.answer_by is None


def test_a_promise_to_answer_stands_beside_the_day_of_silence() -> None:
    """SR53: what they say they will do is their timeline, and the other is none."""
    found = said(f"We will get back to you within two weeks. {SILENCE[0]}")
    assert (found.answer_by, found.expected_after) == (date(2026, 6, 17), date(2026, 7, 1))


@pytest.mark.parametrize(
    "text",
    [
        "If you have not received the form within four weeks, please write to us.",
        "Wenn Sie innerhalb von vier Wochen keine Zugangsdaten haben, rufen Sie uns an.",
    ],
)
def test_a_condition_about_something_else_says_nothing_of_silence(text: str) -> None:
    """SR53: only where not to hear from them is said to mean a refusal."""
    found = said(text)
    assert (found.no_reply_policy, found.expected_after) == (False, None)


def test_signs_of_fraud_are_named() -> None:
    text = "Write to us on Telegram to continue. Send us a copy of your passport. Please pay the processing fee."
    doubted = replace(mail(text), authentication=Authentication(passed=False, failed=True))
    kinds = {sign.kind for sign in facts_of(doubted, Detail.OFFER, BERLIN).signs}
    assert kinds == {"failing", "chat_app", "identity", "money"}
    assert said("Thank you for your application.").signs == ()


def test_a_sent_application_names_employer_role_and_promise() -> None:
    text = "I would like to apply for the Network Planner position at Acme Freight. I will call you on 12 June."
    message = replace(letter(text), attachments=(Attachment("cv.pdf", "application/pdf", 1),))
    found = facts_of(message, Detail.NOT_JOB, BERLIN)
    assert found.sent_kind is SentKind.APPLICATION
    assert (found.employers[0].name, found.role) == ("Acme Freight", "Network Planner")
    assert (found.promised_on, found.promised_call) == (date(2026, 6, 12), True)
    assert found.contacts == (Address("", "jobs@acme.example"),)
    assert found.text_sha256 != ""


def test_a_sent_application_names_its_reader_and_who_recommended_the_user() -> None:
    message = letter("Dear Ms Petra Lindhof,\n\nHanna Jo suggested that I apply. I would like to apply for the job.")
    found = facts_of(message, Detail.NOT_JOB, BERLIN)
    assert (found.sent_kind, found.addressed_to) == (SentKind.APPLICATION, "Petra Lindhof")
    assert found.referred_by == "Hanna Jo"


@pytest.mark.parametrize(
    ("text", "speculative"),
    [
        ("Speculative application. I would like to apply for work in your yard.", True),
        ("I would like to apply, although I know that you are not advertising at present.", True),
        ("Initiativbewerbung: ich bewerbe mich bei Ihnen als Planer.", True),
        ("Ich bewerbe mich bei Ihnen, auch wenn derzeit keine Stelle ausgeschrieben ist.", True),
        ("Je vous adresse ma candidature spontanée.", True),
        ("Presento mi candidatura espontánea. Adjunto mi currículum.", True),
        ("Hierbij mijn open sollicitatie. Mijn cv zit in de bijlage.", True),
        ("Invio la mia candidatura spontanea. Allego il mio curriculum.", True),
        ("Envio a minha candidatura espontânea. Segue em anexo o meu currículo.", True),
        ("Do you need any hands in the yard this summer? My CV is attached.", True),
        ("Ich suche Arbeit im Lager und kann ab Montag anfangen.", True),
        ("Bonjour, je cherche un emploi de carrossier, cv en pièce jointe.", True),
        ("Hola, busco trabajo de ayudante de cocina. Adjunto mi currículum.", True),
        ("Goedendag, ik zoek werk als dakdekker. Mijn cv zit in de bijlage.", True),
        ("Buonasera, cerco lavoro anche part time. Allego il mio curriculum.", True),
        ("Bom dia, procuro trabalho em limpeza. Currículo em anexo.", True),
        ("I saw your card: do you need any hands in the yard this summer?", False),
        ("Ich habe Ihre Anzeige gelesen und suche Arbeit im Lager.", False),
        ("I would like to apply for the Planner position that you advertise.", False),
        ("Ich bewerbe mich auf Ihre Anzeige als Planer.", False),
        ("Speculative application, as your advert says (Ref. R-5512): I would like to apply.", False),
    ],
)
def test_a_letter_that_answers_no_advert_is_speculative(text: str, speculative: bool) -> None:
    """SR28: in seven languages; whoever names the number of a job answers an advert."""
    message = replace(letter(text), attachments=(Attachment("cv.pdf", "application/pdf", 1),))
    found = facts_of(message, Detail.NOT_JOB, BERLIN)
    assert (found.sent_kind, found.speculative) == (SentKind.APPLICATION, speculative)


@pytest.mark.parametrize(
    ("words", "files", "has_letter"),
    [
        (12, ["cv.pdf"], False),
        (80, ["cv.pdf"], False),
        (81, ["cv.pdf"], True),
        (12, ["cv.pdf", "certificates.pdf"], True),
        (12, ["cv.pdf", "photo.jpg"], False),
        (12, ["Bewerbung_Falkenried.pdf"], True),
        (12, ["anschreiben.pdf"], True),
        (12, [], False),
    ],
)
def test_a_letter_goes_with_an_application_or_does_not(words: int, files: list[str], has_letter: bool) -> None:
    """SR30: more than 80 words, a second document, or a file that is called one."""
    text = "I would like to apply for the job." + " word" * (words - 8)
    message = replace(letter(text), attachments=tuple(Attachment(name, "application/pdf", 9) for name in files))
    assert facts_of(message, Detail.NOT_JOB, BERLIN).has_letter is has_letter


def test_of_other_mail_nobody_asks_whether_a_letter_went_along() -> None:
    """SR30: neither a follow-up nor a receipt is an application."""
    assert facts_of(letter("I am following up on my application."), Detail.NOT_JOB, BERLIN).has_letter is None
    assert said("Thank you for your speculative application.").has_letter is None
    assert not said("Thank you for your speculative application.").speculative


def test_a_promise_counts_from_the_day_at_the_users_place() -> None:
    """Half past midnight on Thursday in Berlin is still Wednesday in UTC."""
    late = replace(letter("I will call you tomorrow."), date=datetime(2026, 6, 3, 22, 30, tzinfo=UTC))
    assert facts_of(late, Detail.NOT_JOB, BERLIN).promised_on == date(2026, 6, 5)


def test_a_letter_to_each_employer_by_name_is_the_same_letter() -> None:
    text = "Dear {reader},\n\nI would be glad to bring nine years of planning to {firm}, and to start in July."
    mails = [
        letter(text.format(reader="Ms Weiss", firm="Lindhof Labs"), to="weiss@lindhof-labs.example"),
        letter(text.format(reader="hiring team", firm="Kestrel"), to="jobs@kestrel.example"),
        letter(text.format(reader="Mr Tom Brack", firm="Altwerft GmbH"), to="tom@altwerft.example"),
    ]
    assert len({facts_of(mail, Detail.NOT_JOB, BERLIN).text_sha256 for mail in mails}) == 1


def test_the_day_of_a_mail_is_the_users_day() -> None:
    """Half past midnight in Berlin is still the day before in UTC."""
    late = replace(mail("We will answer within 2 days."), date=datetime(2026, 6, 3, 22, 30, tzinfo=UTC))
    assert facts_of(late, Detail.ACKNOWLEDGEMENT, BERLIN).answer_by == date(2026, 6, 6)


@given(st.text(max_size=300), st.text(max_size=60), st.sampled_from(Detail))
@settings(deadline=None)
def test_any_mail_has_facts_of_modest_size(text: str, subject: str, detail: Detail) -> None:
    for message in (mail(text, subject=subject), letter(text, subject=subject)):
        found = facts_of(message, detail, BERLIN)
        assert len(found.contacts) <= 3
        assert found.event_on is None or found.event_on.tzinfo is UTC
