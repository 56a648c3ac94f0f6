"""Which of several titles a mail is about: what speaks for each, and what weights make of it."""

from __future__ import annotations

import pytest

from inbox_watch.facts.choice import FACTS, Heard, chosen, facts_of_titles, titles
from inbox_watch.facts.names import role_key
from inbox_watch.facts.tagger import load_tagger
from inbox_watch.shipped import tagger_path

WEIGHTS = load_tagger(tagger_path()).choice
NO_RULES: frozenset[frozenset[str]] = frozenset()


def _heard(*places: tuple[str, float]) -> list[Heard]:
    return [Heard(text, probability, in_subject=False) for text, probability in places]


def _facts(places: list[Heard], rules: frozenset[frozenset[str]] = NO_RULES) -> dict[str, dict[str, float]]:
    found = titles(places)
    rows = facts_of_titles(found, rules)
    return {title.text: dict(zip(FACTS, row, strict=True)) for title, row in zip(found, rows, strict=True)}


def test_places_of_one_title_count_together_and_the_likeliest_says_it() -> None:
    places = [Heard("planner", 0.5, in_subject=False), Heard("Planner (m/w/d)", 0.6, in_subject=True)]
    (title,) = titles(places)
    assert (title.text, title.in_subject) == ("Planner (m/w/d)", 0.6)
    assert title.probability == pytest.approx(0.8)


def test_what_is_known_of_a_title() -> None:
    rules = frozenset((role_key("Data Analyst"), role_key("Data Analyst, Fraud")))
    facts = _facts(_heard(("Data Analyst", 0.5), ("Analyst", 0.8), ("Cook", 0.1)), rules)
    first, within, apart = facts["Data Analyst"], facts["Analyst"], facts["Cook"]
    assert first["likely"] == pytest.approx(0.0)
    assert (within["beside the best"], first["beside the best"]) == pytest.approx((1.0, 0.625))
    assert (within["fuller"], first["fuller"], apart["fuller"]) == pytest.approx((0.5, 0.0, 0.0))
    assert (within["another behind"], within["another before"]) == pytest.approx((0.1, 0.0))
    assert (apart["another behind"], apart["another before"]) == pytest.approx((0.0, 0.8))
    assert (first["rule"], within["rule"], apart["rule"]) == pytest.approx((1.0, 0.0, 0.0))
    assert (first["fuller by rule"], apart["fuller by rule"]) == pytest.approx((1.0, 0.0))


def test_certain_and_impossible_titles_have_finite_facts() -> None:
    facts = _facts(_heard(("Planner", 1.0), ("Cook", 0.0)))
    assert -10 < facts["Cook"]["likely"] < 0 < facts["Planner"]["likely"] < 10


@pytest.mark.parametrize(
    ("places", "title"),
    [
        ((("Planner", 0.9),), "Planner"),
        ((("Planner", 0.02),), ""),
        ((("Clinic Receptionist", 0.8), ("Receptionist", 0.9)), "Clinic Receptionist"),
        ((("Clinic Receptionist", 0.05), ("Receptionist", 0.9)), "Receptionist"),
        ((("Planner", 0.9), ("Cook", 0.3)), "Planner"),
        ((("Planner", 0.9), ("Cook", 0.9)), "Planner"),
        ((), ""),
    ],
)
def test_the_shipped_weights_choose_the_likely_and_the_fuller_title(
    places: tuple[tuple[str, float], ...], title: str
) -> None:
    assert chosen(titles(_heard(*places)), NO_RULES, WEIGHTS) == title


def test_a_title_in_the_subject_comes_before_those_that_are_advertised_below() -> None:
    subject, below = Heard("Planner", 0.7, in_subject=True), Heard("Warehouse Clerk", 0.99, in_subject=False)
    unsure = Heard("Planner", 0.3, in_subject=True)
    assert chosen(titles([subject, below, below]), NO_RULES, WEIGHTS) == "Planner"
    assert chosen(titles([unsure, below, below]), NO_RULES, WEIGHTS) == "Warehouse Clerk"
