"""Which UIDs of an account are accounted for: looked up folder by folder, and kept as plain numbers."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING

from inbox_watch.records import MessageUid
from inbox_watch.store.evidence import folder_uids

if TYPE_CHECKING:
    from inbox_watch.store.homes import Home


class Sighted:
    """Tells whether a UID is accounted for, read or not; a folder is looked up when it is first asked about.

    What is kept later is not known to it.
    """

    def __init__(self, database: Home, account: str) -> None:
        """Know nothing yet."""
        self._database, self._account = database, account
        self._folders: dict[tuple[str, int], array[int]] = {}

    def __call__(self, uid: MessageUid) -> bool:
        """Is this UID accounted for?"""
        numbers = self._numbers(uid.folder, uid.uidvalidity) if uid.account == self._account else array("q")
        place = bisect_left(numbers, uid.uid)
        return place < len(numbers) and numbers[place] == uid.uid

    def _numbers(self, folder: str, uidvalidity: int) -> array[int]:
        place = folder, uidvalidity
        if place not in self._folders:
            with self._database.reading() as connection:
                self._folders[place] = folder_uids(connection, self._account, *place)
        return self._folders[place]
