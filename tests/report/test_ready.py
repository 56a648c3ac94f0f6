"""The words folded under what is due: the user's own, in the thread, and of nobody else."""

from __future__ import annotations

from urllib.parse import unquote

from inbox_watch.records import Address, Channel, Detail, SentKind, Standing, State
from inbox_watch.report.as_html import to_html
from inbox_watch.report.ready import Ready, writer
from tests.report.builders import days_ago, event, report, standing
from tests.report.html_reader import read

_APPLIED = event(
    Detail.NOT_JOB,
    days_ago(30),
    sent_kind=SentKind.APPLICATION,
    sender=Address("Runa Falkenried", "me@example.org"),
    subject="Application as planner",
    number=1,
)


def _ready(standing: Standing, *others: Standing, language: str = "en") -> Ready | None:
    return writer(report(standing, *others), language).ready(standing)


def test_a_letter_is_addressed_signed_and_can_be_opened_in_a_mail_program() -> None:
    ready = _ready(standing(State.DUE, _APPLIED))
    assert ready is not None
    assert ready.title == "The letter, ready to read over"
    assert ready.body.startswith("Dear Petra Lind")
    assert ready.body.endswith("Runa Falkenried")
    assert ready.link.startswith("mailto:petra@lindhof.example?subject=")
    assert ready.body.splitlines()[-1] in unquote(ready.link)


def test_who_writes_is_known_from_another_application() -> None:
    ready = _ready(standing(), standing(State.REJECTED, _APPLIED, id="a2"))
    assert ready is not None
    assert ready.body.endswith("Runa Falkenried")
    assert ready.minded == ()


def test_a_name_that_is_not_known_is_asked_for() -> None:
    ready = _ready(standing(), language="de")
    assert ready is not None
    assert ready.language == "de"
    assert ready.minded == ("Your name is not known from your letters: put it in where the brackets are.",)


def test_a_call_is_no_mail() -> None:
    ready = _ready(standing(channel=Channel.PHONE))
    assert ready is not None
    assert (ready.title, ready.subject, ready.link) == ("What to say on the telephone", "", "")


def test_where_nobody_is_known_there_is_nothing_to_open() -> None:
    ready = _ready(standing(channel=Channel.PORTAL, target=""))
    assert ready is not None
    assert ready.link == ""
    assert any(sentence.startswith("No address is known") for sentence in ready.minded)


def test_no_words_are_made_where_none_are_to_be_sent() -> None:
    assert _ready(standing(State.ANSWERED)) is None
    assert _ready(standing(State.DUE, used_on=days_ago(3))) is None


def test_the_words_stand_under_what_is_due_and_nowhere_else() -> None:
    page = read(to_html(report(standing(State.DUE, _APPLIED), standing(State.WAITING, id="a2"))))
    assert page.text.count("The letter, ready to read over for Lindhof Labs") == 1
    assert "Runa Falkenried" in page.text
    assert [value for value in page.values("href") if value.startswith("mailto:petra@lindhof.example?")] != []
    assert ("div", "lang", "en") in page.attributes


def test_what_is_far_down_the_list_is_named_by_its_command() -> None:
    due = [standing(id=f"a{number}") for number in range(41)]
    page = read(to_html(report(*due)))
    assert page.text.count("The letter, ready to read over") == 40
    assert "The words for one of these: inbox-watch draft ID" in page.text
