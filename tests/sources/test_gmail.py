"""Gmail numbers its threads (X-GM-EXT-1); no other server is asked for that."""

from __future__ import annotations

from tests.sources.bad_visits import messages, visit
from tests.sources.mailboxes import mail
from tests.support.bad_server import BadServer

TWO = {1: mail(1), 2: mail(2)}


def test_gmail_tells_the_thread_of_each_message() -> None:
    threads = {1: 1278455344230334865, 2: 1266894439832287888}
    with BadServer(TWO, capabilities="IMAP4rev1 X-GM-EXT-1", threads=threads) as server:
        found = messages(visit(server))
    assert {message.uid.uid: message.conversation for message in found} == {
        1: "1278455344230334865",
        2: "1266894439832287888",
    }


def test_another_server_is_not_asked() -> None:
    with BadServer(TWO) as server:
        found = messages(visit(server))
        assert server.count("UID FETCH 1,2 (RFC822.SIZE INTERNALDATE)") == 1
    assert [message.conversation for message in found] == ["", ""]
