"""What the user's own letter promises, whom it names, and when two letters are the same."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.facts.letter import has_letter, promise, text_fingerprint
from inbox_watch.facts.referral import referred_by
from inbox_watch.records import Attachment
from inbox_watch.workdays import Workdays
from tests.facts.mails import HOSTILE, letter

WEDNESDAY = date(2026, 6, 3)


@pytest.mark.parametrize(
    ("text", "promised", "by_call"),
    [
        ("I will call you on 12 June.", date(2026, 6, 12), True),
        ("I will be in touch on 12 June 2026.", date(2026, 6, 12), False),
        ("I’ll ring you on Tuesday.", date(2026, 6, 9), True),
        ("I will call you on Wednesday.", date(2026, 6, 10), True),
        ("I will call you tomorrow.", date(2026, 6, 4), True),
        ("I will call you on Friday next week.", date(2026, 6, 12), True),
        ("I will follow up in ten days.", date(2026, 6, 13), False),
        ("If I hear nothing by 12 June, I will call you.", date(2026, 6, 12), True),
        ("Ich melde mich am 15. Juni telefonisch bei Ihnen.", date(2026, 6, 15), True),
        ("Ich werde Sie übermorgen anrufen.", date(2026, 6, 5), True),
        ("Nächste Woche Dienstag rufe ich Sie an.", date(2026, 6, 9), True),
        ("Je vous appellerai la semaine prochaine.", date(2026, 6, 12), True),
        ("Le llamaré el lunes.", date(2026, 6, 8), True),
        ("Ik neem donderdag contact met u op.", date(2026, 6, 4), False),
        ("La richiamerò martedì.", date(2026, 6, 9), True),
        ("Entrarei em contacto na sexta-feira.", date(2026, 6, 5), False),
        ("I will call you soon.", None, False),
        ("I will not call you on 12 June.", None, False),
        ("You will call me on 12 June.", None, False),
        ("Ich werde mich bis 12. Juni einarbeiten.", None, False),
        ("I will write my thesis by 12 June.", None, False),
        ("", None, False),
    ],
)
def test_a_promise_has_a_day_and_a_way(text: str, promised: date | None, by_call: bool) -> None:
    assert promise(letter(text), WEDNESDAY, Workdays("DE")) == (promised, by_call)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("H. Jo suggested that I write to you.", "H. Jo"),
        ("Since Hanna Jo at Lindhof suggested I get in touch, here I am.", "Hanna Jo"),
        ("I was referred by your colleague Dr Lena Hartog.", "Lena Hartog"),
        ("Auf Empfehlung von Frau Tamm schreibe ich Ihnen.", "Tamm"),
        ("Auf Empfehlung Ihres Mitarbeiters Uwe van der Tamm schreibe ich.", "Uwe van der Tamm"),
        ("Jonas Petersen, der bei Ihnen lernt, hat mir dazu geraten.", "Jonas Petersen"),
        ("Je vous écris, recommandée par Mme Élodie Ferrand.", "Élodie Ferrand"),
        ("Inés Bilbao me recomendó escribirles.", "Inés Bilbao"),
        ("Op aanraden van Sanne Kuiper mail ik u.", "Sanne Kuiper"),
        ("Scrivo su consiglio di Mario Conti.", "Mario Conti"),
        ("Escrevo por indicação da Teresa Moniz.", "Teresa Moniz"),
        ("This was recommended by my doctor.", ""),
        ("Auf Empfehlung der Arbeitsagentur schreibe ich.", ""),
        ("Your advert suggested a quick answer.", ""),
        ("Lena Hartog works with me.", ""),
        ("", ""),
    ],
)
def test_who_recommended_the_writer(text: str, name: str) -> None:
    assert referred_by(letter(text)) == name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("My CV and cover letter are attached.", True),
        ("Please find enclosed my CV and a covering letter.", True),
        ("I’m applying as a planner. I attach my resume and a letter of motivation, as one file.", True),
        ("Mein Lebenslauf und mein Anschreiben hängen an.", True),
        ("Im Anhang finden Sie Lebenslauf und Motivationsschreiben in einem PDF.", True),
        ("Anbei meine vollständigen Bewerbungsunterlagen.", True),
        ("Vous trouverez ci-joints mon CV et ma lettre de motivation.", True),
        ("Adjunto mi currículum y una carta de presentación.", True),
        ("In de bijlage vindt u mijn cv en motivatiebrief.", True),
        ("Hierbij mijn cv en motivatie.", True),
        ("Allego il mio curriculum e una lettera di presentazione.", True),
        ("Seguem em anexo o meu currículo e a carta de apresentação.", True),
        ("My CV is attached.", False),
        ("My CV is attached, a cover letter is not.", False),
        ("Attached is my CV without a cover letter.", False),
        ("My CV is attached; my cover letter follows tomorrow.", False),
        ("My CV is attached and I will send a cover letter.", False),
        ("I didn’t attach a cover letter.", False),
        ("If you want one, I attach a cover letter.", False),
        ("You asked that a cover letter should be attached.", False),
        ("I enjoyed writing a cover letter. My CV is attached.", False),
        ("Anbei mein Lebenslauf, ein Anschreiben reiche ich nach.", False),
        ("Anbei mein Lebenslauf ohne Anschreiben.", False),
        ("Ci-joint mon CV, sans lettre de motivation.", False),
        ("Adjunto mi currículum, sin carta de presentación.", False),
        ("Bijgevoegd mijn cv, een motivatiebrief volgt.", False),
        ("Allego il curriculum, senza lettera di presentazione.", False),
        ("Segue o meu currículo, sem carta de apresentação.", False),
    ],
)
def test_a_mail_may_say_that_a_letter_is_in_its_one_file(text: str, *, told: bool) -> None:
    """SR30: what the mail says of its file counts; without a file there is nothing it may speak of."""
    cv = Attachment("falkenried.pdf", "application/pdf", 9)
    assert has_letter(replace(letter(text), attachments=(cv,))) is told
    assert not has_letter(letter(text))


PLAIN = "I have planned networks of air freight for nine years, and would like to do it for you."


def test_the_same_letter_has_one_fingerprint_whatever_the_greeting_and_the_lines() -> None:
    letters = (
        f"Dear Ms Weiss,\n\n{PLAIN}\n\nKim",
        f"Hello,\n\n  {PLAIN.upper()}  \n\nKim, 3 June",
        f"Hi Tom, {PLAIN}",
        "Dear all,\n\n" + PLAIN.replace(", and", ",\nand"),
    )
    assert len({text_fingerprint(letter(text)) for text in letters} - {""}) == 1


def test_the_employers_name_in_the_letter_does_not_hide_it() -> None:
    def written(name: str) -> str:
        return text_fingerprint(letter(f"Hello,\n\nI would be glad to plan the freight of {name} from July."), [name])

    assert written("Lindhof Labs GmbH") == written("Altwerft AG") == written("Kestrel")
    said = "Hello,\n\nI would be glad to plan the freight of Lindhof Labs from July."
    assert text_fingerprint(letter(said), ["lindhof"]) == written("Kestrel")


def test_another_letter_has_another_fingerprint() -> None:
    assert text_fingerprint(letter(PLAIN)) != text_fingerprint(letter(PLAIN.replace("air", "sea")))


@pytest.mark.parametrize("text", ["Hello\nSee you", "", "Dear Ms Weiss,"])
def test_a_short_note_has_no_fingerprint(text: str) -> None:
    assert text_fingerprint(letter(text)) == ""


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
def test_any_letter_can_be_read(text: str, names: list[str]) -> None:
    message = letter(text)
    assert text_fingerprint(message, names) in ("", text_fingerprint(message, reversed(names)))
    assert referred_by(message).strip() == referred_by(message)


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_letter_is_read_in_time(kind: str) -> None:
    message = letter(HOSTILE[kind])
    started = time.process_time()
    promise(message, WEDNESDAY, Workdays("DE"))
    referred_by(message)
    text_fingerprint(message, ["Acme"])
    has_letter(replace(message, attachments=(Attachment("cv.pdf", "application/pdf", 9),)))
    assert time.process_time() - started < 2
