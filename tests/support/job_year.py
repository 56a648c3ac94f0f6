"""An independent oracle for linking: 10,000 messages of one year, 800 applications, and the truth about each.

    year = make_year(7)
    print(score(7))            # how the linker does on it, with examples by kind of failure

The truth is written down while the mail is made, from how hiring mail works; nothing here knows how the linker works.
"""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import islice

from inbox_watch.records import FolderRole, MessageUid, RawMessage
from tests.support.year.cast import cast
from tests.support.year.lives import drafts_of
from tests.support.year.noise import noise
from tests.support.year.reader import read
from tests.support.year.records import ENDS, MESSAGES, Draft, Mail, Year

_FOLDERS = {FolderRole.INBOX: "INBOX", FolderRole.SENT: "Sent", FolderRole.JUNK: "Junk"}


def make_year(seed: int) -> Year:
    """Return the year of this seed; the same seed gives the same octets."""
    dice = random.Random(seed)
    applications = cast(dice)
    lived = [draft for about in applications for draft in drafts_of(dice, about) if draft.when <= ENDS]
    drafts = [*lived, *islice(noise(dice, applications), MESSAGES - len(lived))]
    drafts.sort(key=lambda draft: (draft.when, draft.message_id))
    by_key = {about.key: about for about in applications}
    mails = tuple(_mail(uid, draft, could_be) for uid, (draft, could_be) in enumerate(read(drafts, by_key), start=1))
    return Year(seed, mails, tuple(applications))


def _mail(uid: int, draft: Draft, could_be: frozenset[str]) -> Mail:
    arrived = draft.when if draft.folder is FolderRole.SENT else draft.when + timedelta(seconds=2)
    raw = RawMessage(MessageUid("year", _FOLDERS[draft.folder], 1, uid), draft.folder, arrived, draft.octets)
    return Mail(
        raw,
        draft.message_id,
        draft.detail,
        draft.application,
        draft.kind,
        draft.founds,
        bool(could_be),
        could_be,
    )
