"""A Finding reads back as it was written."""

from __future__ import annotations

import dataclasses
import math
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Row

from inbox_watch.records import Attachment, Cursor, Finding, FolderRole
from inbox_watch.store.codec import to_finding, to_row
from inbox_watch.store.schema import DamagedError, storable
from inbox_watch.store.store import Learned, Store, open_store
from tests.store.builders import NOW, cursor, finding
from tests.store.places import Home
from tests.store.strategies import findings
from tests.support.invariants import assert_invariants

# A machine under load is no fault of ours.
_patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _row(columns: dict[str, object]) -> Row[Any]:
    return cast("Row[Any]", SimpleNamespace(**columns))


@given(findings)
@settings(_patient, max_examples=300)
def test_any_finding_survives_the_columns(judged: Finding) -> None:
    assert to_finding(_row(to_row(judged)), judged.uids) == judged


@given(st.lists(findings, max_size=4, unique_by=(lambda item: item.sha256, lambda item: item.uids)))
@settings(
    deadline=None,
    max_examples=40,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_any_findings_survive_the_store(home: Home, judged: list[Finding]) -> None:
    judged = _apart(judged)
    with open_store(home.place()) as store:
        for item in judged:
            _keep(store, item)
        assert store.findings() == tuple(sorted(judged, key=lambda item: (item.internaldate, item.sha256)))
        assert_invariants(store)


def _apart(judged: list[Finding]) -> list[Finding]:
    """Give each its own places: a UID names one message."""
    return [
        dataclasses.replace(
            item, uids=tuple(sorted(dataclasses.replace(uid, account=str(number)) for uid in item.uids))
        )
        for number, item in enumerate(judged)
        if len({(uid.folder, uid.uidvalidity, uid.uid) for uid in item.uids}) == len(item.uids)
    ]


def _keep(store: Store, item: Finding) -> None:
    for place in item.uids:
        reach = Cursor(place.account, place.folder, place.uidvalidity, place.uid)
        store.keep(Learned(FolderRole.INBOX, reach, (item,)), NOW)


def test_the_document_holds_every_field_that_has_no_column() -> None:
    columns = to_row(finding(1))
    document = msgspec.json.decode(cast("str", columns["document"]))
    fields = {field.name for field in dataclasses.fields(Finding)}
    assert fields == document.keys() | (columns.keys() & fields) | {"uids"}
    assert not document.keys() & columns.keys()


def test_a_finding_without_the_later_facts_reads_with_none_of_them() -> None:
    """SR28, SR30, SR50, SR53: what was not looked for in mail read before is not known, and no mistake."""
    judged = dataclasses.replace(finding(1), attachments=(Attachment("cv.pdf", "application/pdf", 9, locked=True),))
    columns = to_row(judged)
    document = msgspec.json.decode(cast("str", columns["document"]))
    for name in ("referred_by", "addressed_to", "speculative", "has_letter", "deputy", "expected_after", "language"):
        del document["facts"][name]
    del document["attachments"][0]["locked"]
    earlier = to_finding(_row({**columns, "document": msgspec.json.encode(document).decode()}), judged.uids)
    assert (earlier.facts.referred_by, earlier.facts.addressed_to, earlier.facts.language) == ("", "", "")
    assert (earlier.facts.speculative, earlier.facts.has_letter, earlier.facts.deputy) == (False, None, None)
    assert earlier.facts.expected_after is None
    assert earlier.attachments == (Attachment("cv.pdf", "application/pdf", 9),)


def test_what_would_not_read_back_is_not_written() -> None:
    odd = finding(1)
    odd = dataclasses.replace(odd, verdict=dataclasses.replace(odd.verdict, probability=math.nan))
    with pytest.raises(msgspec.ValidationError):
        to_row(odd)


@pytest.mark.parametrize(
    "damage",
    [
        {"document": "{"},
        {"document": "{}"},
        {"document": '{"automatic": "maybe"}'},
        {"document": "\udc80"},
        {"role": "attic"},
    ],
)
def test_what_does_not_read_back_is_called_damaged(damage: dict[str, object]) -> None:
    with pytest.raises(DamagedError):
        to_finding(_row({**to_row(finding(1)), **damage}), ())


@given(st.text(st.characters()))
@settings(_patient)
def test_storable_text_is_utf8_without_nul_and_stays_so(text: str) -> None:
    once = storable(text)
    assert "\0" not in once
    assert once == once.encode("utf-8").decode("utf-8")
    assert storable(once) == once
    assert len(once) == len(text)


def test_text_that_is_no_utf8_does_not_stop_a_batch(store: Store) -> None:
    odd = dataclasses.replace(finding(1), subject="caf\udce9", message_id="a\0b", in_reply_to=("\ud800",))
    store.keep(Learned(FolderRole.INBOX, cursor(1), (odd,)), NOW)
    (kept,) = store.findings()
    assert kept == dataclasses.replace(
        odd, subject="caf?", message_id="a\N{REPLACEMENT CHARACTER}b", in_reply_to=("?",)
    )
