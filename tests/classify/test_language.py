"""The language of a letter, by its small words."""

from __future__ import annotations

import pytest

from inbox_watch.classify.language import language_of_text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thank you for your letter. We will read it with care and let you know.", "en"),
        ("Vielen Dank für Ihre Bewerbung, wir melden uns bei Ihnen.", "de"),
        ("Merci pour votre lettre, nous revenons vers vous dans les jours qui viennent.", "fr"),
        ("Muchas gracias por su carta; le escribiremos con la respuesta.", "es"),
        ("Hartelijk dank voor uw brief, wij nemen contact met u op.", "nl"),
        ("Grazie per la sua lettera, le scriveremo nei prossimi giorni.", "it"),
        ("Obrigado pela sua carta. Entraremos em contato com você para uma conversa.", "pt"),
        ("", ""),
        ("Planner, Lindhof Labs, 2026", ""),
    ],
)
def test_a_letter_shows_its_language(text: str, language: str) -> None:
    assert language_of_text(text) == language


def test_two_small_words_are_too_few() -> None:
    assert language_of_text("Sent from my iPhone") == ""
    assert language_of_text("Dank, Petra") == ""


def test_two_languages_in_equal_measure_are_none() -> None:
    assert language_of_text("wir sind und the you of") == ""


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert language_of_text("wir sind und " + "x " * 2000 + "the you of this that " * 9) == "de"
