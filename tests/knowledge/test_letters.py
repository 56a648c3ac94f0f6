"""The words of letters and calls: every language has every part, keeps the limits, and is never a reproach."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import resources

import pytest

from inbox_watch.knowledge.wording import LANGUAGES, wording

PLACEHOLDERS = {
    "about", "applied_on", "at_employer", "day", "heard_on", "me", "month", "name", "number", "referrer", "role",
    "step_on", "talk_on", "whom", "year",
}  # fmt: skip


def _page(language: str) -> dict[str, dict[str, str]]:
    text = (resources.files("inbox_watch.knowledge") / "letters" / f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _placeholders(text: str) -> list[str]:
    return sorted(set(re.findall(r"\{(\w*)\}", text)))


def _said(language: str) -> Iterator[tuple[str, str]]:
    for part, text in wording(language).parts.items():
        if not part.startswith("never."):
            yield part, text


def test_there_is_one_page_a_language() -> None:
    pages = (resources.files("inbox_watch.knowledge") / "letters").iterdir()
    assert {page.name for page in pages} == {f"{language}.toml" for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_part_with_the_same_placeholders(language: str) -> None:
    english = {part: _placeholders(text) for part, text in _said("en")}
    assert {part: _placeholders(text) for part, text in _said(language)} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_known_placeholders_are_filled_in(language: str) -> None:
    assert {name for _, text in _said(language) for name in _placeholders(text)} == PLACEHOLDERS
    assert [part for part, text in _said(language) if text.count("{") != text.count("}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_part_is_empty_or_has_blanks_around_it(language: str) -> None:
    odd = [part for part, text in _said(language) if not text.strip() or text.strip("\n") != text.strip()]
    assert sorted(odd) == ["about.both", "about.employer", "about.none", "about.role"]
    for part in ("about.both", "about.role", "about.employer"):
        assert re.match(r" \S", wording(language).parts[part])
    assert wording(language).parts["about.none"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_as_long_as_they_should_be(language: str) -> None:
    words = wording(language)
    assert len(set(words.say("page.months").split())) == 12
    assert len(words.lines("call.questions")) == len(words.lines("call.questions_later")) == 3
    assert all(line.strip().endswith("?") for line in words.lines("call.questions"))
    assert len(words.lines("call.note")) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_a_reproach_or_urgent(language: str) -> None:
    never = _page(language)["never"]["words"].split("\n")[1:]
    assert len(never) >= 15
    assert all(word == word.casefold().strip() for word in never)
    found = [(part, word) for part, text in _said(language) for word in never if word in text.casefold()]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_no_letter_may_hold_are_found_in_a_reproach(language: str) -> None:
    """A word written in a wrong way would forbid nothing."""
    never = _page(language)["never"]["words"]
    assert _REPROACHES[language].casefold() not in never
    assert [word for word in never.split("\n")[1:] if word in _REPROACHES[language].casefold()] != []


_REPROACHES = {
    "en": "Why have you not replied? I am still waiting.",
    "de": "Leider habe ich noch keine Antwort.",
    "fr": "Je n'ai toujours pas de réponse.",
    "es": "Sigo esperando una respuesta urgente.",
    "nl": "Ik heb nog steeds niets gehoord.",
    "it": "Purtroppo non ho ricevuto nessuna risposta.",
    "pt": "Infelizmente ainda não recebi resposta.",
}


@pytest.mark.parametrize(
    ("language", "first", "other"),
    [
        ("en", "1 March 2026", "31 August 2026"),
        ("de", "1. März 2026", "31. August 2026"),
        ("fr", "1er mars 2026", "31 août 2026"),
        ("es", "1 de marzo de 2026", "31 de agosto de 2026"),
        ("nl", "1 maart 2026", "31 augustus 2026"),
        ("it", "il 1º marzo 2026", "il 31 agosto 2026"),
        ("pt", "1 de março de 2026", "31 de agosto de 2026"),
    ],
)
def test_a_date_is_written_as_the_language_does(language: str, first: str, other: str) -> None:
    words = wording(language)
    assert (words.day(date(2026, 3, 1)), words.day(date(2026, 8, 31))) == (first, other)


def test_an_italian_date_brings_its_article() -> None:
    words = wording("it")
    assert [words.day(date(2026, 3, day)) for day in (8, 10, 11)] == [
        "l'8 marzo 2026",
        "il 10 marzo 2026",
        "l'11 marzo 2026",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_as_many_days_as_a_month_can_have(language: str) -> None:
    days = wording(language).say("page.days").split(", ")
    assert (len(days), len(set(days))) == (31, 31)


@pytest.mark.parametrize(
    ("language", "name", "phrase"),
    [
        ("en", "Lindhof Labs", "at Lindhof Labs"),
        ("en", "The Lindhof Foundation", "at the Lindhof Foundation"),
        ("en", "University of Lindhof", "at the University of Lindhof"),
        ("de", "Lindhof Labs", "bei Lindhof Labs"),
        ("de", "Lindhof GmbH", "bei der Lindhof GmbH"),
        ("de", "Deutsche Lindhof AG", "bei der Deutschen Lindhof AG"),
        ("de", "Stadtwerke Lindhof", "bei den Stadtwerken Lindhof"),
        ("de", "Stadtwerke Lindhof GmbH", "bei der Stadtwerke Lindhof GmbH"),
        ("de", "Klinikum Lindhof", "beim Klinikum Lindhof"),
        ("fr", "Ateliers Lindhof", "chez Ateliers Lindhof"),
        ("fr", "Mairie de Lindhof", "à la Mairie de Lindhof"),
        ("fr", "Université de Lindhof", "à l'Université de Lindhof"),
        ("es", "Talleres Lindhof", "en Talleres Lindhof"),
        ("es", "Ayuntamiento de Lindhof", "en el Ayuntamiento de Lindhof"),
        ("nl", "Lindhof Logistiek", "bij Lindhof Logistiek"),
        ("nl", "Gemeente Lindhof", "bij de gemeente Lindhof"),
        ("it", "Officine Lindhof", "presso Officine Lindhof"),
        ("it", "Comune di Lindhof", "presso il Comune di Lindhof"),
        ("pt", "Lindhof Lda", "na empresa Lindhof Lda"),
        ("pt", "Hospital de Lindhof", "no Hospital de Lindhof"),
        ("pt", "A * B {x}", "na empresa A * B {x}"),
    ],
)
def test_a_house_has_its_preposition_and_its_article(language: str, name: str, phrase: str) -> None:
    assert wording(language).at_employer(name) == phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_spelling_of_houses_can_be_met_and_the_last_fits_any_name(language: str) -> None:
    lines = wording(language).lines("employer.at")
    assert [line for line in lines if [side.count("*") for side in line.split(" = ")] != [1, 1]] == []
    unmet = []
    for line in lines:
        spelling, phrase = line.split(" = ")
        if wording(language).at_employer(spelling.replace("*", "Lindhof")) != phrase.replace("*", "Lindhof"):
            unmet.append(line)
    assert unmet == []
    assert lines[-1].startswith("* = ")


# The formal "you", and nothing that tells whether a woman or a man writes or reads.
_FAMILIAR = {
    "en": r"\b(?:sir|madam|mr|mrs|ms)\b",
    "de": r"\b(?:du|dir|dich|dein\w*|euch|euer|Frau|Herr\w*|Damen)\b",
    "fr": r"\b(?:tu|te|toi|ton|ta|tes|Madame|Monsieur|intéressée?|heureux|heureuse)\b",
    "es": r"\b(?:tú|te|ti|tu|tus|Señor\w*|interesad[oa]|encantad[oa]|estimad[oa]s?)\b",
    "nl": r"\b(?:je|jij|jou|jouw|jullie|heer|mevrouw)\b",
    "it": r"\b(?:tu|ti|tuo|tua|tuoi|Signor\w*|interessat[oa]|liet[oa]|candidat[oa])\b",
    "pt": r"\b(?:tu|te|ti|teu|tua|você|Senhor\w*|obrigad[oa]|interessad[oa]|prezad\w+)\b",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_formal_and_guesses_no_gender(language: str) -> None:
    familiar = re.compile(_FAMILIAR[language], re.IGNORECASE)
    assert [(part, familiar.findall(text)) for part, text in _said(language) if familiar.search(text)] == []
