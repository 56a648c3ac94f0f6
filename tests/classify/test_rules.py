from datetime import UTC, datetime

import pytest

from inbox_watch.classify.rules import by_machine, by_structure
from inbox_watch.records import Address, AutomaticMark, CalendarEvent, DeliveryStatus, Detail
from tests.support.messages import message

AUTO_REPLIED = (AutomaticMark("Auto-Submitted", "auto-replied", "absence"),)
TALK = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def event(method: str, summary: str, sequence: int = 0) -> CalendarEvent:
    return CalendarEvent(method, "talk@lindhof.example", sequence, summary, "petra@lindhof.example", TALK, None)


@pytest.mark.parametrize(
    ("action", "detail"), [("failed", Detail.DELIVERY_FAILURE), ("delayed", Detail.DELIVERY_DELAY)]
)
def test_a_delivery_report_decides_by_its_action(action: str, detail: Detail) -> None:
    verdict = by_structure(message(delivery=DeliveryStatus(action, ("jobs@lindhof.example",), ("5.1.1",), None)))
    assert verdict is not None
    assert (verdict.detail, verdict.unsure, verdict.judged_by) == (detail, False, "rule:delivery-report")


def test_a_disposition_notification_is_a_read_receipt() -> None:
    verdict = by_structure(message(disposition=True))
    assert verdict is not None
    assert verdict.detail is Detail.READ_RECEIPT


@pytest.mark.parametrize("subject", ["Gelesen: Bewerbung als Planerin", "Read: Application", "Lu : Candidature"])
def test_a_read_receipt_without_a_report_is_known_by_its_subject(subject: str) -> None:
    verdict = by_structure(message(subject=subject))
    assert verdict is not None
    assert verdict.detail is Detail.READ_RECEIPT


@pytest.mark.parametrize(
    ("invitation", "detail"),
    [
        (event("REQUEST", "Interview Runa"), Detail.INTERVIEW_SCHEDULED),
        (event("REQUEST", "Vorstellungsgespräch", 2), Detail.INTERVIEW_RESCHEDULE),
        (event("CANCEL", "Interview Runa"), Detail.INTERVIEW_CANCELLED),
        (event("COUNTER", "Entretien"), Detail.INTERVIEW_RESCHEDULE),
    ],
)
def test_a_calendar_event_that_speaks_of_an_interview_decides(invitation: CalendarEvent, detail: Detail) -> None:
    verdict = by_structure(message(event=invitation))
    assert verdict is not None
    assert verdict.detail is detail


def test_a_choir_rehearsal_is_no_interview() -> None:
    assert by_structure(message(event=event("REQUEST", "Chorprobe"), subject="Probe am Freitag")) is None


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Automatische Antwort: Bewerbung", "Ich bin im Urlaub und ab dem 13. April wieder erreichbar."),
        ("Out of office", "I am out of the office until Monday."),
        ("Réponse automatique : Candidature", "Je suis absente jusqu'au 3 mai."),
        ("Automatisch antwoord: Sollicitatie", "Ik ben op vakantie en ben ik er weer op maandag."),
    ],
)
def test_an_automatic_answer_with_words_of_absence_is_an_absence_note(subject: str, text: str) -> None:
    verdict = by_structure(message(subject=subject, text=text, marks=AUTO_REPLIED))
    assert verdict is not None
    assert verdict.detail is Detail.OUT_OF_OFFICE


def test_an_automatic_answer_that_speaks_of_the_application_is_a_receipt() -> None:
    verdict = by_structure(
        message(
            subject="Automatic reply: Application as planner",
            text="Hello, we have received your application. Our team reads it in the order in which it came.",
            marks=AUTO_REPLIED,
        )
    )
    assert verdict is not None
    assert verdict.detail is Detail.ACKNOWLEDGEMENT


OF_ANY_HOUSE = "The desk answers by itself: your lines are here. Buyers come to the shed, applicants hear from Tilda."


def test_what_a_machine_answers_to_a_letter_is_a_receipt_in_any_words() -> None:
    verdict = by_machine(message(text=OF_ANY_HOUSE, marks=AUTO_REPLIED, in_reply_to=("<letter@runa.example>",)))
    assert verdict is not None
    assert (verdict.detail, verdict.unsure) == (Detail.ACKNOWLEDGEMENT, False)
    assert by_structure(message(text=OF_ANY_HOUSE, marks=AUTO_REPLIED)) is None


@pytest.mark.parametrize(
    ("text", "marks", "in_reply_to"),
    [
        (OF_ANY_HOUSE, (), ("<letter@runa.example>",)),
        (OF_ANY_HOUSE, AUTO_REPLIED, ()),
        ("The desk answers by itself: your lines are with us.", AUTO_REPLIED, ("<letter@runa.example>",)),
        (f"{OF_ANY_HOUSE} I am on holiday until Monday.", AUTO_REPLIED, ("<letter@runa.example>",)),
        (f"{OF_ANY_HOUSE} The position has been filled.", AUTO_REPLIED, ("<letter@runa.example>",)),
        (f"{OF_ANY_HOUSE} Your loan is on its way.", AUTO_REPLIED, ("<letter@runa.example>",)),
    ],
    ids=["by a person", "to no letter", "about no application", "absent", "decided", "another matter"],
)
def test_a_machine_that_may_say_more_gives_no_receipt(
    text: str, marks: tuple[AutomaticMark, ...], in_reply_to: tuple[str, ...]
) -> None:
    assert by_machine(message(text=text, marks=marks, in_reply_to=in_reply_to)) is None


def test_a_person_who_mentions_a_holiday_is_no_absence_note() -> None:
    assert by_structure(message(subject="Your application", text="I was on holiday, sorry for the wait.")) is None


@pytest.mark.parametrize(
    ("sender", "subject", "detail"),
    [
        ("jobs-noreply@linkedin.com", "Runa, your application was sent to Kestrel Works", Detail.APPLICATION_SENT),
        ("jobs-noreply@linkedin.com", "Kestrel Works viewed your application", Detail.APPLICATION_VIEWED),
        ("indeedapply@indeed.com", "Indeed Application: Planner", Detail.APPLICATION_SENT),
        ("no-reply@us.greenhouse-jobs.com", "New jobs at Kestrel Works", Detail.JOB_ALERT),
    ],
)
def test_a_fixed_template_of_a_board_decides(sender: str, subject: str, detail: Detail) -> None:
    verdict = by_structure(message(from_=Address("", sender), subject=subject))
    assert verdict is not None
    assert verdict.detail is detail


def test_the_same_subject_from_anybody_else_decides_nothing() -> None:
    assert by_structure(message(subject="Runa, your application was sent to Kestrel Works")) is None


def test_an_ordinary_letter_is_left_to_the_words() -> None:
    assert by_structure(message(subject="Hello", text="How are you?")) is None
