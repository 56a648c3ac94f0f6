"""All commands, run once each: what they send, write, start and give away."""

from __future__ import annotations

import stat
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from inbox_watch.cli.main import COMMANDS
from tests.runs.test_polls import VERBS, verb
from tests.security.house import ASKING, ELSEWHERE, OTHERS, SECRETS, Lived, lived_in, refusals
from tests.security.mails import BODY_CANARY, ESCAPED

pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def lived(has_dovecot: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    with lived_in(tmp_path_factory.mktemp("house")) as all_done:
        yield all_done


def written(lived: Lived) -> list[Path]:
    """Every file of the home but those in which the user keeps secrets."""
    own = {*lived.house.secret_files, lived.house.config, lived.house.folder / "mail.eml"}
    return [path for path in lived.house.folder.rglob("*") if path.is_file() and path not in own]


def contents(path: Path) -> Iterator[bytes]:
    """The octets of a file; of a workbook those of its parts."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    else:
        yield path.read_bytes()


def test_each_command_ran(lived: Lived) -> None:
    """None of the other tests here holds for a command that stopped at once."""
    assert [ran.arguments for ran in lived.done[1:-1]] == [*ASKING[1:], *OTHERS]
    assert {arguments[0] for arguments in (*ASKING, *OTHERS)} == set(COMMANDS) - ELSEWHERE - {"watch"}
    assert {ran.arguments: (ran.code, ran.err) for ran in lived.done if ran.code} == {}


def test_nothing_was_said_to_the_server_but_what_reads(lived: Lived) -> None:
    verbs = {verb(command) if command else "DONE" for command in lived.relay.commands}
    assert verbs <= VERBS | {"IDLE", "DONE"}
    assert {"LOGIN", "EXAMINE", "UID FETCH", "IDLE"} <= verbs
    assert not [command for command in lived.relay.commands if "evil" in command]


def test_the_mailbox_is_as_it_was(lived: Lived) -> None:
    assert lived.after == lived.before


def test_no_secret_and_no_text_of_a_mail_was_said_or_logged(lived: Lived) -> None:
    for ran in lived.done:
        found = [word for word in (*SECRETS, BODY_CANARY) if word in ran.out + ran.err]
        assert found == [], ran.arguments


def test_no_secret_and_no_text_of_a_mail_was_written(lived: Lived) -> None:
    for path in written(lived):
        octets = b"".join(contents(path))
        assert [word for word in (*SECRETS, BODY_CANARY) if word.encode() in octets] == [], path


def test_what_is_told_elsewhere_holds_no_secret_and_no_text_of_a_mail(lived: Lived) -> None:
    told = [str(heard) for heard in lived.service.heard]
    told += [mail.as_string() for box in lived.boxes for mail in box.mails]
    assert len(told) > 2
    for text in told:
        assert [word for word in (*SECRETS, BODY_CANARY) if word in text] == []


def test_no_program_was_started_with_a_secret(lived: Lived) -> None:
    programs = list(lived.notes.of("program"))
    # click asks bash for its version before it prints the script for it.
    assert {Path(words[0]).name for words, _ in programs} == {"bash", "cat", Path(sys.executable).name}
    for words, environment in programs:
        told = " ".join([*words, *environment.values()])
        assert [word for word in (*SECRETS, BODY_CANARY) if word in told] == []


def test_no_shell_and_no_fork(lived: Lived) -> None:
    kinds = {line[0] for line in lived.notes.lines}
    assert kinds == {"file", "host", "name", "program", "end"}


def test_what_was_written_is_for_its_owner_alone(lived: Lived) -> None:
    """The umask was 000."""
    assert len(written(lived)) > 12
    for path in lived.house.folder.rglob("*"):
        others = stat.S_IMODE(path.lstat().st_mode) & 0o077
        assert not others or path.name == "mail.eml", path


def _is_named(path: Path, home: Path) -> bool:
    """Is it named on the command line, or made beside what was?"""
    return path.is_relative_to(home) and bool(Path(path.relative_to(home).parts[0]).suffix)


def test_nothing_was_written_but_where_it_belongs(lived: Lived) -> None:
    home = lived.house.folder
    places = (home / "data", home / "cache", home / "config")
    for name in lived.notes.files:
        path = home / name
        is_state = any(path.is_relative_to(place) for place in places)
        # What Python compiles of a checkout that is new.
        is_compiled = path.parent.name == "__pycache__"
        assert is_state or is_compiled or path in (home, Path("/dev/null")) or _is_named(path, home), name
    assert list((home / "tmp").iterdir()) == []


def test_no_file_of_a_mail_was_written(lived: Lived) -> None:
    assert not [name for name in lived.notes.files if ESCAPED in name or name.endswith(".zip")]
    assert not list(Path("/tmp").glob(f"*{ESCAPED}*"))
    assert sum(path.stat().st_size for path in written(lived)) < 20_000_000


def test_no_process_leaves_a_core_file(lived: Lived) -> None:
    ends = list(lived.notes.of("end"))
    assert len(ends) > len(OTHERS)
    assert {limit for limit, _ in ends} == {0}


def test_only_what_the_configuration_names_was_asked(lived: Lived) -> None:
    named = {lived.relay.port, lived.service.port, lived.monitor.port, *(box.port for box in lived.boxes)}
    assert lived.notes.ports == named
    assert {host for host, _ in lived.notes.of("host")} <= {"127.0.0.1", "::1"}
    assert {name for (name,) in lived.notes.of("name")} <= {"127.0.0.1", "localhost"}


def test_a_secret_that_is_refused_is_not_repeated(lived: Lived) -> None:
    """Servers say it back to us, and the tracebacks of --debug are on."""
    box, _ = lived.boxes
    ran = list(refusals(lived.house, box, lived.service))
    assert all(each.code for each in ran), [(each.arguments, each.code, each.err) for each in ran]
    assert any("Traceback" in each.err for each in ran)
    for each in ran:
        assert [word for word in SECRETS if word in each.out + each.err] == [], each
    log = (lived.house.folder / "run.log").read_text("utf-8")
    assert [word for word in SECRETS if word in log] == []
