from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.classify.tokens import PLACEHOLDERS, fold, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Dear Runa", "dear runa"),
        ("Grüße aus Ñuñoa, à bientôt", "grusse aus nunoa, a bientot"),
        ("cafe\u0301", "cafe"),
        ("don’t", "don't"),
        ("ﬁne ＣＶ", "fine cv"),
        ("Çà İstanbul", "ca istanbul"),
        ("", ""),
    ],
)
def test_case_accents_and_typographic_quotes_are_folded_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We don’t know yet.", ["we", "don't", "know", "yet"]),
        ("L’équipe n'a pas d'avis", ["l'equipe", "n'a", "pas", "d'avis"]),
        ("'quoted' and/or half-time_job", ["quoted", "and", "or", "half", "time", "job"]),
        ("Интервью 面试", ["интервью", "面试"]),
        ("*** -- !", []),
        ("", []),
    ],
)
def test_a_word_is_letters_with_at_most_an_apostrophe_within(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_a_question_mark_is_a_word_and_no_other_mark_is() -> None:
    assert words("Really? Yes! No.") == ["really", "?", "yes", "no"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("write to jobs@lindhof.example today", ["write", "to", "qmail", "today"]),
        ("<Petra@Lindhof.example>,", ["qmail"]),
        ("@ us", ["us"]),
    ],
)
def test_an_address_is_one_word(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "link",
    ["https://lindhof.example/a?b=1&c=%20", "HTTP://LINDHOF.EXAMPLE", "www.lindhof.example/jobs/17", "www.x.example"],
)
def test_a_link_is_one_word(link: str) -> None:
    assert words(f"see {link} today") == ["see", "qurl", "today"]


@pytest.mark.parametrize("link", ["https://lindhof.example/?to=jobs@lindhof.example", "https://x.example/2026/9:30"])
def test_a_link_that_holds_an_address_or_numbers_is_a_link(link: str) -> None:
    assert words(link) == ["qurl"]


@pytest.mark.parametrize("time", ["9:30", "09.30", "9:30 am", "11 pm", "5pm", "14 Uhr", "14.30 Uhr", "17h", "9:30AM"])
def test_a_clock_time_is_one_word(time: str) -> None:
    assert words(f"on Monday, {time}, at our place") == ["on", "monday", "qtime", "at", "our", "place"]


@pytest.mark.parametrize("number", ["7", "2026", "0049123456"])
def test_a_number_is_one_word(number: str) -> None:
    assert words(f"room {number} please") == ["room", "qnum", "please"]


def test_a_number_within_a_word_stands_by_itself() -> None:
    assert words("B2B") == ["b", "qnum", "b"]
    assert words("15 horas") == ["qnum", "horas"]


def test_what_differs_in_every_mail_is_the_same_text() -> None:
    one = "Ref. 2231: write to a@x.example or https://x.example/1 by 9:30."
    other = "Ref. 88: write to runa.f@lindhof.example or https://lindhof.example/?q=2 by 14:00."
    assert words(one) == words(other)


def test_every_placeholder_is_what_the_text_is_turned_into() -> None:
    assert set(words("a@b.example https://b.example 9:30 7 ?")) == PLACEHOLDERS


# But for the capital sharp s, of which a test below speaks.
@given(st.text(st.characters(exclude_characters="ẞ"), max_size=300))
def test_folding_twice_changes_no_more(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


@given(st.text(st.characters(codec="ascii"), max_size=300))
def test_an_accent_elsewhere_changes_no_other_word(text: str) -> None:
    assert words(f"{text} né") == [*words(text), "ne"]


def test_a_link_in_capitals_is_a_link() -> None:
    assert words("see WWW.LINDHOF.EXAMPLE today") == ["see", "qurl", "today"]


def test_a_french_clock_time_is_one_word() -> None:
    assert words("lundi à 14h30, merci") == ["lundi", "a", "qtime", "merci"]


def test_a_capital_sharp_s_is_a_double_s() -> None:
    assert fold("STRAẞE") == fold("Straße") == "strasse"


def test_a_date_holds_no_clock_time() -> None:
    assert words("am 12.05.2026") == words("am 12/05/2026") == ["am", "qnum", "qnum", "qnum"]


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_many_texts_together_have_the_words_of_each(texts: list[str]) -> None:
    assert words("\n\n".join(texts)) == [word for text in texts for word in words(text)]


@given(st.text(max_size=300))
def test_a_folded_text_has_the_same_words(text: str) -> None:
    assert words(fold(text)) == words(text)
