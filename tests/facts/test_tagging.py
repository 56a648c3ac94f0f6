"""A message as lines of tokens, and what is seen at each."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.facts.tagging import Field, features, kinds_of, lines_of
from inbox_watch.records import Address
from tests.facts.mails import HOSTILE

DESK = Address("Lindhof Careers", "jobs@lindhof-labs.example")
NOBODY = Address("", "")


def test_a_message_is_its_headers_its_sentences_and_its_closing() -> None:
    body = "Dear Kim,\nThank you for applying as Night Planner (m/w/d). We will read it."
    text = f"{body}\n\nPetra Lindhof\nLindhof Labs GmbH"
    lines = lines_of(DESK, "Your application", text)
    assert [(line.field, line.text) for line in lines] == [
        (Field.NAME, "Lindhof Careers"),
        (Field.SUBJECT, "Your application"),
        (Field.BODY, "Dear Kim,"),
        (Field.BODY, "Thank you for applying as Night Planner (m/w/d)."),
        (Field.CLOSING, "We will read it."),
        (Field.CLOSING, "Petra Lindhof"),
        (Field.CLOSING, "Lindhof Labs GmbH"),
    ]
    assert lines[3].tokens == ["Thank", "you", "for", "applying", "as", "Night", "Planner", "(", "m/w/d", ")", "."]


def test_of_a_long_text_the_beginning_and_the_end_are_read() -> None:
    lines = lines_of(NOBODY, "", "\n".join(f"Sentence number {number} of this text." for number in range(100)))
    assert lines[0].text == "Sentence number 0 of this text."
    assert lines[-1].text == "Sentence number 99 of this text."
    assert len(lines) < 40


def test_a_token_is_seen_with_its_neighbours_its_place_and_the_sender() -> None:
    lines = lines_of(DESK, "Your application", "We at Lindhof need a nurse today and every day of the year.")
    seen = features(lines, DESK)
    lindhof, nurse = seen[2][2], seen[2][5]
    assert {"w=lindhof", "-1=at", "+1=need", "dom", "inN", "fsh=BXx", "KOB"} <= set(lindhof)
    assert {"w=nurse", "-21=need_a", "Lhead+0", "sh=x"} <= set(nurse)
    assert "dom" not in nurse


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("nurse", "head"),
        ("krankenpfleger", "head"),
        ("windkraftanlagentechnikerin", "ending"),
        ("koch/kochin", "head"),
        ("bewerber", "not"),
        ("recruiter", "hiring"),
    ],
)
def test_words_are_known_for_what_they_are_in_titles(word: str, kind: str) -> None:
    assert kind in kinds_of(word)


def test_a_word_of_no_title_is_nothing() -> None:
    assert kinds_of("yesterday") == ()


@given(st.text(max_size=30), st.text(max_size=60), st.text(max_size=300))
@settings(deadline=None)
def test_every_token_of_any_mail_has_features(name: str, subject: str, text: str) -> None:
    sender = Address(name, "jobs@lindhof.example")
    lines = lines_of(sender, subject, text)
    seen = features(lines, sender)
    assert [len(its) for its in seen] == [len(line.spans) for line in lines]
    assert all(feature and "\n" not in feature for its in seen for token in its for feature in token)


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_makes_it_slow(kind: str) -> None:
    features(lines_of(DESK, "Planner", "Planner"), DESK)  # the tables are read once
    started = time.process_time()
    features(lines_of(DESK, HOSTILE[kind][:500], HOSTILE[kind]), DESK)
    assert time.process_time() - started < 0.5
