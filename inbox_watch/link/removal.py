"""All that is known of an application, and what has grown too old to be kept; pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from inbox_watch.facts.names import fold, same_employer
from inbox_watch.knowledge.senders import platform_of
from inbox_watch.link.discover import statement_key
from inbox_watch.link.evidence import own_domain
from inbox_watch.link.ledger import Ledger
from inbox_watch.records import Application, Finding, Removal, Statement, StatementKind, Unreadable

_OF_AN_APPLICATION = frozenset({StatementKind.EDIT, StatementKind.MARK, StatementKind.CLOSE})
_OF_A_MAIL = frozenset({StatementKind.RELABEL, StatementKind.LINK})


def all_of(
    application: Application,
    ledger: Ledger,
    findings: Collection[Finding],
    statements: Sequence[Statement],
    unreadable: Iterable[Unreadable],
) -> Removal:
    """Everything that is known of an application: its mail, what the user said of it, what is queued about it.

    Where no other application is at that employer, also the mail that belongs to none and names the employer or one of
    its addresses.
    """
    mail = _mail_by_application(ledger, findings)
    own = mail[application.id].difference(*(mail[each] for each in mail if each != application.id))
    others = [each for each in ledger.applications if each.id != application.id]
    names = None if any(same_employer(each.employer, application.employer) for each in others) else _names(application)
    if names:
        homeless = _homeless(mail, findings)
        own |= {each.sha256 for each in findings if each.sha256 in homeless and names.search(fold(repr(each)))}
    ids = frozenset({application.id})
    return Removal(
        own,
        ids,
        _statements_about(statements, {*application.keys, *own}, ids),
        frozenset(each.uid for each in unreadable if names and names.search(fold(f"{each.from_} {each.subject}"))),
    )


@dataclass(frozen=True, slots=True)
class Old:
    """Mail that goes together, the last of which `came` then; an application goes with all its mail.

    `id` is the application's, empty for mail without one, and `keys` what it was known by.
    """

    came: datetime
    mail: frozenset[str]
    id: str = ""
    keys: frozenset[str] = frozenset()


def outlived(
    ledger: Ledger, over: Collection[str], findings: Collection[Finding], *, before: datetime
) -> Iterator[Old]:
    """What came before a moment and is tied to no application but those that are `over` (ids)."""
    came = {each.sha256: each.internaldate for each in findings}
    by_application = _mail_by_application(ledger, findings)
    keys = {each.id: frozenset(each.keys) for each in ledger.applications}
    homeless = (Old(came[sha256], frozenset({sha256})) for sha256 in _homeless(by_application, findings))
    over_alone = ((id_, by_application[id_]) for id_ in _over_alone(by_application, over))
    ended = (Old(max(came[sha256] for sha256 in mail), mail, id_, keys[id_]) for id_, mail in over_alone if mail)
    return (each for each in chain(homeless, ended) if each.came < before)


def removal_of(
    old: Iterable[Old],
    statements: Sequence[Statement],
    unreadable: Iterable[Unreadable],
    *,
    before: datetime,
    at_most: int,
) -> Removal:
    """The oldest first, until `at_most` messages are reached; what is left is for the next time."""
    mail, ids, keys = frozenset[str](), frozenset[str](), frozenset[str]()
    for each in sorted(old, key=lambda each: (each.came, min(each.mail))):
        if mail and len(mail | each.mail) > at_most:
            break
        mail, ids, keys = mail | each.mail, ids | ({each.id} - {""}), keys | each.keys
    return Removal(
        mail,
        ids,
        _statements_about(statements, keys | mail, ids),
        frozenset(each.uid for each in unreadable if each.internaldate and each.internaldate < before),
    )


def _over_alone(by_application: Mapping[str, frozenset[str]], over: Collection[str]) -> set[str]:
    """The applications that are over and share no mail, not even a mail that fits two, with one that is not."""
    going = {id_ for id_ in by_application if id_ in over}
    while True:
        staying = frozenset[str]().union(*(mail for id_, mail in by_application.items() if id_ not in going))
        held = {id_ for id_ in going if by_application[id_] & staying}
        if not held:
            return going
        going -= held


def _mail_by_application(ledger: Ledger, findings: Iterable[Finding]) -> Mapping[str, frozenset[str]]:
    """The mail of each application, and what may belong to it or to another."""
    there = frozenset(each.sha256 for each in findings)
    mail = {each.id: there & frozenset(each.keys) for each in ledger.applications}
    for link in ledger.links:
        owners = [link.application_id] if link.application_id else link.candidates
        for owner in owners:
            mail[owner] |= there & {link.sha256}
    return mail


def _homeless(by_application: Mapping[str, frozenset[str]], findings: Iterable[Finding]) -> set[str]:
    """The mail that belongs to no application and fits none."""
    return {each.sha256 for each in findings}.difference(*by_application.values())


def _names(application: Application) -> re.Pattern[str] | None:
    """The employer's name, and the addresses and domains that are its own and no platform's, as whole words."""
    addresses = [each for each in application.contacts if platform_of(each.address) is None]
    words = {application.employer, *(each.address for each in addresses), *map(own_domain, addresses)}
    folded = [re.escape(fold(word)) for word in words if word.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(folded))})(?!\w)") if folded else None


def _statements_about(statements: Sequence[Statement], keys: Collection[str], ids: Collection[str]) -> frozenset[int]:
    """The statements about that evidence alone, taken back or not, and the takings back of them."""
    numbers = {each.number for each in statements if _is_about(each, keys, ids)}
    undone = {
        each.number
        for each in statements
        if each.kind is StatementKind.UNDO and each.about in {str(number) for number in numbers}
    }
    return frozenset(numbers | undone)


def _is_about(statement: Statement, keys: Collection[str], ids: Collection[str]) -> bool:
    if statement.kind is StatementKind.ADD_APPLICATION:
        return statement_key(statement) in keys
    if statement.kind in _OF_AN_APPLICATION | _OF_A_MAIL:
        return statement.about in keys or statement.about in ids  # old closings name the id
    named = tuple(_named(statement))
    return bool(named) and all(key in keys for key in named)


def _named(statement: Statement) -> Iterator[str]:
    """The evidence that a merge or a split names; both hold nothing else."""
    if statement.kind is StatementKind.MERGE:
        yield from (statement.about, *statement.values["others"].split())
    elif statement.kind is StatementKind.SPLIT:
        yield from (statement.about, *statement.values["messages"].split())
