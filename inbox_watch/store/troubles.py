"""What is wrong, and what was said of it: a note a topic."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from inbox_watch.records import Trouble
from inbox_watch.store.notes import forget, note, noted
from inbox_watch.store.schema import DamagedError

_NAME = "trouble "
_TROUBLE = msgspec.json.Decoder(Trouble)


def known(connection: Connection, topic: str) -> Trouble | None:
    """Return what is wrong with a topic."""
    document = noted(connection, _NAME + topic)
    try:
        return _TROUBLE.decode(document) if document else None
    except msgspec.DecodeError as error:
        raise DamagedError(f"no trouble: {error}") from error


def keep(connection: Connection, topic: str, trouble: Trouble | None) -> None:
    """Write down what is wrong with a topic, or that nothing is."""
    if trouble is None:
        forget(connection, _NAME + topic)
    else:
        note(connection, _NAME + topic, msgspec.json.encode(trouble).decode("ascii"))
