"""Who asks to be left in peace, by mail or by telephone, in seven languages."""

from __future__ import annotations

import pytest

from inbox_watch.facts.gather import facts_of
from inbox_watch.records import Detail, Facts
from tests.facts.mails import BERLIN, mail


def said(text: str) -> Facts:
    return facts_of(mail(text), Detail.ACKNOWLEDGEMENT, BERLIN)


@pytest.mark.parametrize(
    "text",
    [
        "We cannot answer questions about where single applications stand.",
        "We are unable to answer questions about where individual applications stand.",
        "We ask you not to enquire while the panel is reading.",
        "Please do not ask about the status of your application.",
        "There is no need to follow up: we write to everybody.",
        "Bitte sehen Sie von Rückfragen zum Stand der Dinge ab.",
        "Bitte sehen Sie daher von Nachfragen ab.",
        "Wir bitten Sie, in dieser Zeit nicht nachzufragen.",
        "Bitte fragen Sie nicht nach, wir schreiben allen.",
        "Nachfragen sind nicht nötig, wir schreiben von selbst.",
        "Rückfragen zum Stand können wir nicht beantworten.",
        "Merci de ne pas nous demander où en est le dossier.",
        "Il est inutile de nous relancer.",
        "Nous ne pouvons pas répondre aux questions sur l'avancement.",
        "No es necesario que pregunte por el estado.",
        "No podemos atender consultas sobre el estado del proceso.",
        "Le rogamos que no pregunte por el resultado.",
        "U hoeft niet te informeren hoe het ermee staat.",
        "Wij kunnen helaas geen vragen over de voortgang beantwoorden.",
        "Non è necessario chiedere notizie.",
        "Non possiamo rispondere a domande sullo stato della candidatura.",
        "Não é necessário perguntar pelo resultado.",
        "Não podemos responder a perguntas sobre o andamento.",
    ],
)
def test_who_wants_no_enquiry_is_left_in_peace(text: str) -> None:
    found = said(text)
    assert (found.no_contact, found.no_reply_policy) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "We cannot give any information on your application by telephone.",
        "Bitte haben Sie Verständnis, dass wir telefonische Auskünfte zum Stand nicht geben können.",
        "Am Telefon können wir leider keine Auskunft geben.",
        "Wir bitten, von telefonischen Rückfragen abzusehen.",
        "Nous ne donnons aucune information par téléphone.",
        "No facilitamos información por teléfono.",
        "Telefonisch geven wij geen informatie.",
        "Non forniamo informazioni telefoniche.",
        "Não prestamos informações por telefone.",
    ],
)
def test_who_tells_nothing_by_telephone_may_be_written_to(text: str) -> None:
    found = said(text)
    assert (found.no_calls, found.no_contact) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Please do not reply to this mail.",
        "This mail comes from a no-reply address; nobody reads it.",
        "Diese Mail wurde automatisch erzeugt, bitte antworten Sie nicht darauf.",
        "You do not need to do anything.",
        "Do not hesitate to contact us.",
        "We cannot answer questions about your order here.",
        "Bei Rückfragen sind wir gern für Sie da.",
        "Bitte fragen Sie nach, wenn etwas unklar ist.",
        "Nachfragen sind jederzeit willkommen.",
        "Weitere Unterlagen sind nicht nötig.",
        "Telefonische Auskünfte erhalten Sie bei Frau Weiss.",
        "N'hésitez pas à nous relancer.",
        "No dude en preguntar.",
        "Vragen staat vrij.",
        "Non esiti a scriverci.",
        "Não hesite em contactar-nos.",
    ],
)
def test_a_mail_that_no_one_reads_and_an_open_door_ask_for_no_peace(text: str) -> None:
    found = said(text)
    assert (found.no_calls, found.no_contact) == (False, False)
