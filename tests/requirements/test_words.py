"""What a draft says: short, true, and without a reproach."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inbox_watch.cli import draft as command
from inbox_watch.followup.call_sheet import spoken_first
from inbox_watch.followup.letters import MOST_WORDS_OF_AN_ARRIVAL, Words
from inbox_watch.followup.occasion import occasion
from inbox_watch.knowledge.wording import LANGUAGES, wording
from inbox_watch.records import Detail, DraftKind, Standing
from tests.cli.calls import Called, call
from tests.cli.remembered import learn, remembered
from tests.followup.drafts import letter, paragraphs, written
from tests.requirements.search import the_one
from tests.support.findings import LINDHOF, TIMEZONE, at, edited, received, sent
from tests.support.written_mail import mine

MOST_WORDS = 120
WORDS_IN_45_SECONDS = 112  # at 150 a minute
LETTER = letter(role="Planner")
RECEIPT = received("receipt", "2026-03-03", answers="letter")
# Reproach, haste, a complaint about silence; "still interested" is neither.
UNKIND = re.compile(
    r"why have you|why haven|still waiting|disappoint|urgent|as soon as|no answer|not heard|overdue", re.IGNORECASE
)


def silent(*more: str) -> Standing:
    return the_one(LETTER, *([RECEIPT] if "receipt" in more else []), today="2026-03-12")


def test_sr13_who_recommended_the_user_comes_in_the_first_sentence() -> None:
    application = mine(
        "2026-03-02", LINDHOF, "Application as Planner", "Dear team,\nHanna Jo recommended that I apply to you. My CV."
    )
    first, *_ = paragraphs(written(the_one(application, today="2026-03-12")))
    assert first.startswith("Hanna Jo recommended")


def test_sr13_the_user_may_say_who_recommended_them() -> None:
    stands = the_one(LETTER, today="2026-03-12", says=[edited(1, LETTER, referred_by="H. Jo")])
    assert paragraphs(written(stands))[0].startswith("H. Jo recommended")


def test_sr13_the_user_may_say_that_nobody_did() -> None:
    application = letter(role="Planner", referred_by="Hanna Jo")
    stands = the_one(application, today="2026-03-12", says=[edited(1, application, referred_by="")])
    assert "Hanna Jo" not in written(stands).body


def test_sr13_without_a_recommendation_nobody_is_named() -> None:
    assert "recommend" not in written(silent()).body


def test_sr14_interest_elsewhere_is_offered_only_where_it_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "clock", lambda: at("2026-05-03 12:00"))
    cook = sent("cook", "2026-04-22", to="jobs@kestrel.example", role="Cook")
    config = remembered(tmp_path, letter("2026-04-20", role="Planner"), cook)

    def asked_for() -> Called:
        return call("-c", config, "draft", "a2", "--interest-elsewhere")

    assert (asked_for().code, asked_for().out) == (2, "")
    learn(config, received("talk", "2026-04-25", Detail.INTERVIEW_INVITE, answers="letter", event_on=at("2026-05-09")))
    assert "another employer" in asked_for().out


def test_sr28_a_letter_that_answers_no_advert_is_followed_by_the_question_whether_it_arrived() -> None:
    words = "Dear team,\nI am sending you this unsolicited application because I would like to work with you. My CV."
    stands = the_one(mine("2026-03-02", LINDHOF, "Speculative application", words), today="2026-03-09")
    assert stands.application.speculative
    assert stands.follow_up.advised
    _, asks, last = paragraphs(written(stands))
    assert asks.startswith("May I ask whether my documents have reached you")  # no letter was attached
    assert last.endswith("If you have any questions, I would be happy to answer them.")


def test_sr39_the_follow_up_says_who_asks_what_and_why_in_120_words() -> None:
    draft = written(silent())
    assert len(draft.body.split()) <= MOST_WORDS
    introduces, asks, ends = paragraphs(draft)
    assert introduces.startswith("My name is Runa Falkenried, and on 2 March 2026 I applied")
    assert asks == "May I ask whether my CV and my letter have reached you and are in the right hands?"
    assert "I am still very interested" in ends
    assert "If you have any questions" in ends


@pytest.mark.parametrize("language", LANGUAGES)
def test_sr39_what_is_said_on_the_telephone_fits_into_45_seconds(language: str) -> None:
    words = Words(wording(language), occasion(silent(), TIMEZONE), "Runa Falkenried")
    said = " ".join((spoken_first(words), *wording(language).lines("call.questions"), words.say("call.end")))
    assert len(said.split()) <= WORDS_IN_45_SECONDS


def test_sr40_the_arrival_question_asks_nothing_else() -> None:
    body = written(silent(), DraftKind.ARRIVAL).body
    assert len(body.split()) <= MOST_WORDS_OF_AN_ARRIVAL == 50
    assert body.count("?") == 1
    assert "May I ask whether my CV and my letter have reached you?" in body
    assert "selection" not in body


@pytest.mark.parametrize("kind", [DraftKind.LETTER, DraftKind.ARRIVAL, DraftKind.LINKEDIN, DraftKind.CALL])
def test_sr42_no_draft_complains_or_hurries(kind: DraftKind) -> None:
    assert UNKIND.search(written(silent(), kind).body) is None
    assert UNKIND.search(written(silent("receipt"), kind).body) is None


def test_sr52_without_a_receipt_the_draft_asks_whether_the_papers_are_in_the_right_hands() -> None:
    assert "are in the right hands?" in written(silent()).body
    assert "in the right hands" not in written(silent("receipt")).body
