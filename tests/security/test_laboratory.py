"""`train`, `evaluate` and `demo`, watched as all other commands are: what they send, write, start and give away."""

from __future__ import annotations

import contextlib
import html
import json
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inbox_watch.mail.parse import UnreadableMessage, parse
from tests.runs.test_polls import VERBS, verb
from tests.security.house import ELSEWHERE, IMAP_PASSWORD, SECRETS, House, Ran
from tests.security.mails import BODY_CANARY, receipt
from tests.security.test_every_command import contents
from tests.security.watching import Notes
from tests.support.dovecot import Dovecot
from tests.support.proxy import Relay
from tests.support.sample import raw_messages
from tests.support.small_corpus import write_small_corpus

pytestmark = pytest.mark.timeout(600)
BEFORE = (("poll", "--since", "2020-01-01"), ("label", "<r1@firm1.example>", "acknowledgement"))
RUN = (
    ("train", "--mine", "--corpus", "corpus", "-o", "mine.npz"),
    ("evaluate", "labelled.jsonl", "--picture", "picture.svg"),
    ("evaluate", "labelled.jsonl", "--card", "card.md"),
    ("demo",),
)
# A record of somebody's labelled mail, as `evaluate` takes it.
_LABELLED = {"id": "1", "label": "rejection", "from": "hr@firm1.example", "subject": "Your application"}
_KINDS_OF_NOTES = {"file", "host", "name", "program", "end"}


@dataclass(frozen=True, slots=True)
class Lived:
    """What the home was after all of them had run in it."""

    house: House
    port: int
    commands: tuple[str, ...]
    is_unchanged: bool
    notes: Notes
    done: tuple[Ran, ...]

    @property
    def given(self) -> set[Path]:
        """What the user put there."""
        home = self.house.folder
        theirs = {home / "mail.eml", home / "labelled.jsonl", *(home / "corpus").rglob("*"), home / "corpus"}
        return theirs | {*self.house.secret_files, self.house.config}

    def written(self) -> list[Path]:
        return [path for path in self.house.folder.rglob("*") if path.is_file() and path not in self.given]

    @property
    def demonstration(self) -> Path:
        """The folder that `demo` made and named."""
        (folder,) = (self.house.folder / "tmp").glob("inbox-watch-demo-*")
        return folder


@pytest.fixture(scope="module")
def lived(has_dovecot: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    with Dovecot(password=IMAP_PASSWORD) as server, Relay(server.port) as relay:
        house = House(tmp_path_factory.mktemp("laboratory"), server)
        for folder in (house.config.parent.parent, house.config.parent):
            folder.mkdir(mode=0o700)
        house.configure(relay.port)
        (house.folder / "corpus").mkdir()
        write_small_corpus(house.folder / "corpus", easy=True)
        body = f"We regret that we have chosen another candidate. {BODY_CANARY}"
        (house.folder / "labelled.jsonl").write_text(json.dumps(_LABELLED | {"body": body}) + "\n", "utf-8")
        for number in range(1, 4):
            server.deliver("INBOX", receipt(number), datetime.now(UTC) - timedelta(days=30))
        before = server.snapshot()
        for arguments in (*BEFORE, *RUN):
            house.run(*arguments)
        is_unchanged = server.snapshot() == before
        yield Lived(house, relay.port, tuple(relay.commands), is_unchanged, house.notes(), tuple(house.ran))


def test_each_of_them_ran(lived: Lived) -> None:
    assert {arguments[0] for arguments in RUN} | {"fleet"} == ELSEWHERE
    assert {ran.arguments: (ran.code, ran.err) for ran in lived.done if ran.code} == {}
    assert "1 of yours" in lived.done[len(BEFORE)].err
    assert all((lived.house.folder / name).is_file() for name in ("mine.npz", "picture.svg", "card.md"))


def test_the_mailbox_is_only_read(lived: Lived) -> None:
    assert {verb(command) for command in lived.commands} <= VERBS
    assert sum(command.startswith("LOGIN") for command in lived.commands) == 2
    assert lived.is_unchanged


def test_nothing_was_asked_but_the_mail_server_and_the_one_of_the_demonstration(lived: Lived) -> None:
    assert {host for host, _ in lived.notes.of("host")} <= {"127.0.0.1", "::1"}
    assert {name for (name,) in lived.notes.of("name")} <= {"127.0.0.1", "localhost"}
    assert lived.port in lived.notes.ports
    assert len(lived.notes.ports) == 2


def test_no_secret_and_no_text_of_a_mail_was_said(lived: Lived) -> None:
    for ran in lived.done:
        assert [word for word in (*SECRETS, BODY_CANARY) if word in ran.out + ran.err] == [], ran.arguments


def test_no_secret_and_no_text_of_a_mail_was_written(lived: Lived) -> None:
    """Not even a word by itself: the model was trained on the canary's mail."""
    words = (*SECRETS, BODY_CANARY, *BODY_CANARY.split("-"))
    assert len(lived.written()) > 6
    for path in lived.written():
        octets = b"".join(contents(path))
        found = [word for word in words if word.encode() in octets]
        # The number of the canary may be a number of the demonstration, or part of one in a model.
        assert set(found) <= {"4417"}, path


def test_the_demonstration_keeps_no_text_and_tells_its_password_to_nobody(lived: Lived) -> None:
    password = (lived.demonstration / "password").read_text()
    lines = {line.strip() for text in texts() for line in text.splitlines() if len(line.strip()) > 90}
    assert len(lines) > 50
    for path in lived.demonstration.rglob("*"):
        text = html.unescape(path.read_bytes().decode("utf-8", "replace")) if path.is_file() else ""
        assert [line for line in lines if line in text] == [], path
        assert password not in text or path.name == "password"
    assert not [ran.arguments for ran in lived.done if password in ran.out + ran.err]
    assert not [words for words, environment in lived.notes.of("program") if password in f"{words}{environment}"]


def texts() -> Iterator[str]:
    """The texts of the sample search; a mail of it cannot be read."""
    for raw in raw_messages():
        with contextlib.suppress(UnreadableMessage):
            yield parse(raw).text


def test_only_python_and_the_users_command_were_started_and_no_shell(lived: Lived) -> None:
    programs = list(lived.notes.of("program"))
    assert {Path(words[0]).name for words, _ in programs} == {"cat", Path(sys.executable).name}
    for words, environment in programs:
        told = " ".join([*words, *environment.values()])
        assert [word for word in (*SECRETS, BODY_CANARY) if word in told] == []
    assert {line[0] for line in lived.notes.lines} == _KINDS_OF_NOTES


def test_what_was_written_is_for_its_owner_alone_and_where_it_belongs(lived: Lived) -> None:
    """The umask was 000."""
    home = lived.house.folder
    for path in {*home.rglob("*")} - lived.given:
        assert not stat.S_IMODE(path.lstat().st_mode) & 0o077, path
    named = {home / name for name in ("mine.npz", "mine.npz.part", "picture.svg", "card.md", "run.log")}
    state = (home / "data", home / "cache", home / "config", home / "tmp")
    for path in (home / name for name in lived.notes.files):
        is_state = any(path.is_relative_to(place) for place in state)
        assert is_state or path in named | {home, Path("/dev/null")}, path
    assert [path.name for path in (home / "tmp").iterdir()] == [lived.demonstration.name]


def test_no_process_leaves_a_core_file(lived: Lived) -> None:
    ends = list(lived.notes.of("end"))
    assert len(ends) > len(RUN)
    assert {limit for limit, _ in ends} == {0}
