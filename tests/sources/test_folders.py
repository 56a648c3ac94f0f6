from __future__ import annotations

import pytest

from inbox_watch.knowledge import table
from inbox_watch.records import FolderRole
from inbox_watch.sources.folders import Folder, Listed, choose, decode_name, drafts_folder, role_by_name

INBOX = Listed("INBOX", "INBOX")


def roles(*listed: Listed) -> dict[str, FolderRole]:
    folders, missing = choose([INBOX, *listed], ["INBOX"])
    assert not missing
    return {folder.name: folder.role for folder in folders}


def flagged(name: str, *flags: str) -> Listed:
    return Listed(name, name, flags=frozenset(flags))


def test_flags_tell_what_a_folder_is_for() -> None:
    assert roles(
        flagged("Wysyłka".replace("ł", "l"), "\\sent"),
        flagged("Muell", "\\junk"),
        flagged("Ablage", "\\archive"),
        flagged("Alles", "\\all"),
        flagged("Entwurf", "\\drafts"),
        flagged("Tonne", "\\trash"),
        flagged("Other"),
    ) == {
        "INBOX": FolderRole.INBOX,
        "Wysylka": FolderRole.SENT,
        "Muell": FolderRole.JUNK,
        "Ablage": FolderRole.ARCHIVE,
        "Alles": FolderRole.ARCHIVE,
    }


@pytest.mark.parametrize(
    ("name", "delimiter", "role"),
    [
        ("Sent Items", "/", FolderRole.SENT),
        ("SENT", "/", FolderRole.SENT),
        ("INBOX.Sent", ".", FolderRole.SENT),
        ("Gesendete Elemente", "/", FolderRole.SENT),
        ("Éléments envoyés", "/", FolderRole.SENT),
        ("E\u0301le\u0301ments envoye\u0301s", "/", FolderRole.SENT),
        ("Elementos enviados", "/", FolderRole.SENT),
        ("Posta inviata", "/", FolderRole.SENT),
        ("Itens Enviados", "/", FolderRole.SENT),
        ("Verzonden items", "/", FolderRole.SENT),
        ("Elementy wysłane", "/", FolderRole.SENT),
        ("Skickat", "/", FolderRole.SENT),
        ("Sendt post", "/", FolderRole.SENT),
        ("Lähetetyt", "/", FolderRole.SENT),
        ("Odeslaná pošta", "/", FolderRole.SENT),
        ("Отправленные", "/", FolderRole.SENT),
        ("送信済みアイテム", "/", FolderRole.SENT),
        ("已发送邮件", "/", FolderRole.SENT),
        ("보낸 편지함", "/", FolderRole.SENT),
        ("[Gmail]/Gesendet", "/", FolderRole.SENT),
        ("[Google Mail]/All Mail", "/", FolderRole.ARCHIVE),
        ("Junk-E-Mail", "/", FolderRole.JUNK),
        ("Spamverdacht", "/", FolderRole.JUNK),
        ("Archiv", "", FolderRole.ARCHIVE),
        ("Clients/Sent", "/", None),
        ("Archive/2024", "/", None),
        ("INBOX", "/", None),
        ("Drafts", "/", None),
        ("Papierkorb", "/", None),
        ("", "/", None),
    ],
)
def test_names_tell_it_where_flags_do_not(name: str, delimiter: str, role: FolderRole | None) -> None:
    assert role_by_name(name, delimiter) is role


def test_the_table_knows_ten_languages_and_no_draft() -> None:
    rows = table("folder_names")
    for role in ("sent", "junk", "archive"):
        assert len({row["language"] for row in rows if row["role"] == role}) >= 10
    assert not {"drafts", "trash", "entwürfe", "papierkorb", "brouillons"} & {row["name"].lower() for row in rows}


def test_drafts_trash_and_folders_without_mail_are_never_read() -> None:
    assert roles(
        flagged("Sent", "\\drafts"),
        flagged("Archive", "\\trash"),
        flagged("Junk", "\\noselect"),
        flagged("Spam", "\\nonexistent"),
    ) == {"INBOX": FolderRole.INBOX}


def test_configured_folders_are_inboxes_and_come_first() -> None:
    listed = [flagged("Sent", "\\sent"), flagged("Jobs/Berlin"), flagged("Archive", "\\archive"), INBOX]
    folders, missing = choose(listed, ["inbox", "Jobs/berlin", "Archive", "Nowhere"])
    assert folders == (
        Folder("INBOX", "INBOX", FolderRole.INBOX),
        Folder("Jobs/Berlin", "Jobs/Berlin", FolderRole.INBOX),
        Folder("Archive", "Archive", FolderRole.INBOX),
        Folder("Sent", "Sent", FolderRole.SENT),
    )
    assert missing == ("Nowhere",)


def test_of_two_names_that_differ_in_case_none_is_guessed() -> None:
    assert choose([flagged("JOBS"), flagged("jobs")], ["Jobs"]) == ((), ("Jobs",))
    assert choose([flagged("JOBS"), flagged("jobs")], ["jobs"])[1] == ()


@pytest.mark.parametrize("wire", ["Sent\r\nA1 EXPUNGE", "S\x00nt", "Gesendet\u00e4"])
def test_a_name_that_no_command_can_carry_is_not_there(wire: str) -> None:
    assert choose([Listed("Sent", wire, flags=frozenset({"\\sent"}))], ["Sent"]) == ((), ("Sent",))


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("INBOX", "INBOX"),
        ("&AMk-l&AOk-ments envoy&AOk-s", "Éléments envoyés"),
        ("Research &- Development", "Research & Development"),
        ("&ZeVnLIqe-", "日本語"),
        ("&2D0-", "&2D0-"),
        ("&unended", "&unended"),
        ("&!!-x", "&!!-x"),
        ("&AOk", "&AOk"),
        ("a&-&-b", "a&&b"),
    ],
)
def test_modified_utf7_is_decoded_as_far_as_it_is_that(wire: str, name: str) -> None:
    assert decode_name(wire) == name


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ([flagged("Drafts"), flagged("Unfertig", "\\drafts")], "Unfertig"),
        ([flagged("Sent", "\\sent"), flagged("Entwürfe".replace("ü", "u")), flagged("Brouillons")], "Brouillons"),
        ([flagged("INBOX"), flagged("INBOX/Drafts")], "INBOX/Drafts"),
        ([flagged("[Gmail]/Bozze", "\\hasnochildren")], "[Gmail]/Bozze"),
        ([Listed("Entwürfe", "Entw&APw-rfe")], "Entwürfe"),
        ([flagged("Novels/Drafts"), flagged("Drafts of mine")], None),
        ([flagged("Drafts", "\\noselect")], None),
        ([Listed("Entwürfe", "Entwürfe")], None),
        ([], None),
    ],
)
def test_the_folder_for_drafts_is_found_by_its_flag_or_its_name(listed: list[Listed], name: str | None) -> None:
    found = drafts_folder(listed)
    assert (found.name if found else None) == name
