"""A Finding to columns and a JSON document, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Row

from inbox_watch.records import (
    Address,
    Attachment,
    Authentication,
    DeliveryStatus,
    Facts,
    Finding,
    FolderRole,
    MessageUid,
    Verdict,
)
from inbox_watch.store.schema import DamagedError, storable

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class _Rest(msgspec.Struct, frozen=True):
    """The fields of a Finding that have no column; a document may hold more of them."""

    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    from_: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    subject: str
    date: datetime | None
    verdict: Verdict
    facts: Facts
    attachments: tuple[Attachment, ...]
    delivery: DeliveryStatus | None
    authentication: Authentication | None
    automatic: bool
    conversation: str = ""


_REST = msgspec.json.Decoder(_Rest)
_VALUES = msgspec.json.Decoder(dict[str, str])


def to_row(finding: Finding) -> dict[str, object]:
    """Return the columns of a finding; its UIDs live in `sightings`."""
    document = encode({name: getattr(finding, name) for name in _Rest.__struct_fields__})
    _REST.decode(document)  # JSON has no NaN: what would not read back is our bug, and stops here
    return {
        "sha256": finding.sha256,
        "internaldate": finding.internaldate,
        "message_id": finding.message_id,
        "role": finding.role.value,
        "label": finding.verdict.label.value,
        "detail": finding.verdict.detail.value,
        "document": document,
    }


def to_finding(row: Row[Any], uids: tuple[MessageUid, ...]) -> Finding:
    """Return the finding of a row, seen at these places."""
    rest = _decode(_REST, row.document)
    return Finding(
        uids=uids,
        role=to_enum(FolderRole, row.role),
        message_id=row.message_id,
        in_reply_to=rest.in_reply_to,
        references=rest.references,
        from_=rest.from_,
        reply_to=rest.reply_to,
        to=rest.to,
        subject=rest.subject,
        internaldate=row.internaldate,
        date=rest.date,
        verdict=rest.verdict,
        facts=rest.facts,
        attachments=rest.attachments,
        delivery=rest.delivery,
        authentication=rest.authentication,
        automatic=rest.automatic,
        sha256=row.sha256,
        conversation=rest.conversation,
    )


def to_enum(kind: type[E], text: str) -> E:
    """Return the member of an enum that a column names."""
    try:
        return kind(text)
    except ValueError as error:
        raise DamagedError(str(error)) from error


def to_values(document: str) -> Mapping[str, str]:
    """Return the fields of a statement."""
    return _decode(_VALUES, document)


def encode(fields: Mapping[str, object]) -> str:
    """Return JSON; only a text that is no UTF-8 costs the longer way."""
    try:
        return msgspec.json.encode(fields).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(_storable(msgspec.to_builtins(fields))).decode()


def _storable(value: Any) -> Any:
    match value:
        case str():
            return storable(value)
        case list() | tuple():
            return [_storable(item) for item in value]
        case dict():
            return {_storable(key): _storable(item) for key, item in value.items()}
        case _:
            return value


def _decode(decoder: msgspec.json.Decoder[T], document: str) -> T:
    try:
        return decoder.decode(document)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise DamagedError(str(error)) from error
