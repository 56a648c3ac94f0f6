"""The words of the one follow-up, as a user asks for them."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_string
from pathlib import Path

import pytest

from inbox_watch.cli import draft as command
from inbox_watch.knowledge.wording import LANGUAGES
from inbox_watch.records import Detail, Finding, SentKind
from tests.cli.calls import Called, call, is_one_plain_line, write_config
from tests.cli.remembered import learn, remembered
from tests.followup.drafts import letter
from tests.support.findings import at, received, sent

PLANNER = letter("2026-04-20", role="Planner", language="de")
RECEIPT = replace(
    received("receipt", "2026-04-21", answers="letter", references=["letter"], language="de"),
    subject="AW: Bewerbung als Planner",
)
COOK = sent("cook", "2026-04-22", to="jobs@kestrel.example", role="Cook", language="en")


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sunday, 3 May 2026, when the mail was last read."""
    monkeypatch.setattr(command, "clock", lambda: at("2026-05-03 12:00"))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return remembered(tmp_path, PLANNER, RECEIPT, COOK)


def draft(config: Path, *arguments: str | Path) -> Called:
    return call("-c", config, "draft", *arguments)


def refused(config: Path, *arguments: str) -> str:
    done = draft(config, *arguments)
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)
    return done.err


def test_a_due_follow_up_is_a_letter_in_the_language_of_their_mail(config: Path) -> None:
    done = draft(config, "a1")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "To: Petra Lindhof <petra@lindhof-labs.example>\n"
        "Subject: Re: Bewerbung als Planner\n\n"
        "Guten Tag Petra Lindhof,\n\n"
        "mein Name ist Runa Falkenried, und am 20. April 2026 habe ich mich um die Stelle „Planner“ "
        "bei Lindhof Labs beworben. Danke für Ihre Nachricht vom 21. April 2026.\n\n"
        "Darf ich fragen, wie weit die Auswahl ist und wann ich mit einer Rückmeldung rechnen kann?\n\n"
        "Die Stelle und die Arbeit bei Lindhof Labs interessieren mich nach wie vor sehr. "
        "Falls Sie Fragen haben, beantworte ich sie gern.\n\n"
        "Freundliche Grüße\nRuna Falkenried\n"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_be_asked_for(config: Path, language: str) -> None:
    said = {other: draft(config, "a2", "--arrival", "--language", other).out for other in LANGUAGES}
    assert len(set(said.values())) == len(LANGUAGES)
    assert draft(config, "a2", "--arrival", "--language", language).out == said[language]
    assert "Kestrel" in said[language]


def test_the_configured_language_counts_where_no_mail_shows_one(tmp_path: Path) -> None:
    config = remembered(tmp_path, letter("2026-04-20", role="Planner"))
    assert "Kind regards" in draft(config, "a1").out
    config.write_text(config.read_text("utf-8") + 'language = "nl"\n', "utf-8")
    assert "Met vriendelijke groet" in draft(config, "a1").out


def test_the_other_kinds_are_asked_for_by_name(config: Path) -> None:
    assert draft(config, "a2", "--linkedin").out.startswith("Hello,\nMy name is Runa Falkenried.")
    sheet = draft(config, "a2", "--call")
    assert sheet.out.startswith("Call sheet: Kestrel\n")
    assert sheet.err == (
        "Their number stands in the advert, on their site or below a mail of theirs. "
        "Put yours in where the brackets are.\n"
        "No mail will show it: afterwards run `inbox-watch mark a2 followed-up --by phone`.\n"
    )
    assert call("-c", config, "-q", "draft", "a2", "--call").err == ""


def test_where_a_call_is_advised_the_call_sheet_comes_first(tmp_path: Path) -> None:
    config = remembered(tmp_path, sent("cook", "2026-04-20", to="info@kestrel.example", role="Cook"))
    assert draft(config, "a1").out.startswith("Call sheet: ")
    assert draft(config, "a1", "--letter").out.startswith("To: info@kestrel.example\n")
    assert draft(config, "a1", "--mailto").out.startswith("mailto:info@kestrel.example?")


def test_a_thank_you_follows_a_talk(config: Path) -> None:
    assert "No talk about a1 is known" in refused(config, "a1", "--thank-you")
    learn(config, received("talk", "2026-04-25", Detail.INTERVIEW_INVITE, answers="letter", event_on=at("2026-05-02")))
    assert "Gespräch am 2. Mai 2026" in draft(config, "a1", "--thank-you").out


# In the right thread


def test_an_eml_file_is_in_the_thread_and_says_that_it_was_not_sent(config: Path, tmp_path: Path) -> None:
    done = draft(config, "a1", "--eml")
    message = message_from_string(done.out)
    assert {name: message[name] for name in ("From", "To", "Subject", "In-Reply-To", "References", "X-Unsent")} == {
        "From": "Runa Falkenried <runa@falkenried.example>",
        "To": "Petra Lindhof <petra@lindhof-labs.example>",
        "Subject": "Re: Bewerbung als Planner",
        "In-Reply-To": "<receipt@mail.example>",
        "References": "<letter@mail.example>\r\n <receipt@mail.example>",
        "X-Unsent": "1",
    }
    assert not {"Bcc", "Cc", "Date", "Message-ID"} & set(message.keys())
    file = tmp_path / "draft.eml"
    assert draft(config, "a1", "--eml", "-o", file) == Called(0, "", "")
    assert file.read_bytes() == done.out.encode("ascii")


def test_a_mailto_link_is_one_line(config: Path) -> None:
    done = draft(config, "a1", "--mailto")
    assert done.out.startswith("mailto:petra@lindhof-labs.example?subject=Re%3A%20Bewerbung")
    assert done.out.endswith("&in-reply-to=%3Creceipt%40mail.example%3E\n")
    assert done.out.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("a2", "--call", "--eml"),
        ("a2", "--linkedin", "--mailto"),
        ("a2", "--save-draft", "-o", "x"),
        ("a2", "--arrival", "--interest-elsewhere"),
        ("a2", "--save-draft"),
        ("a9",),
    ],
)
def test_what_does_not_go_together_is_one_line(config: Path, arguments: tuple[str, ...]) -> None:
    assert refused(config, *arguments)


# When nothing is to be sent


def test_a_used_follow_up_is_not_written_again(config: Path) -> None:
    learn(config, sent("asked", "2026-04-30", SentKind.FOLLOW_UP, answers="receipt"))
    for more in ((), ("--force",), ("--call",)):
        assert "was used on 2026-04-30" in refused(config, "a1", *more)


@pytest.mark.parametrize(
    ("mail", "says"),
    [
        (received("no", "2026-04-28", Detail.REJECTION, answers="letter"), "They refused: nothing is to be sent."),
        (received("hi", "2026-04-28", Detail.HUMAN_REPLY, answers="letter"), "answer their mail instead."),
        (received("task", "2026-04-28", Detail.ASSESSMENT, answers="letter"), "They wait for your test"),
    ],
)
def test_where_nothing_is_to_be_sent_only_force_writes(config: Path, mail: Finding, says: str) -> None:
    learn(config, mail)
    assert says in refused(config, "a1")
    forced = draft(config, "a1", "--force")
    assert forced.code == 0
    assert says in forced.err
    assert forced.out.startswith("To: Petra Lindhof")


def test_a_mailbox_that_was_not_read_allows_no_letter(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "clock", lambda: at("2026-05-20"))
    assert "run `inbox-watch poll` first" in refused(config, "a1")


def test_it_is_early_before_the_due_date(tmp_path: Path) -> None:
    config = remembered(tmp_path, letter("2026-05-01", role="Planner"))
    assert draft(config, "a1").err == "It is early: the follow-up is due on 2026-05-08.\n"


def test_interest_elsewhere_has_to_be_true(config: Path) -> None:
    assert "No other application has a talk" in refused(config, "a2", "--interest-elsewhere")
    learn(config, received("talk", "2026-04-25", Detail.INTERVIEW_INVITE, answers="letter", event_on=at("2026-05-09")))
    assert "another employer" in draft(config, "a2", "--interest-elsewhere").out


def test_nothing_is_known_before_a_poll(tmp_path: Path, maildir: Path) -> None:
    done = draft(write_config(tmp_path, maildir), "a1")
    assert (done.code, is_one_plain_line(done.err)) == (2, True)


def test_a_hostile_subject_and_name_stay_on_their_lines(tmp_path: Path) -> None:
    evil = replace(
        RECEIPT,
        subject="Planner\r\nBcc: all@evil.example\x1b[2J",
        from_=replace(RECEIPT.from_, name="Petra\nBcc: x@evil.example"),
        message_id="receipt@mail.example>\r\nBcc: y@evil.example",
    )
    config = remembered(tmp_path, PLANNER, evil)
    message = message_from_string(draft(config, "a1", "--eml").out)
    assert "Bcc" not in message
    assert message["In-Reply-To"] == "<letter@mail.example>"
    assert "\x1b" not in draft(config, "a1").out
