"""Whether the user's own program posted a mail, by what stands in its head."""

from __future__ import annotations

import pytest

from inbox_watch.mail.posting import is_posted
from tests.support.written_mail import rule

FROM = ("From", "runa@falkenried.example")
LOGGED_IN = "from [192.0.2.7] (helo=desk) by smtp.postfach.example with esmtpsa (TLS1.3) id 1; Mon, 4 May 2026"
LOCAL = "by imap.postfach.example (Postfix, from userid 1000) id 4; Mon, 4 May 2026 10:00:02 +0200"
TO_THE_BOX = "from smtp.postfach.example ([10.0.0.5]) by imap.postfach.example with LMTPS id 2; Mon, 4 May 2026"
ITSELF = "from localhost (localhost [127.0.0.1]) by mx.postfach.example with ESMTP id 3; Mon, 4 May 2026 10:00:01 +0200"
IN_COMMENTS = ' (with ESMTPSA) (envelope-from <"by x with ESMTPSA"@x.example>)'
STRANGER = "from elsewhere.example (mail.elsewhere.example [203.0.113.9]) by mx.postfach.example with ESMTPS id 5; Mon"


@pytest.mark.parametrize(
    "hops",
    [
        rule("saved in a folder by the program that wrote it", []),
        rule("handed in by a program that has logged in", [LOGGED_IN]),
        rule("in upper case", [LOGGED_IN.replace("esmtpsa", "ESMTPSA")]),
        rule("with addresses beyond ASCII", [LOGGED_IN.replace("esmtpsa", "UTF8SMTPSA")]),
        rule("and passed on within the system", [LOCAL, TO_THE_BOX, ITSELF, LOGGED_IN]),
        rule("written on the machine itself", [TO_THE_BOX, LOCAL]),
        rule("the program's own hop below", [LOGGED_IN, "from laptop by desk with ESMTP; Mon, 4 May 2026"]),
    ],
)
def test_the_users_program_posted_what_never_came_in(hops: list[str]) -> None:
    assert is_posted([*(("Received", hop) for hop in hops), FROM])


@pytest.mark.parametrize(
    "hops",
    [
        rule("from a stranger", [STRANGER]),
        rule("passed on within the system", [TO_THE_BOX, ITSELF, STRANGER]),
        rule("with a trace of its own below", [STRANGER, LOGGED_IN]),
        rule("calls itself the system", [STRANGER.replace("from elsewhere", "from mx.postfach")]),
        rule("calls itself this machine", [STRANGER.replace("elsewhere.example (mail", "localhost [127.0.0.1] (mail")]),
        rule(
            "the protocol in a comment",
            [STRANGER.replace(" id 5", IN_COMMENTS)],
        ),
        rule("another machine without its address", [STRANGER.replace(" (mail.elsewhere.example [203.0.113.9])", "")]),
        rule("an address that is none", [STRANGER.replace("203.0.113.9", "::::")]),
        rule("by nobody", ["from elsewhere.example"]),
    ],
)
def test_what_came_from_elsewhere_is_not_posted_here(hops: list[str]) -> None:
    assert not is_posted([*(("Received", hop) for hop in hops), FROM])


@pytest.mark.parametrize(
    ("labels", "posted"),
    [
        ("Sent,Opened", True),
        ("Inbox,Sent,Important", True),
        ("Gesendet", True),
        ('"Messages envoy\N{LATIN SMALL LETTER E WITH ACUTE}s"', True),
        ("=?UTF-8?Q?Messages_envoy=C3=A9s,Ouvert?=", True),
        ("Drafts", False),
        ("Inbox,Sent by friends", False),
        ("=?no-such-charset?Q?x?=", False),
    ],
)
def test_a_takeout_says_by_its_label_what_was_sent(labels: str, posted: bool) -> None:
    head = [("X-GM-THRID", "1"), ("X-Gmail-Labels", labels)]
    assert is_posted([*head, FROM]) is posted
    assert is_posted([*head, ("Received", STRANGER), FROM]) is posted


def test_a_label_below_the_trace_is_the_senders_own() -> None:
    assert not is_posted([("Received", STRANGER), ("X-Gmail-Labels", "Sent"), FROM])
