"""Any Finding the records allow."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from inbox_watch.records import (
    Address,
    Attachment,
    Authentication,
    DeliveryStatus,
    Detail,
    EmployerCandidate,
    Facts,
    Finding,
    FolderRole,
    Label,
    MessageUid,
    SentKind,
    Sign,
    Verdict,
)

_FEW = 3
_BIGGEST_NUMBER = 2**32 - 1  # RFC 9051: UID and UIDVALIDITY are 32 bits

words = st.text(max_size=20)
names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
moments = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
shares = st.floats(min_value=0, max_value=1)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)


def several(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=_FEW).map(tuple)


addresses = st.builds(Address, words, words)
places = st.builds(MessageUid, names, names, st.integers(0, _BIGGEST_NUMBER), st.integers(1, _BIGGEST_NUMBER))
verdicts = st.builds(
    Verdict,
    label=st.sampled_from(Label),
    detail=st.sampled_from(Detail),
    probability=shares,
    unsure=st.booleans(),
    clues=several(words),
    judged_by=words,
    scores=several(st.tuples(st.sampled_from(Label), shares)),
)
facts = st.builds(
    Facts,
    employers=several(st.builds(EmployerCandidate, words, words)),
    platform=words,
    platform_kind=words,
    role=words,
    job_ids=several(words),
    answer_by=st.none() | st.dates(),
    return_on=st.none() | st.dates(),
    deadline=st.none() | st.dates(),
    promised_on=st.none() | st.dates(),
    promised_call=st.booleans(),
    event_on=st.none() | moments,
    event_has_time=st.booleans(),
    event_uid=words,
    contacts=several(addresses),
    sent_kind=st.none() | st.sampled_from(SentKind),
    referred_by=words,
    addressed_to=words,
    completed=st.booleans(),
    on_hold=st.booleans(),
    no_reply_policy=st.booleans(),
    no_calls=st.booleans(),
    no_contact=st.booleans(),
    signs=several(st.builds(Sign, words, words)),
    text_sha256=words,
    language=words,
)
deliveries = st.builds(
    DeliveryStatus,
    action=words,
    recipients=several(words),
    codes=several(words),
    returned_message_id=st.none() | words,
    by_structure=st.booleans(),
)
findings = st.builds(
    Finding,
    uids=st.sets(places, min_size=1, max_size=_FEW).map(lambda uids: tuple(sorted(uids))),
    role=st.sampled_from(FolderRole),
    message_id=names,
    in_reply_to=several(words),
    references=several(words),
    from_=addresses,
    reply_to=several(addresses),
    to=several(addresses),
    subject=words,
    internaldate=moments,
    date=st.none() | moments,
    verdict=verdicts,
    facts=facts,
    attachments=several(st.builds(Attachment, words, words, st.integers(0, 2**53), st.booleans())),
    delivery=st.none() | deliveries,
    authentication=st.none() | st.builds(Authentication, st.booleans(), st.booleans(), words),
    automatic=st.booleans(),
    sha256=digests,
)
