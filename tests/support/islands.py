"""Mail and words in which everything may meet everything, and the islands of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from inbox_watch.link.discover import statement_key
from inbox_watch.link.islands import chart_of
from inbox_watch.records import CounterpartKind, Detail, Finding, MessageUid, SentKind, Statement, StatementKind
from tests.support.findings import (
    added,
    at,
    bounce,
    closed,
    edited,
    linked,
    merged,
    received,
    sent,
    sha256,
    split,
    undone,
)

T = TypeVar("T")

# Short forms, a name that falls on nothing, and a namesake.
NAMES = ("Kestrel", "Kestrel Works", "Works", "Lindhof Labs", "Labs", "Birkwerk", "?!")
ROLES = ("", "Cook", "Cook, Night Shift", "Senior Cook", "Night Planner")
ADDRESSES = (
    "jobs@kestrel.example",
    "jobs@works.example",
    "petra@lindhof-labs.example",
    "candidate-48112@birkwerk.example",
    "reply+9f3a01bc@us.greenhouse-mail.io",
    "no-reply@us.greenhouse-mail.io",
    "kestrel@gmail.com",
)
_DETAILS = (*[Detail.ACKNOWLEDGEMENT, Detail.APPLICATION_SENT, Detail.REJECTION] * 4, *Detail)
_MOST_MAIL, _MOST_SAID = 12, 5


@dataclass(frozen=True, slots=True)
class _Scene:
    """The few names, titles and addresses of one mailbox, so that its mail meets."""

    names: Sequence[str]
    roles: Sequence[str]
    addresses: Sequence[str]
    letters: Sequence[str]
    threads: Sequence[str]
    numbers: Sequence[tuple[str, ...]]


def _some(values: Sequence[T], most: int) -> st.SearchStrategy[list[T]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True)


_scenes = st.builds(
    _Scene,
    names=_some(NAMES, 3),
    roles=_some(ROLES, 2),
    addresses=_some(ADDRESSES, 3) | st.just([f"jobs@firm{number}.example" for number in range(6)]),
    letters=_some(["", "letter"], 1),
    threads=_some(["", "1"], 2),
    numbers=_some([(), ("4711",)], 2),
)


@st.composite
def _mail(draw: st.DrawFn, number: int, scene: _Scene) -> Finding:
    key, when = f"m{number}", f"2026-03-{draw(st.integers(1, 3)):02d} {draw(st.integers(8, 10)):02d}:00"
    other = f"m{draw(st.integers(0, _MOST_MAIL))}"
    answers = other if draw(st.integers(0, 4)) == 0 else ""
    facts: dict[str, Any] = {
        "role": draw(st.sampled_from(scene.roles)),
        "job_ids": draw(st.sampled_from(scene.numbers)),
    }
    address, thread = draw(st.sampled_from(scene.addresses)), draw(st.sampled_from(scene.threads))
    what = draw(st.integers(0, 11))
    if what == 0:
        return bounce(key, when, draw(st.sampled_from(["", other])), recipient=address)
    if what < 5:
        kind = draw(st.sampled_from([SentKind.APPLICATION, SentKind.APPLICATION, *SentKind]))
        letter = draw(st.sampled_from(scene.letters))
        mail = sent(key, when, kind, to=address, answers=answers, text_sha256=letter, **facts)
        return replace(mail, conversation=thread)
    names = draw(st.lists(st.sampled_from(scene.names), max_size=2, unique=True))
    detail, unsure, passed = draw(st.sampled_from(_DETAILS)), draw(st.integers(0, 5)) == 0, draw(st.booleans())
    mail = received(
        key, when, detail, from_=address, employers=names, answers=answers, unsure=unsure, passed=passed, **facts
    )
    return replace(mail, conversation=thread, subject=f"{mail.subject} {draw(st.sampled_from(['', *scene.names]))}")


@st.composite
def any_mailbox(draw: st.DrawFn) -> list[Finding]:
    """Up to twelve mails called m0, m1 and so on, and other copies of some."""
    scene = draw(_scenes)
    mail = [draw(_mail(number, scene)) for number in range(draw(st.integers(2, _MOST_MAIL)))]
    copies = draw(st.lists(st.sampled_from(mail), max_size=2, unique=True))
    return [*mail, *(_copy(each, draw(st.integers(0, 48))) for each in copies)]


def _copy(mail: Finding, hours: int) -> Finding:
    """The same mail in another place, some hours earlier or later there."""
    copy = sha256(f"copy of {mail.subject}")
    uid = MessageUid("demo", "Archive", 1, int(copy[:7], 16))
    return replace(mail, sha256=copy, internaldate=mail.internaldate + timedelta(hours=hours - 24), uids=(uid,))


@st.composite
def any_words(draw: st.DrawFn, mail: Sequence[Finding]) -> list[Statement]:
    """Up to five statements about that mail, and about mail that is not there."""
    keys = [*(each.sha256 for each in mail), "statement:1", "word:2", sha256("gone")]
    found: list[Statement] = []
    for number in range(1, 1 + draw(st.integers(0, _MOST_SAID))):
        about, other = draw(st.sampled_from(mail)), draw(st.sampled_from(keys))
        name, role = draw(st.sampled_from(NAMES)), draw(st.sampled_from(ROLES))
        found.append(
            draw(
                st.sampled_from(
                    [
                        added(number, name, "2026-03-03", role=role, contact=draw(st.sampled_from(["", ADDRESSES[0]]))),
                        linked(number, about, draw(st.sampled_from([other, "none", "new"]))),
                        edited(number, other, employer=name, role=role or "Cook"),
                        edited(number, other, applied_on="2026-03-01", contact=ADDRESSES[0], job_ids="4711"),
                        edited(number, other, kind=CounterpartKind.LARGE.value),
                        merged(number, *draw(st.permutations(keys))[:2]),
                        split(number, about, *draw(st.permutations(mail))[:2]),
                        marked(number, other, "followed-up", "2026-03-05"),
                        labelled(number, about, draw(st.sampled_from(Detail))),
                        closed(number, other, "2026-03-05"),
                        undone(number, replace(added(1, "", "2026-03-03"), number=draw(st.integers(1, number)))),
                    ]
                )
            )
        )
    return found


@st.composite
def any_world(draw: st.DrawFn) -> tuple[list[Finding], list[Statement]]:
    """A mailbox and what was said of it."""
    mail = draw(any_mailbox())
    return mail, draw(any_words(mail))


def marked(number: int, key: str, kind: str, on: str) -> Statement:
    """The user says what happened to an application without a mail."""
    return Statement(number, StatementKind.MARK, at("2026-06-01"), key, {"mark": kind, "on": on})


def labelled(number: int, mail: Finding, detail: Detail) -> Statement:
    """The user says what a mail is."""
    said_at = mail.internaldate
    return Statement(number, StatementKind.RELABEL, said_at, mail.sha256, {"detail": detail.value})


def islands(
    findings: Sequence[Finding],
    statements: Sequence[Statement] = (),
    known: Mapping[str, str] | None = None,
    own_addresses: frozenset[str] = frozenset(),
) -> list[frozenset[str]]:
    """The keys of each island, of mail and of statements."""
    chart = chart_of(findings, statements, known, own_addresses=own_addresses)
    found: dict[int, set[str]] = defaultdict(set)
    rows = [statement_key(each) for each in statements if each.kind is StatementKind.ADD_APPLICATION]
    for key in [*(each.sha256 for each in findings), *rows]:
        found[chart.on(key)].add(key)
    return [frozenset(keys) for keys in found.values()]
