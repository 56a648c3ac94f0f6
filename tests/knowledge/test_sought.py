"""Patterns tried only where they may match: the answers are those of `re`."""

from __future__ import annotations

import re
import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.knowledge import table
from inbox_watch.knowledge.needs import beginnings_of, lower, needs_of, plain
from inbox_watch.knowledge.sought import Sought, that_may_match
from inbox_watch.learn.corpus import load_corpus
from inbox_watch.shipped import corpus_path

TABLES = ("absence", "answer_words", "flags", "quotation", "referral_words", "sent_words", "time_words")


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\bcats?\b", ["cat"]),
        (r"(?:we|us)\s+at\s+(?:the\s+)?(?P<name>[A-Z]\w*)", ["us at ", "we at "]),
        (r"no (?:phone )?calls", ["no calls", "no phone calls"]),
        (r"r[ée]pon\w*|retour", ["repon", "retour", "répon"]),
        (r"\d{3}\s*days", ["days"]),
        (r"(?<=in )March(?! 7)", ["march"]),
        (r"x{2,3}yes", ["yes"]),
        (r"(?:on|off)? ?ice", ["ice"]),
        (r"\d+|word", []),
        (r".*", []),
        (r"\s+", []),
        ("Ω", []),
        ("ﬁnal", []),
    ],
)
def test_what_every_match_holds_is_read_from_the_expression(pattern: str, needs: list[str]) -> None:
    assert sorted(needs_of(pattern)) == needs


def test_what_every_match_begins_with() -> None:
    endings = beginnings_of(r"planner|chef(?:fe)? de \w+|[ée]diteur")
    assert sorted(endings) == ["chef de ", "cheffe de ", "editeur", "planner", "éditeur"]
    assert not beginnings_of(r"\w+er")


@pytest.mark.parametrize("text", ["İNTERVIEW", "ınterview", "ſtaff", "\u212aelvin", "STRA\u1e9eE", "a\u00a0b\n\tc"])
def test_letters_with_more_than_two_cases_are_found_as_expressions_find_them(text: str) -> None:
    for word in ("interview", "staff", "kelvin", "straße", "a b c"):
        pattern = word.replace(" ", r"\s+")
        found = Sought([pattern], re.IGNORECASE).search(text)
        assert bool(found) == bool(re.search(pattern, text, re.IGNORECASE))


@given(st.text(max_size=40))
@settings(deadline=None)
def test_no_text_loses_a_match(text: str) -> None:
    """A text is found by itself, in capitals too, whatever its letters."""
    pattern = re.escape(text)
    for said in (text, text.upper(), f"x {text}\n"):
        expected = re.search(pattern, said, re.IGNORECASE)
        found = Sought([pattern], re.IGNORECASE).search(said)
        assert (found and found.span()) == (expected and expected.span())


def test_of_several_matches_the_first_in_the_text_counts_and_at_one_place_the_first_of_the_table() -> None:
    wanted = Sought(["far", "near (?:by|me)", "near"])
    assert _span(wanted.search("so near me, so far")) == (3, 10)
    assert [match[0] for match in wanted.finditer("near me, far, near")] == ["near me", "far", "near"]
    assert wanted.sub("-", "near by and far") == "- and -"
    assert wanted.search("nowhere") is None
    assert [*wanted.finditer("nowhere")] == []
    assert wanted.sub("-", "nowhere") == "nowhere"
    assert wanted.fullmatch("near")
    assert not wanted.fullmatch("nearer")


def test_expressions_are_left_out_where_the_text_has_not_their_words() -> None:
    one, other, anything = Sought(["call us"]), Sought(["write to us"]), Sought([r"\d"])
    assert that_may_match([one, other, anything], "Please write  to\nus") == [other, anything]
    assert one.may_match("Call us") is True
    assert one.may_match("Call me") is False


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_find_what_they_found(name: str) -> None:
    """Every row against mail of every language: the same places as the bare expression."""
    for row in table(name):
        bare = re.compile(row["pattern"], re.IGNORECASE)
        sought = Sought([row["pattern"]], re.IGNORECASE)
        for text in _texts():
            if not sought.may_match(text):
                assert bare.search(text) is None, (row["pattern"], text)


@cache
def _texts() -> list[str]:
    return [f"{example.subject}\n{example.body}" for example in load_corpus(corpus_path())[::97]]


def _span(match: re.Match[str] | None) -> tuple[int, int] | None:
    return match.span() if match else None


def test_a_plain_text_has_single_blanks_and_no_capitals() -> None:
    assert plain("Dear\n\tMs Şen,") == " dear ms şen, "
    assert lower("İz") == "iz"


def test_a_need_of_several_words_is_found_by_its_words_where_they_end_and_begin() -> None:
    wanted = Sought([r"on(?:line)? call(?:ing)?", r"\sto\s+us\s"])
    held = ["upon calls", "upon\ncalling", "to us", "off to us now"]
    missed = ["on a call", "call on", "onto us", "to use", "beyond calls"]
    assert [text for text in (*held, *missed) if wanted.may_match(text)] == held


def test_no_text_makes_it_slow() -> None:
    wanted = Sought(["call us", "no (?:phone )?calls"])
    for text in ("a" * 100_000, "call " * 20_000, "no phone " * 10_000):
        started = time.process_time()
        wanted.search(text)
        assert time.process_time() - started < 1.0


def test_a_part_of_a_text_may_hold_no_more_than_the_whole() -> None:
    """What is looked up for the whole serves its parts, and a text that only looks like one is looked up by itself."""
    wanted = Sought([r"\scall us", "write to us"])
    whole = f"Please call us, {'or wait, ' * 30}but do not write. To us it matters."
    assert wanted.may_match(whole)
    assert wanted.may_match("Please call us")
    assert not wanted.may_match("but do not write.")
    assert wanted.may_match("call us")
    assert wanted.may_match("write to us")
    assert not wanted.may_match("lease, call u")
