"""The user's own tables from the command line: they count, they are shown, and what is wrong in them is told."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.calls import AS_OF, call, spawn, write_config

# apprise asks for a module that Python is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

SENDERS = (
    "address\tvendor\tkind\tsize\temployer_in\n"
    "mail.stellwerk.example\tStellwerk\tats\tmidsize\tlocal_part\n"
    "lever.co\tHeber\tats\tmidsize\tsubject\n"
    "!codility.com\n"
)
MAIL = b"From: Jobs <nordlys-optik@mail.stellwerk.example>\r\nSubject: Hej\r\n\r\nHej.\r\n"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "senders.tsv").write_text(SENDERS, "utf-8")
    return folder


def employers(out: str) -> list[str]:
    return [json.loads(line)["employer"] for line in out.splitlines()]


def test_classify_reads_the_tables_beside_the_configuration_and_needs_no_configuration(
    tables: Path, tmp_path: Path
) -> None:
    (tmp_path / "one.eml").write_bytes(MAIL)
    line = json.dumps({"id": "two", "from": "nordlys-optik@mail.stellwerk.example", "body": "Hej."})
    (tmp_path / "two.jsonl").write_text(line + "\n")
    paths = ("--jsonl", tmp_path / "one.eml", tmp_path / "two.jsonl")
    done = call("-c", tmp_path / "config.toml", "classify", *paths)
    assert (done.code, done.err, employers(done.out)) == (0, "", ["Nordlys Optik", "Nordlys Optik"])
    elsewhere = call("-c", tmp_path / "elsewhere" / "config.toml", "classify", *paths)
    assert employers(elsewhere.out) == ["Stellwerk", "Stellwerk"]


def test_the_folder_of_the_user_is_the_one_that_is_read(tables: Path, tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(MAIL)
    home = tmp_path / "home"
    shutil.copytree(tables, home / "inbox_watch" / "knowledge")
    done = spawn("classify", "--jsonl", tmp_path / "one.eml", XDG_CONFIG_HOME=str(home))
    assert (done.code, employers(done.out)) == (0, ["Nordlys Optik"])


def test_the_check_of_the_configuration_counts_the_rows(tables: Path, tmp_path: Path, maildir: Path) -> None:
    done = call("-c", write_config(tmp_path, maildir), "config", "check")
    counted = f"{tables}/senders.tsv: 2 rows of yours, 1 in place of shipped ones, 1 of the shipped ones switched off."
    assert (done.code, done.out.splitlines()[1:]) == (0, [counted])


def test_doctor_counts_the_rows_and_says_which_mail_they_count_for(labelled: Path, tables: Path) -> None:
    done = call("-c", labelled, "doctor")
    said = [line.split(None, 2) for line in done.out.splitlines() if "knowledge" in line.split()[:2]]
    assert done.code == 0
    assert [mark for mark, _, _ in said] == ["ok", "note"]
    assert "2 rows of yours" in said[0][2]
    assert "mail read before keeps what was found in it until it is read anew" in said[1][2]


@pytest.mark.parametrize("command", [("poll",), ("report",), ("status",), ("config", "check"), ("classify", ".")])
def test_a_wrong_table_stops_every_command_that_would_use_it(
    command: tuple[str, ...], tables: Path, tmp_path: Path, maildir: Path
) -> None:
    (tables / "free_mail.tsv").write_text("domain\nnothing\n")
    done = call("-c", write_config(tmp_path, maildir), *command)
    assert (done.code, done.out) == (78, "")
    assert done.err == (
        f"inbox-watch: {tables}/free_mail.tsv:2: domain must be an address or a domain such as jobs.example.\n"
    )
    assert not (tmp_path / "data").exists()


def test_all_that_is_wrong_is_told_at_once_in_the_configuration_and_in_the_tables(
    tables: Path, tmp_path: Path, maildir: Path
) -> None:
    (tables / "free_mail.tsv").write_text("domain\nnothing\n")
    (tables / "concepts.tsv").touch()
    config = write_config(tmp_path, maildir, more="contry = 1\n")
    done = call("-c", config, "poll")
    assert done.code == 78
    assert [line.split(": ")[1].rsplit("/", 1)[1] for line in done.err.splitlines()] == [
        "config.toml:13",
        "concepts.tsv",
        "free_mail.tsv:2",
    ]
    seen = call("-c", config, "doctor")
    assert seen.code == 78
    assert "concepts belongs to the trained model and cannot be extended" in seen.out
    assert "free_mail.tsv:2" in seen.out


def test_a_table_that_may_not_be_read_is_told(tables: Path, tmp_path: Path, maildir: Path) -> None:
    (tables / "absence.tsv").symlink_to(tmp_path / "nowhere")
    done = call("-c", write_config(tmp_path, maildir), "status")
    assert done.code == 78
    assert "absence.tsv cannot be read (No such file or directory): check its permissions." in done.err


def test_another_name_of_an_employer_counts_at_once_for_mail_that_was_read_before(tmp_path: Path) -> None:
    mailbox = tmp_path / "Maildir"
    for part in ("cur", "new"):
        (mailbox / part).mkdir(parents=True)
    (mailbox / "new" / "1.x").write_text(
        "From: KWH Careers <no-reply@us.greenhouse-mail.io>\nTo: runa@falkenried.example\nMessage-ID: <1@x.example>\n"
        "Date: Mon, 11 May 2026 10:00:00 +0200\nSubject: Your application to KWH\n\n"
        "Hello Runa,\nthank you for your application to KWH. Unfortunately we have decided to go with somebody else.\n"
    )
    arrived = datetime(2026, 5, 11, tzinfo=UTC).timestamp()
    os.utime(mailbox / "new" / "1.x", (arrived, arrived))
    config = write_config(tmp_path, mailbox)
    row = ("--employer", "Kestrel Works", "--role", "Planner", "--applied-on", "2026-05-01")
    assert call("-c", config, "applications", "add", *row).code == 0
    assert call("-c", config, "poll", "--as-of", AS_OF).code == 0
    assert "Your application to KWH" not in call("-c", config, "explain", "a1", "--as-of", AS_OF).out
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "employer_aliases.tsv").write_text("name\temployer\nKWH\tKestrel Works GmbH\n")
    assert "Your application to KWH" in call("-c", config, "explain", "a1", "--as-of", AS_OF).out
