"""Mail whose sha256 was once made of its files as well is not taken for new."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.records import Attachment, Finding, FolderRole
from inbox_watch.store.alike import as_known
from inbox_watch.store.store import Store
from tests.store.builders import DAY, NOW, finding, learned, uid

FILE = Attachment("cv.pdf", "application/pdf", 90_000)
KEPT = replace(finding(1), attachments=(FILE,))
MOVED = replace(KEPT, uids=(uid(7),), role=FolderRole.ARCHIVE, internaldate=NOW + 9 * DAY, sha256="n" * 64)


def test_it_is_kept_under_its_first_name(store: Store) -> None:
    store.keep(learned(1, KEPT), NOW)
    (known,) = as_known(store, [MOVED])
    assert known == replace(MOVED, sha256=KEPT.sha256)
    store.keep(learned(7, known), NOW)
    (kept,) = store.findings()
    assert kept.uids == (uid(1), uid(7))


@pytest.mark.parametrize(
    "other",
    [
        replace(MOVED, subject="Another"),
        replace(MOVED, attachments=(replace(FILE, size=90_001),)),
        replace(MOVED, message_id=""),
        replace(MOVED, attachments=()),
        replace(MOVED, attachments=(replace(FILE, size=9_000),)),
        replace(MOVED, facts=replace(MOVED.facts, role="Cook")),
    ],
)
def test_other_mail_keeps_its_own(store: Store, other: Finding) -> None:
    store.keep(learned(1, KEPT), NOW)
    assert as_known(store, [other]) == [other]


def test_mail_without_files_never_had_another(store: Store) -> None:
    plain = finding(1)
    store.keep(learned(1, plain), NOW)
    twin = replace(plain, uids=(uid(2),), sha256="n" * 64)
    assert as_known(store, [twin]) == [twin]


def test_what_is_kept_under_both_names_stays_apart(store: Store) -> None:
    store.keep(learned(7, KEPT, MOVED), NOW)
    assert as_known(store, [KEPT, MOVED]) == [KEPT, MOVED]
