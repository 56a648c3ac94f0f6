"""What the program writes and the user sends, it reads back as what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inbox_watch.consider import Judge, consider
from inbox_watch.facts.sent_judge import load_sent_judge
from inbox_watch.followup.envelope import as_message
from inbox_watch.followup.standing import standings
from inbox_watch.knowledge.wording import LANGUAGES
from inbox_watch.link.replay import link
from inbox_watch.records import (
    Detail,
    Draft,
    DraftKind,
    Finding,
    FolderRole,
    MessageUid,
    RawMessage,
    SentKind,
    Standing,
)
from inbox_watch.shipped import sent_judge_path
from tests.followup.drafts import CV, letter, written
from tests.support.events import GERMANY, stand
from tests.support.findings import TIMEZONE, at, received, sent
from tests.support.written_mail import PLACE

_JUDGE = Judge(None, PLACE, sent_judge=load_sent_judge(sent_judge_path()))
TALK = received("talk", "2026-03-05", Detail.INTERVIEW_INVITE, answers="letter", event_on=at("2026-03-10"))


def sent_off(draft: Draft, when: str) -> Finding:
    """The finding that comes of a draft which the user has sent."""
    octets = b"Message-ID: <own@mail.example>\r\n" + as_message(draft)
    found = consider(RawMessage(MessageUid("a", "Sent", 1, 1), FolderRole.SENT, at(when), octets), _JUDGE)
    assert isinstance(found, Finding)
    return found


def cases() -> dict[str, Standing]:
    task, asked = received("task", "2026-03-05", Detail.ASSESSMENT), received("ask", "2026-03-05", Detail.INFO_REQUEST)
    answer = replace(sent("done", "2026-03-09", SentKind.ANSWER), attachments=(CV,))
    return {
        "unheard": stand(letter(), today="2026-03-20"),
        "heard": stand(letter(), received("r", "2026-03-03"), today="2026-03-20"),
        "referred": stand(letter(referred_by="H. Jo"), today="2026-03-20"),
        "interview": stand(letter(), TALK, today="2026-03-20"),
        "test": stand(letter(), task, answer, today="2026-03-20"),
        "papers": stand(letter(), asked, answer, today="2026-03-20"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", cases())
def test_a_letter_reads_as_a_follow_up(case: str, language: str) -> None:
    draft = written(cases()[case], DraftKind.LETTER, language, elsewhere=True)
    found = sent_off(draft, "2026-03-20")
    assert found.facts.sent_kind is SentKind.FOLLOW_UP
    assert found.facts.language == language


@pytest.mark.parametrize("threaded", [True, False])
@pytest.mark.parametrize(
    ("language", "employer", "role"),
    [
        ("es", "Fundación Lindhof", "Técnico de logística"),
        ("es", "Talleres Lindhof", ""),
        ("pt", "Hospital de Lindhof", "Assistente administrativo"),
        ("pt", "", ""),
    ],
)
def test_whatever_its_names_are_a_letter_is_no_application_no_withdrawal_and_of_its_language(
    language: str, employer: str, role: str, *, threaded: bool
) -> None:
    """Once the judge of Sent mail took such letters for new applications, and their Spanish for French."""
    read = []
    for standing in cases().values():
        its = replace(standing, application=replace(standing.application, employer=employer, role=role))
        draft = written(its, DraftKind.LETTER, language, elsewhere=True)
        found = sent_off(draft if threaded else replace(draft, in_reply_to="", references=()), "2026-03-20")
        read.append((found.facts.sent_kind, found.facts.language))
    assert set(read) == {(SentKind.FOLLOW_UP, language)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ["unheard", "referred", "test", "papers"])
def test_an_arrival_question_reads_as_a_follow_up(case: str, language: str) -> None:
    draft = written(cases()[case], DraftKind.ARRIVAL, language)
    assert sent_off(draft, "2026-03-20").facts.sent_kind is SentKind.FOLLOW_UP


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thank_you_reads_as_one(language: str) -> None:
    draft = written(cases()["interview"], DraftKind.THANK_YOU, language)
    assert sent_off(draft, "2026-03-11").facts.sent_kind is SentKind.THANK_YOU


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("threaded", [True, False])
def test_a_sent_letter_uses_the_follow_up_of_its_application_up_and_founds_none(language: str, threaded: bool) -> None:
    draft = written(cases()["unheard"], DraftKind.LETTER, language)
    if not threaded:
        draft = replace(draft, in_reply_to="", references=())
    assert [its.follow_up.used_on for its in after(letter(), sent_off(draft, "2026-03-20"))] == [date(2026, 3, 20)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sent_thank_you_leaves_the_follow_up_after_the_talk_unused(language: str) -> None:
    thanks = sent_off(written(cases()["interview"], DraftKind.THANK_YOU, language), "2026-03-11")
    assert [its.follow_up.used_on for its in after(letter(), TALK, thanks)] == [None]


def after(*mails: Finding) -> tuple[Standing, ...]:
    """Where the applications of this mail stand on 1 April."""
    ledger = link(mails, (), {}, timezone=TIMEZONE, look_back_days=730)
    findings = {mail.sha256: mail for mail in mails}
    return standings(ledger.applications, ledger.links, findings, GERMANY, today=date(2026, 4, 1), deaf=False)
