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
    "about", "applied_on", "day", "employer", "heard_on", "me", "month", "name", "number", "referrer", "role",
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
        ("it", "1º marzo 2026", "31 agosto 2026"),
        ("pt", "1 de março de 2026", "31 de agosto de 2026"),
    ],
)
def test_a_date_is_written_as_the_language_does(language: str, first: str, other: str) -> None:
    words = wording(language)
    assert (words.day(date(2026, 3, 1)), words.day(date(2026, 8, 31))) == (first, other)


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
