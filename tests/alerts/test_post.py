"""A mail reaches a real server as RFC 5322 wants it, and no password goes out unencrypted or into a message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inbox_watch.alerts.channels import send, send_letter
from inbox_watch.alerts.post import Letter
from inbox_watch.errors import AlertNotSent, ConfigError, TargetRefused
from inbox_watch.records import Alert
from tests.support.smtp import PASSWORD, Postbox, dripping, postbox

NOW = datetime(2026, 5, 1, 6, tzinfo=UTC)
ALERT = Alert("mail:1", "offer", "urgent", "Lindhof Labs makes you an offer.", "Applied on 2026-04-01.\nRead it.")
LETTER = Letter("1 of 2 applications is due.", "Grüße: " + "word " * 60 + "\n", "<p>Grüße</p>" + "x" * 3000)


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as started:
        yield started


def test_an_alert_by_mail_is_plain_text_and_known_as_our_own(box: Postbox) -> None:
    send(box.target(), ALERT, NOW)
    (mail,) = box.mails
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == f"{ALERT.body}\n"
    assert (mail["From"], mail["To"]) == ("inbox-watch <runa@falkenried.example>", "me@me.example")
    assert (mail["Subject"], mail["Date"]) == (ALERT.subject, "Fri, 01 May 2026 06:00:00 +0000")
    assert (mail["X-Inbox-Watch"], mail["Auto-Submitted"]) == ("1", "auto-generated")
    assert box.recipients == [["me@me.example"]]
    assert box.greeted_by == ["ehlo localhost"], "the name of this machine is told to nobody"


def test_a_letter_is_a_page_with_its_text(box: Postbox) -> None:
    send_letter(box.target(), LETTER, NOW)
    (mail,) = box.mails
    assert mail.get_content_type() == "multipart/alternative"
    text, page = mail.iter_parts()
    assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().splitlines() == LETTER.text.splitlines()
    assert page.get_content().strip() == LETTER.html
    assert max(map(len, mail.as_bytes().split(b"\r\n"))) <= 998


def test_a_repeat_has_the_message_id_of_what_it_repeats_and_nothing_else_has_it(box: Postbox) -> None:
    send(box.target(), ALERT, NOW)
    send(box.target(), ALERT, NOW + timedelta(minutes=5), again=True)
    for other in (replace(ALERT, key="other"), replace(ALERT, subject="More"), replace(ALERT, body="More")):
        send(box.target(), other, NOW)
    first, repeat, *others = [mail["Message-ID"] for mail in box.mails]
    assert first == repeat
    assert first.endswith("@falkenried.example>")
    assert len({first, *others}) == 4


def test_a_subject_of_strangers_adds_no_header_field(box: Postbox) -> None:
    send(box.target(), Alert("k", "offer", "info", "Offer\r\nBcc: all@everywhere.example", "x"), NOW)
    assert box.mails[0]["Bcc"] is None
    assert box.recipients == [["me@me.example"]]


def test_copies_go_to_whom_the_address_names(box: Postbox) -> None:
    send(box.target(more="&cc=a@x.example&bcc=b@x.example"), ALERT, NOW)
    assert box.recipients == [["me@me.example", "a@x.example", "b@x.example"]]
    assert (box.mails[0]["Cc"], box.mails[0]["Bcc"]) == ("a@x.example", None)


@pytest.mark.parametrize("scheme", ["mailto", "mailtos"])
def test_mail_is_encrypted_where_the_server_can(scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "smtp.pem"))
    with postbox(tmp_path) as box:
        send(box.target(scheme), ALERT, NOW)
    assert box.encrypted == [True]


@pytest.mark.parametrize("more", ["", "&verify=no"])
def test_a_certificate_that_nobody_vouches_for_is_refused(more: str, tmp_path: Path) -> None:
    with postbox(tmp_path) as box, pytest.raises(AlertNotSent, match="vouches for its certificate"):
        send(box.target("mailtos", more), ALERT, NOW)
    assert box.mails == []


def test_an_address_that_wants_encryption_sends_nothing_without(box: Postbox) -> None:
    with pytest.raises(AlertNotSent, match="SMTPNotSupportedError"):
        send(box.target("mailtos"), ALERT, NOW)


def test_no_password_goes_unencrypted_to_another_machine(box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inbox_watch.alerts.post._LOOPBACK", frozenset[str]())
    with pytest.raises(ConfigError, match="write mailtos://"):
        send(box.target(), ALERT, NOW)
    assert box.mails == []


@pytest.mark.parametrize(
    ("replies", "error", "says"),
    [
        ({"AUTH": "535 wrong"}, TargetRefused, r"refused the user name, password or token \(535\)"),
        ({"MAIL": "530 log in first"}, TargetRefused, r"\(530\)"),
        ({"RCPT": "550 nobody"}, AlertNotSent, "accepts none of the recipients"),
        ({"DATA": "554 no"}, AlertNotSent, "answered with 554"),
        ({"EHLO": "421 busy", "HELO": "421 busy"}, AlertNotSent, "did not take it"),
    ],
)
def test_a_server_that_refuses_is_told_apart(
    replies: dict[str, str], error: type[AlertNotSent], says: str, box: Postbox
) -> None:
    box.replies = {command: f"{reply} {PASSWORD}" for command, reply in replies.items()}
    with pytest.raises(AlertNotSent, match=says) as failed:
        send(box.target(), ALERT, NOW)
    assert type(failed.value) is error
    assert PASSWORD not in str(failed.value)


def test_a_server_that_is_not_there_is_for_time_to_mend() -> None:
    with pytest.raises(AlertNotSent, match=r"could not be reached \(ConnectionRefusedError\)") as failed:
        send(f"mailto://runa:{PASSWORD}@localhost:1", ALERT, NOW)
    assert failed.value.exit_code == 75


def test_a_password_may_have_letters_that_are_not_ascii(box: Postbox) -> None:
    box.password = "päss ✓"
    server = f"localhost:{box.port}?from=runa@falkenried.example&to=me@me.example"
    send(f"mailto://runa:p%C3%A4ss%20%E2%9C%93@{server}", ALERT, NOW)
    assert len(box.mails) == 1
    with pytest.raises(TargetRefused):
        send(f"mailto://runa:p%C3%A4sse@{server}", ALERT, NOW)


@pytest.mark.parametrize("name", ["a%0D%0ABcc:%20all@everywhere.example", "a%0Ab"])
def test_a_line_break_in_a_name_is_named_and_nothing_is_sent(name: str, box: Postbox) -> None:
    with pytest.raises(ConfigError, match="sender or recipient"):
        send(box.target(more=f"&name={name}"), ALERT, NOW)
    assert box.mails == []


@pytest.mark.parametrize(
    "scheme", ["mailto://runa:x@localhost:{}?from=r@f.example&to=m@m.example", "json://localhost:{}"]
)
def test_a_server_that_talks_without_end_is_left_alone(scheme: str) -> None:
    with dripping() as port, pytest.raises(AlertNotSent, match=r"not done within 0\.5 s"):
        send_letter(scheme.format(port), LETTER, NOW, seconds=0.5)
