"""Delivery reports: RFC 3464 by structure, the others by sender, subject and wording."""

from __future__ import annotations

import pytest

from inbox_watch.mail.delivery import Notice, worded_report
from inbox_watch.records import Address, DeliveryStatus
from tests.mail.mails import HEAD, read

ORIGINAL = "From: kim@home.example\nTo: jobs@acme.example\nMessage-ID: <mine@home.example>\nSubject: Application\n"


def _report(groups: str, returned: str = f"Content-Type: message/rfc822\n\n{ORIGINAL}\nI apply as a baker.\n") -> str:
    return (
        "From: Mail Delivery System <MAILER-DAEMON@mx.home.example>\nTo: kim@home.example\nReturn-Path: <>\n"
        "Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nYour mail could not be delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.home.example\n\n"
        f"{groups}\n--b\n{returned}--b--\n"
    )


def _group(action: str, address: str, code: str) -> str:
    return f"Final-Recipient: rfc822; {address}\nAction: {action}\nStatus: {code}\n\n"


def test_a_report_is_read_by_its_structure() -> None:
    assert read(_report(_group("failed", "Jobs@acme.example", "5.1.1"))).delivery == DeliveryStatus(
        action="failed",
        recipients=("jobs@acme.example",),
        codes=("5.1.1",),
        returned_message_id="mine@home.example",
        by_structure=True,
    )


def test_our_own_letter_in_a_report_is_nobodys_answer() -> None:
    message = read(_report(_group("failed", "jobs@acme.example", "5.1.1")))
    assert (message.text, message.quoted, message.signature) == ("", "", "")


@pytest.mark.parametrize(
    ("groups", "action", "recipients"),
    [
        ([("delayed", "a@acme.example", "4.4.1")], "delayed", ("a@acme.example",)),
        (
            [("delayed", "a@acme.example", "4.4.1"), ("failed", "b@acme.example", "5.1.1")],
            "failed",
            ("b@acme.example",),
        ),
        (
            [("delivered", "a@acme.example", "2.0.0"), ("failed", "b@acme.example", "5.1.1")],
            "failed",
            ("b@acme.example",),
        ),
        (
            [("failed", "a@acme.example", "5.0.0"), ("failed", "b@acme.example", "5.0.0")],
            "failed",
            ("a@acme.example", "b@acme.example"),
        ),
        ([("Failed (bad address)", "a@acme.example", "5.1.1")], "failed", ("a@acme.example",)),
        ([("exploded", "a@acme.example", "5.1.1")], "failed", ("a@acme.example",)),
    ],
)
def test_the_worst_outcome_and_those_it_befell_count(
    groups: list[tuple[str, str, str]], action: str, recipients: tuple[str, ...]
) -> None:
    delivery = read(_report("".join(_group(*group) for group in groups))).delivery
    assert delivery is not None
    assert (delivery.action, delivery.recipients) == (action, recipients)


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_of_success_is_no_trouble(action: str) -> None:
    message = read(_report(_group(action, "a@acme.example", "2.0.0")))
    assert message.delivery is None
    assert message.text == ""


def test_returned_headers_name_the_mail_that_came_back() -> None:
    headers = f"Content-Type: text/rfc822-headers\n\n{ORIGINAL}\n"
    delivery = read(_report(_group("failed", "a@acme.example", "5.1.1"), headers)).delivery
    assert delivery is not None
    assert delivery.returned_message_id == "mine@home.example"


def test_a_report_without_an_original_names_none() -> None:
    delivery = read(_report(_group("failed", "a@acme.example", "5.1.1"), "Content-Type: text/plain\n\nGone\n")).delivery
    assert delivery is not None
    assert delivery.returned_message_id is None


def test_a_report_whose_boundary_was_lost_is_read_by_its_words() -> None:
    letter = _report(_group("failed", "jobs@acme.example", "5.1.1")).replace('boundary="b"', 'boundary="lost"')
    delivery = read(letter).delivery
    assert delivery is not None
    assert (delivery.action, delivery.by_structure) == ("failed", False)


QMAIL = """From: MAILER-DAEMON@mx.home.example
Subject: failure notice

Hi. This is the qmail-send program at mx.home.example.
I wasn't able to hand your message over. This is a permanent error; I've given up.

<jobs@acme.example>:
192.0.2.1 does not like recipient. 5.1.1

--- Below this line is a copy of the message.

Return-Path: <kim@home.example>
Message-ID: <mine@home.example>
From: kim@home.example

I apply. Reach me at kim@elsewhere.example.
"""
EXCHANGE = """From: System Administrator <postmaster@acme.example>
Subject: Undeliverable: Application as a baker

Your message

  To:      jobs@acme.example
  Subject: Application as a baker

did not reach the following recipient(s):

jobs@acme.example on Tue, 2 Jun 2026 10:00:00 +0200
    The recipient name is not recognized
"""
GERMAN = """From: Mailer-Daemon <mailer-daemon@provider.example>
Subject: Unzustellbar: Bewerbung

Ihre Nachricht an jobs@acme.example konnte leider nicht zugestellt werden: Postfach ist voll.
"""
NAMELESS = """From: MAILER-DAEMON <>
Subject: Mail delivery failed

There was an error delivering your mail to <jobs@acme.example>.
"""


@pytest.mark.parametrize(
    ("letter", "returned"), [(QMAIL, "mine@home.example"), (EXCHANGE, None), (GERMAN, None), (NAMELESS, None)]
)
def test_a_report_in_words_is_recognised(letter: str, returned: str | None) -> None:
    delivery = read(letter).delivery
    assert delivery is not None
    assert (delivery.action, delivery.by_structure) == ("failed", False)
    assert delivery.recipients == ("jobs@acme.example",)
    assert delivery.returned_message_id == returned


def test_the_failed_recipients_are_those_the_header_names() -> None:
    letter = "X-Failed-Recipients: jobs@acme.example\n" + QMAIL.replace(
        "<jobs@acme.example>:", "a b@b.example c@c.example"
    )
    delivery = read(letter).delivery
    assert delivery is not None
    assert delivery.recipients == ("jobs@acme.example",)


def test_an_attached_original_names_the_mail_that_came_back() -> None:
    letter = (
        "From: postmaster@acme.example\nSubject: Undeliverable: Application\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nNo such user here.\n'
        f"--b\nContent-Type: message/rfc822\n\n{ORIGINAL}\nI apply.\n--b--\n"
    )
    delivery = read(letter).delivery
    assert delivery is not None
    assert delivery.returned_message_id == "mine@home.example"


DAEMON = Address("Mail Delivery System", "mailer-daemon@mx.home.example")


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("Delivery has failed.", "failed"),
        ("The mail server will keep trying for five days.", "delayed"),
        ("Your mail has not yet been delivered. No action is required.", "delayed"),
        ("The delivery was delayed, so we gave up: giving up now.", "failed"),
        ("Could not be delivered for 4 hours; we will continue to try.", "delayed"),
        ("Die Zustellung verzögert sich.", "delayed"),
        ("Deferred: 451 4.3.0 temporary failure", "delayed"),
        ("550 5.1.1 no such user", "failed"),
        ("Votre message n'a pas pu être remis.", "failed"),
        ("No se ha podido entregar el mensaje.", "failed"),
        ("Uw bericht kon niet worden bezorgd.", "failed"),
        ("Impossibile recapitare il messaggio.", "failed"),
        ("A mensagem não pôde ser entregue.", "failed"),
    ],
)
def test_the_words_say_whether_the_system_goes_on_trying(words: str, action: str) -> None:
    report = worded_report(Notice(DAEMON, 0, "", words))
    assert report is not None
    assert report.action == action


@pytest.mark.parametrize(
    ("sender", "votes", "subject", "text"),
    [
        ("anna@acme.example", 0, "Undeliverable: your parcel", "It could not be delivered."),
        ("anna@acme.example", 1, "Re: failure notice", "It could not be delivered."),
        ("anna@acme.example", 1, "Automatic reply: Undeliverable mail", "My mailbox is full."),
        ("anna@acme.example", 1, "Out of office", "I am away; my mailbox is full and mail may not be delivered."),
        ("postmaster@acme.example", 0, "Your application", "Unfortunately we could not deliver good news."),
        ("postmaster@acme.example", 0, "Re: Undeliverable mail", "The mailbox is full, we know."),
        ("bounces@news.example", 0, "Delivery jobs near you", "Drivers wanted: delivery failed? Not with us."),
        ("mailer-daemon@mx.home.example", 1, "Welcome", "All is well."),
        ("jobs@acme.example", 0, "Your message could not be delivered", "Returned mail."),
    ],
)
def test_ordinary_mail_and_automatic_answers_are_no_reports(sender: str, votes: int, subject: str, text: str) -> None:
    assert worded_report(Notice(Address("", sender), votes, subject, text)) is None


@pytest.mark.parametrize(
    ("votes", "subject", "returned", "text", "reports"),
    [
        (1, "Mail", "cv@home.example", "ada@x.example: mailbox is full.", True),
        (1, "Mail", "cv@home.example", "It could not be delivered to ada@x.example.", True),
        (0, "Your mail could not be delivered", "cv@home.example", "No such user.", True),
        (2, "Unknown person", None, "It was not delivered. User unknown.", True),
        (1, "Mail", None, "No such user.", False),
        (0, "Mail", "cv@home.example", "No such user.", False),
        (1, "Fwd: Mail", "cv@home.example", "No such user.", False),
        (1, "Abwesend: Bewerbung", "cv@home.example", "My mailbox is full.", False),
        (1, "Abwesend: Bewerbung", "cv@home.example", "Die Antwort verzögert sich.", False),
        (1, "Your application has arrived", "cv@home.example", "No action is required on your part.", False),
        (2, "Your application has arrived", None, "The interview has been postponed.", False),
        (2, "Out of office", None, "If you did not receive an answer by Monday, call me.", False),
    ],
)
def test_a_report_without_its_manner_has_to_say_it_outright(
    votes: int, subject: str, returned: str | None, text: str, reports: bool
) -> None:
    """Some systems send under a person's address: the null reverse-path and the letter inside give them away."""
    notice = Notice(Address("", "no-reply@mx.example"), votes, subject, text, (), returned)
    assert (worded_report(notice) is not None) is reports


@pytest.mark.parametrize("sender", ["it@acme.example", "postmaster@acme.example", "bounces-hr@list.example"])
def test_a_letter_inside_makes_no_report_of_what_a_person_writes(sender: str) -> None:
    text = "We had problems with our form, and the interview has been postponed. Please send your CV again."
    notice = Notice(Address("System Administrator", sender), 0, "Your application", text, (), "cv@home.example")
    assert worded_report(notice) is None


def test_words_of_the_returned_letter_decide_nothing() -> None:
    text = "Your mail is here again.\n\n--- Below this line is a copy of the message.\n\nDelivery failed? giving up."
    assert worded_report(Notice(DAEMON, 1, "", text)) is None


def test_a_broken_status_part_is_no_structure() -> None:
    letter = (
        HEAD + 'MIME-Version: 1.0\nContent-Type: multipart/report; boundary="b"\n\n--b\n'
        "Content-Type: message/delivery-status\n\nnothing of use\n--b--\n"
    )
    assert read(letter).delivery is None
