"""The index of cases narrows the field and never hides a case that evidence names."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.link.bounces import by_delivery_report
from inbox_watch.link.case import Case
from inbox_watch.link.content import by_content
from inbox_watch.link.discover import case_from_mail, learn_from
from inbox_watch.link.evidence import by_thread
from inbox_watch.link.index import CaseIndex
from inbox_watch.records import Detail, Finding
from tests.support.findings import TIMEZONE, bounce, received, replay, sent

_FIRMS = ["Kestrel", "Kestrel Works", "Northern Kestrel", "Kestrels", "Lindhof", "Lindhof Labs", "Ender", "Render"]
_ADDRESSES = ["jobs@kestrel.example", "petra@lindhof-labs.example", "anna@gmail.com", "no-reply@us.greenhouse-mail.io"]
_names = st.lists(st.sampled_from(_FIRMS), max_size=2)
_addresses = st.sampled_from(_ADDRESSES)
_roles = st.sampled_from(["", "Planner", "Night Planner", "Cook"])
_ids = st.lists(st.sampled_from(["R-1", "R-2"]), max_size=1).map(tuple)
_keys = st.sampled_from(["m1", "m2", "m3", ""])


@st.composite
def _mail(draw: st.DrawFn) -> Finding:
    when = f"2026-03-0{draw(st.integers(1, 9))}"
    if draw(st.integers(0, 5)) == 0:
        return bounce("bounce", when, of=draw(_keys), recipient=draw(_addresses))
    if draw(st.booleans()):
        return sent(
            draw(_keys) or "m9", when, to=draw(_addresses), answers=draw(_keys), role=draw(_roles), job_ids=draw(_ids)
        )
    return received(
        draw(_keys) or "m9",
        when,
        draw(st.sampled_from([Detail.ACKNOWLEDGEMENT, Detail.REJECTION, Detail.HUMAN_REPLY])),
        from_=draw(_addresses),
        employers=draw(_names),
        answers=draw(_keys),
        references=[key for key in [draw(_keys)] if key],
        role=draw(_roles),
        job_ids=draw(_ids),
    )


@st.composite
def _case(draw: st.DrawFn) -> tuple[Case, list[Finding]]:
    """A case, and mail it learns from after it has been put into the index."""
    founding = draw(_mail().filter(lambda finding: finding.delivery is None))
    return case_from_mail(founding, TIMEZONE), [founding, *draw(st.lists(_mail(), max_size=2))]


@given(st.lists(_case(), min_size=1, max_size=5), _mail())
@settings(max_examples=300, deadline=None)
def test_evidence_says_the_same_of_the_near_cases_as_of_all(
    known: list[tuple[Case, list[Finding]]], mail: Finding
) -> None:
    index = CaseIndex()
    for case, lessons in known:
        index.add(case)
        for lesson in lessons:
            learn_from(case, lesson, trusted=False)
            index.learn(case)
    near = index.near(mail)
    for evidence in (by_thread, by_delivery_report, by_content):
        assert evidence(mail, near) == evidence(mail, index.cases)


def test_cases_come_in_the_order_they_were_founded() -> None:
    index = CaseIndex()
    mails = [received(f"m{number}", "2026-03-02", employers=["Kestrel"], role="Cook") for number in range(12)]
    for mail in mails:
        index.add(case_from_mail(mail, TIMEZONE))
    assert index.near(received("no", "2026-03-05", employers=["Kestrel"])) == index.cases


def test_a_mail_is_compared_with_its_own_employer_alone() -> None:
    index = CaseIndex()
    for number in range(500):
        index.add(
            case_from_mail(received(f"m{number}", "2026-03-02", employers=[_firm(number)], role="Cook"), TIMEZONE)
        )
    mail = received("no", "2026-03-05", Detail.REJECTION, employers=[_firm(77)], role="Cook")
    assert index.near(mail) == [index.cases[77]]


def test_a_replay_of_years_takes_seconds() -> None:
    """16,000 mails about 800 applications: comparing each with each would take a minute."""
    mails = [mail for number in range(800) for mail in _life(number)]
    began = time.process_time()
    ledger = replay(*mails)
    assert time.process_time() - began < 5
    assert len(ledger.applications) == 800
    assert len(ledger.links) == len(mails)


def _firm(number: int) -> str:
    syllables = ("lind", "kest", "mar", "quill", "vost", "bram", "dahl", "eich", "noor", "pram")
    return "".join(syllables[int(digit)] for digit in f"{number:04d}").title()


def _life(number: int) -> list[Finding]:
    """A receipt, and nineteen mails of the employer after it."""
    firm = _firm(number)
    jobs = f"jobs@{firm.lower()}.example"
    first = received(f"{number}-0", "2026-03-02", employers=[firm], role="Cook", from_=jobs)
    rest = [received(f"{number}-{each}", "2026-03-05", Detail.HUMAN_REPLY, from_=jobs) for each in range(1, 20)]
    return [first, *rest]
