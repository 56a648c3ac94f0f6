"""Which mail a letter answers, and which Message-IDs it names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.followup.thread import Thread, thread
from inbox_watch.records import Detail, Finding, SentKind
from tests.support.events import application, event, stand
from tests.support.findings import LINDHOF, bounce, message_id, received, sent

TODAY = "2026-03-30"
DESK = "no-reply@lindhof-labs.example"


def named(finding: Finding, subject: str) -> Finding:
    return replace(finding, subject=subject)


def test_a_letter_answers_the_last_mail_exchanged_with_its_reader() -> None:
    mails = [
        named(received("first", "2026-03-03", answers="cv", references=["cv"]), "AW: Re: Bewerbung als Planner"),
        received("robot", "2026-03-04", from_=DESK),
    ]
    assert thread(stand(*mails, today=TODAY), LINDHOF) == Thread(
        subject="Re: Bewerbung als Planner",
        in_reply_to=message_id("first"),
        references=(message_id("cv"), message_id("first")),
        account="demo",
    )


def test_a_reader_who_never_wrote_gets_it_in_the_thread_of_the_application() -> None:
    assert thread(stand(today=TODAY), LINDHOF).in_reply_to == message_id("cv")


def test_a_colleague_in_the_same_house_gets_it_in_the_thread_of_the_house() -> None:
    standing = stand(received("robot", "2026-03-04", from_=DESK), today=TODAY)
    assert thread(standing, "voss@lindhof-labs.example").in_reply_to == message_id("robot")


@pytest.mark.parametrize("address", ["dana@elsewhere.example", ""])
def test_to_a_stranger_it_is_no_answer(address: str) -> None:
    from_nobody = received("b", "2026-03-04", from_="")
    assert thread(stand(received("a", "2026-03-03"), from_nobody, today=TODAY), address) == Thread()


def test_a_provider_of_many_is_no_house() -> None:
    its = sent("cv2", "2026-03-03", to="shop@gmail.com")
    assert thread(stand(its, today=TODAY), "other@gmail.com") == Thread()


@pytest.mark.parametrize(
    "mail",
    [
        bounce("b", "2026-03-05", "cv"),
        received("away", "2026-03-05", Detail.OUT_OF_OFFICE),
        received("read", "2026-03-05", Detail.READ_RECEIPT),
        event(received("doubt", "2026-03-05"), linked=False),
        replace(received("odd", "2026-03-05"), message_id=""),
        replace(received("odd", "2026-03-05"), message_id="a@b>\r\nBcc: x@evil.example"),
    ],
)
def test_absence_notes_bounces_and_mail_without_a_message_id_are_not_answered(mail: Finding) -> None:
    assert thread(stand(mail, today=TODAY), LINDHOF).in_reply_to == message_id("cv")


def test_without_references_one_in_reply_to_stands_for_them() -> None:
    one = received("one", "2026-03-03", answers="cv")
    assert thread(stand(one, today=TODAY), LINDHOF).references == (message_id("cv"), message_id("one"))
    two = replace(one, in_reply_to=("a@x.example", "b@x.example"))
    assert thread(stand(two, today=TODAY), LINDHOF).references == (message_id("one"),)


def test_a_long_thread_keeps_its_beginning_and_its_end() -> None:
    long = received("last", "2026-03-03", references=[f"m{number}" for number in range(100)])
    references = thread(stand(long, today=TODAY), LINDHOF).references
    assert len(references) == 30
    assert (references[0], references[-2:]) == (message_id("m0"), (message_id("m99"), message_id("last")))


def test_the_subject_is_one_harmless_line() -> None:
    mail = named(received("a", "2026-03-03"), "Planner\r\nBcc: all@evil.example\u202e")
    assert thread(stand(mail, today=TODAY), LINDHOF).subject == "Re: Planner Bcc: all@evil.example"
    assert thread(stand(named(mail, ""), today=TODAY), LINDHOF).subject == "Re:"


def test_the_users_own_last_letter_is_answered_where_it_is_the_last() -> None:
    asked = sent("asked", "2026-03-10", SentKind.FOLLOW_UP, answers="a")
    standing = stand(received("a", "2026-03-03"), asked, today=TODAY, its=application())
    assert thread(standing, LINDHOF).in_reply_to == message_id("asked")
