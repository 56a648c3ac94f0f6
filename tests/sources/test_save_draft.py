"""Saving one draft on a real server: the only write there is."""

from __future__ import annotations

import re
import socket

import pytest

from inbox_watch.errors import FolderMissing, LoginRefused, MailboxUnavailable
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.drafts import save_draft
from inbox_watch.sources.folders import Listed
from inbox_watch.sources.imap import session_of
from inbox_watch.sources.session import Session
from inbox_watch.sources.wire import ForbiddenCommandError
from tests.sources.mailboxes import at, imap_account, mail
from tests.support.dovecot import Dovecot

DRAFT = (
    b"From: Runa Falkenried <runa@falkenried.example>\r\nTo: petra@lindhof.example\r\nSubject: Re: Planner\r\n"
    b"\r\nGuten Tag,\r\n\r\n.\r\nA9 EXPUNGE\r\n"
)


def test_a_draft_lies_in_the_folder_for_drafts_marked_as_one_and_nothing_else_changes(dovecot: Dovecot) -> None:
    dovecot.deliver("INBOX", mail(1), at(2))
    before = dovecot.snapshot()
    assert save_draft(imap_account(dovecot), DRAFT, Deadline(20)) == "Drafts"
    after = dovecot.snapshot()
    (path,) = after.keys() - before.keys()
    assert after.pop(path).splitlines() == DRAFT.splitlines()
    assert after == before
    assert re.fullmatch(r"\.Drafts/cur/[^/]+:2,D", path)


def test_a_folder_without_a_flag_is_found_by_its_name(has_dovecot: None) -> None:
    with Dovecot({"Entwürfe": ""}) as server:
        assert save_draft(imap_account(server), DRAFT, Deadline(20)) == "Entwürfe"
        assert len(server.snapshot()) == 1


def test_without_a_folder_for_drafts_nothing_is_written(has_dovecot: None) -> None:
    with Dovecot({"Sent": "\\Sent"}) as server:
        with pytest.raises(FolderMissing, match=r"no folder for drafts: make one, or write a file with --eml\."):
            save_draft(imap_account(server), DRAFT, Deadline(20))
        assert server.snapshot() == {}


def test_the_connection_of_a_poll_lets_no_draft_out(dovecot: Dovecot) -> None:
    with (
        pytest.raises(ForbiddenCommandError, match="APPEND"),
        session_of(imap_account(dovecot), Deadline(10)) as session,
    ):
        session.append_draft(Listed("Drafts", "Drafts"), DRAFT)
    assert dovecot.snapshot() == {}


def test_a_wrong_password_saves_nothing(dovecot: Dovecot) -> None:
    with pytest.raises(LoginRefused):
        save_draft(imap_account(dovecot, password_cmd=("echo", "wrong")), DRAFT, Deadline(20))
    assert dovecot.snapshot() == {}


def test_a_server_that_is_not_there_is_told_without_a_promise_to_try_again(dovecot: Dovecot) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(MailboxUnavailable) as raised:
        save_draft(imap_account(dovecot, port=port), DRAFT, Deadline(20))
    assert str(raised.value).startswith("The draft may not have been saved: 127.0.0.1:")
    assert "next run" not in str(raised.value)


def test_a_folder_that_takes_no_draft_is_told(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Listed("Drafts/gone", "Drafts.gone/x", flags=frozenset({"\\drafts"}))
    monkeypatch.setattr(Session, "list_folders", lambda _: (gone,))
    with pytest.raises(MailboxUnavailable, match=r"did not take the draft \(.+\): write a file with --eml\."):
        save_draft(imap_account(dovecot), DRAFT, Deadline(20))
    assert dovecot.snapshot() == {}
