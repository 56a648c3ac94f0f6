"""A draft as a message (RFC 5322) and as a mailto: address (RFC 6068), whatever strangers wrote into names."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.clean import clean_line
from inbox_watch.followup.envelope import as_file, as_mailto, as_message, is_writable
from inbox_watch.records import Address, Draft, DraftKind
from tests.support.findings import ME

BODY = "Guten Tag Petra Lind,\n\nüber eine Nachricht freue ich mich.\n\nFreundliche Grüße\nRuna Falkenried"
# Exchange makes Message-IDs that are longer than a line.
LONG = "DB7PR04MB1234567890ABCDEF1234567890ABCDEF@DB7PR04MB1234567890.eurprd04.prod.outlook.example"
DRAFT = Draft(
    kind=DraftKind.LETTER,
    language="de",
    author=ME,
    to=Address("Petra Lind", "petra@lindhof.example"),
    subject="Re: Bewerbung „Planer“",
    body=BODY,
    in_reply_to=LONG,
    references=("first@mail.example", LONG),
)


def read(octets: bytes) -> EmailMessage:
    return message_from_bytes(octets, policy=default)


def test_a_message_has_the_users_address_the_reader_and_the_thread() -> None:
    message = read(as_message(DRAFT))
    assert {name: str(value) for name, value in message.items()} == {
        "In-Reply-To": f"<{LONG}>",
        "References": f"<first@mail.example> <{LONG}>",
        "From": "Runa Falkenried <runa@falkenried.example>",
        "To": "Petra Lind <petra@lindhof.example>",
        "Subject": "Re: Bewerbung „Planer“",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }
    assert message.get_content().splitlines() == BODY.splitlines()


def test_a_message_is_ascii_in_lines_that_any_server_takes() -> None:
    octets = as_message(DRAFT)
    assert octets.isascii()
    assert octets.count(b"\n") == octets.count(b"\r\n") == octets.count(b"\r")
    lines = octets.split(b"\r\n")
    assert max(len(line) for line in lines if LONG.encode() not in line) <= 78
    assert f"References: <first@mail.example>\r\n <{LONG}>\r\n".encode() in octets


def test_a_file_says_that_it_was_not_sent_and_is_else_the_message() -> None:
    assert as_file(DRAFT) == b"X-Unsent: 1\r\n" + as_message(DRAFT)


def test_a_letter_that_begins_a_thread_names_no_mail() -> None:
    octets = as_message(replace(DRAFT, in_reply_to="", references=()))
    assert b"In-Reply-To" not in octets
    assert b"References" not in octets


def test_without_an_address_there_is_no_field_to() -> None:
    assert "To" not in read(as_message(replace(DRAFT, to=Address("", ""))))


def test_a_mailto_has_everything_percent_encoded() -> None:
    link = as_mailto(DRAFT)
    assert link.startswith(
        "mailto:petra@lindhof.example?subject=Re%3A%20Bewerbung%20%E2%80%9EPlaner%E2%80%9C&body=Guten"
    )
    said = parse_qs(urlsplit(link).query, strict_parsing=True)
    assert said == {"subject": [DRAFT.subject], "body": [BODY.replace("\n", "\r\n")], "in-reply-to": [f"<{LONG}>"]}
    assert "+" not in link
    assert link.isascii()


def test_a_mailto_to_nobody_is_one_still() -> None:
    link = as_mailto(replace(DRAFT, to=Address("", ""), in_reply_to=""))
    assert link.startswith("mailto:?subject=")
    assert "in-reply-to" not in link


@pytest.mark.parametrize(
    ("address", "writable"),
    [
        ("petra@lindhof.example", True),
        ("petra.lind+jobs@lindhof-labs.example", True),
        ("o'neill@lindhof.example", True),
        ("petra@lindhof.example\r\nBcc: x@evil.example", False),
        ("petra@lindhof.example\n", False),
        ("petra@lindhof.example, x@evil.example", False),
        ("petra@lindhof.example?bcc=x@evil.example", False),
        ('"pe tra"@lindhof.example', False),
        ("pétra@lindhof.example", False),
        ("Lindhof Labs", False),
        ("", False),
    ],
)
def test_only_a_plain_address_is_written(address: str, writable: bool) -> None:
    assert is_writable(address) is writable
    assert ("To" in read(as_message(replace(DRAFT, to=Address("x", address))))) is writable
    assert as_mailto(replace(DRAFT, to=Address("", address))).startswith("mailto:?") is not writable


_ANY = st.text(st.characters(codec="utf-8"))
_ADDRESSES = st.one_of(_ANY, st.from_regex(r"[a-z.!#%&'+-]{1,20}@[a-z.-]{1,20}", fullmatch=True))


@settings(deadline=None)  # a machine under load is no fault of ours
@given(name=_ANY, address=_ADDRESSES, subject=_ANY)
def test_whatever_strangers_write_no_field_is_added_and_nothing_raises(name: str, address: str, subject: str) -> None:
    odd = replace(DRAFT, to=Address(clean_line(name), address), subject=clean_line(subject))
    fields = [field for field in read(as_message(odd)).keys() if field != "To"]  # noqa: SIM118  # not a mapping
    assert fields == [field for field in read(as_message(DRAFT)).keys() if field != "To"]  # noqa: SIM118
    assert set(parse_qs(urlsplit(as_mailto(odd)).query)) <= {"subject", "body", "in-reply-to"}
