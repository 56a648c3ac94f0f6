"""Large messages come in parts, and are then the messages that come whole; whatever goes wrong, they come."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inbox_watch.mail.bulk import without_bulk
from inbox_watch.mail.parse import parse
from inbox_watch.records import RawMessage
from inbox_watch.sources import groups
from tests.sources.bad_visits import breaking_at, messages, unreadable, visit
from tests.sources.mailboxes import Reader, at, imap_account, mail
from tests.support.bad_server import BadServer, HangUpError, Reply, Talk, hang_up
from tests.support.big_mail import HEAD, a_file, letter, mixed, text
from tests.support.dovecot import Dovecot
from tests.support.sections import structure_of

FILED = letter(
    mixed(text("Hello"), text("<p>Hello", "html"), boundary="in", kind="alternative"), a_file(300_000, "a.pdf")
)
INSIDE = b"Content-Type: message/rfc822\r\n\r\n" + FILED.replace(b"out", b"deep")
MAIL = {
    1: mail(1),
    2: FILED,
    3: letter(text("word " * 20_000)),
    4: HEAD + a_file(90_000, "cv.pdf"),
    5: letter(text("It failed."), INSIDE, kind="report; report-type=delivery-status"),
    6: letter(*[a_file(30_000, f"{number}.jpg") for number in range(5)]),
    7: mail(7, size=90_000),
}
# They have files of which a part is enough.
CUT = (2, 4, 5, 6)


def octets_of(found: list[RawMessage]) -> dict[int, bytes]:
    return {message.uid.uid: message.octets for message in found}


def test_files_stay_where_they_are() -> None:
    with BadServer(MAIL) as server:
        found = octets_of(messages(visit(server)))
        fetches = [line for line in server.commands if "BODY.PEEK[]" in line]
    assert found == {uid: without_bulk(octets) for uid, octets in MAIL.items()}
    assert sum(map(len, found.values())) < sum(map(len, MAIL.values())) / 2
    assert fetches == ["UID FETCH 1 (BODY.PEEK[])", "UID FETCH 3,7 (BODY.PEEK[])"]


def test_a_message_in_parts_reads_like_the_whole() -> None:
    with BadServer(MAIL) as server:
        for message in messages(visit(server)):
            whole = RawMessage(message.uid, message.role, message.internaldate, MAIL[message.uid.uid])
            assert parse(message) == parse(whole)


def test_all_commands_are_under_way_before_the_first_is_answered() -> None:
    """A server that answers only once it has got all commands, in the wrong order and in pieces."""
    waiting: list[tuple[bytes, bytes]] = []

    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        if b"BODY.PEEK" not in rest or rest.startswith(b"1 "):
            talk.server._fetch(talk, tag, rest)
            return
        waiting.append((tag, rest))
        if len(waiting) == 1 + len(CUT):
            lines = [
                talk.server._line(int(uid), b"(" + item + b")")
                for _, command in reversed(waiting)
                for item in reversed(command.partition(b" ")[2].strip(b"()").split())
                for uid in command.partition(b" ")[0].split(b",")
            ]
            talk.send(b"* 3 FETCH (FLAGS (\\Seen))\r\n".join(lines))
            talk.send(b"".join(tag + b" OK done\r\n" for tag, _ in reversed(waiting)))

    with BadServer(MAIL, fetch=fetch) as server:
        assert octets_of(messages(visit(server))) == {uid: without_bulk(octets) for uid, octets in MAIL.items()}


def test_many_commands_do_not_stop_up_the_line() -> None:
    many = {uid: letter(text(str(uid)), a_file(60_000, "a.pdf")) for uid in range(1, 90)}
    with BadServer(many) as server:
        assert octets_of(messages(visit(server))) == {uid: without_bulk(octets) for uid, octets in many.items()}
        assert not [line for line in server.commands if "BODY.PEEK[]" in line]


# Whatever goes wrong


@pytest.mark.parametrize(
    "structure",
    [
        b"NIL",
        b"(((",
        b"(" * 5_000 + b")" * 5_000,
        b'("text" "plain" NIL NIL NIL "7bit" 400000 9000)',
        b'("application" "pdf" NIL NIL NIL "base64" 400000)',
        b'(("text" "plain" NIL NIL NIL "7bit" 5 1)("application" "pdf" NIL NIL NIL "base64" 410000) "mixed")',
        b'(("application" "pdf" NIL NIL NIL "base64" NIL) "mixed")',
        b'(("application" "pdf" NIL NIL NIL "base64" "410000") NIL)',
        b'("application" "pdf" NIL NIL NIL "base64" 18446744073709551616)',
    ],
)
def test_a_structure_that_is_wrong_costs_nothing_but_octets(structure: bytes) -> None:
    with BadServer(MAIL, structures={2: structure}) as server:
        sitting = visit(server)
    assert octets_of(messages(sitting)) == {uid: FILED if uid == 2 else without_bulk(MAIL[uid]) for uid in MAIL}
    assert not unreadable(sitting)


def off_by(octets: int) -> bytes:
    right = structure_of(FILED)
    size = max(int(word) for word in right.split() if word.isdigit())
    return right.replace(b"%d" % size, b"%d" % (size + octets))


@pytest.mark.parametrize("octets", [-7, -1, 1, 7, 100_000])
def test_a_size_that_is_wrong_is_noticed(octets: int) -> None:
    """Exchange is known to state sizes that are not those of the message."""
    with BadServer(MAIL, structures={2: off_by(octets)}) as server:
        found = octets_of(messages(visit(server)))
    assert found[2] == FILED


def refusing(what: bytes) -> Reply:
    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        if what in rest:
            talk.send(tag + b" NO [SERVERBUG] not that\r\n")
        else:
            talk.server._fetch(talk, tag, rest)

    return fetch


def breaking_off(what: bytes) -> Reply:
    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        if what in rest:
            raise HangUpError
        talk.server._fetch(talk, tag, rest)

    return fetch


@pytest.mark.parametrize("how", [refusing, breaking_off])
@pytest.mark.parametrize("what", [b"BODYSTRUCTURE", b"MIME", b"<0."])
def test_a_server_that_gives_no_parts_gives_the_whole(how: Callable[[bytes], Reply], what: bytes) -> None:
    with BadServer(MAIL, fetch=how(what)) as server:
        sitting = visit(server)
    found = octets_of(messages(sitting))
    assert {uid: without_bulk(octets) for uid, octets in found.items()} == {
        uid: without_bulk(octets) for uid, octets in MAIL.items()
    }
    assert found[2] == FILED
    assert not unreadable(sitting)


def test_a_message_that_breaks_the_session_is_found_among_others_in_parts() -> None:
    with BadServer(MAIL, fetch=breaking_at({2}, b"")) as server:
        sitting = visit(server)
    assert octets_of(messages(sitting)).keys() == MAIL.keys() - {2}
    assert [item.uid.uid for item in unreadable(sitting)] == [2]


def test_a_server_that_falls_silent_over_structures_is_asked_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inbox_watch.sources.connection.READ_SECONDS", 0.3)
    silent: list[int] = []

    def fetch(talk: Talk, tag: bytes, rest: bytes) -> None:
        if b"BODYSTRUCTURE" in rest:
            silent.append(1)
            talk.server.over.wait(1)
            hang_up(talk, tag, rest)
        talk.server._fetch(talk, tag, rest)

    with BadServer(MAIL, fetch=fetch) as server:
        assert octets_of(messages(visit(server)))[2] == FILED
    assert len(silent) == 1


def test_a_budget_counts_what_is_fetched() -> None:
    with BadServer(dict.fromkeys(range(1, 30), FILED)) as server:
        sitting = Reader(server.account()).visit()
    assert len(messages(sitting)) == 29
    # 29 messages of 412 kB would be four groups that double from 1 MiB; of 25 kB they are one.
    assert len(sitting.batches) == 1


# On a real server


def test_a_real_server_gives_the_same_in_parts(dovecot: Dovecot) -> None:
    for octets in MAIL.values():
        dovecot.deliver("INBOX", octets, at(2))
    found = messages(Reader(imap_account(dovecot)).visit())
    assert sorted(message.octets for message in found) == sorted(map(without_bulk, MAIL.values()))


def test_one_message_in_two_folders_is_one(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fetched in parts in one, and whole in the other."""
    dovecot.deliver("INBOX", FILED, at(2))
    dovecot.deliver("Sent", FILED, at(3))
    lean = messages(Reader(imap_account(dovecot)).visit())
    monkeypatch.setattr(groups, "WORTH_A_LOOK", 1 << 30)
    whole = messages(Reader(imap_account(dovecot)).visit())
    assert {len(message.octets) for message in lean} == {len(without_bulk(FILED))}
    assert {len(message.octets) for message in whole} == {len(FILED)}
    assert len({parse(message).sha256 for message in (*lean, *whole)}) == 1
