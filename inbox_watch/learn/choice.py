"""How the titles in a mail are weighed: learned from author groups that the tagger had not learned from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sklearn.linear_model import LogisticRegression

from inbox_watch.facts.board_receipt import without_adverts
from inbox_watch.facts.choice import Key, Title, chosen, facts_of_titles
from inbox_watch.facts.employer import employers
from inbox_watch.facts.mentions import mentions
from inbox_watch.facts.names import role_key
from inbox_watch.facts.role import candidates
from inbox_watch.facts.tagger import Tagger
from inbox_watch.learn.corpus import Example
from inbox_watch.learn.dataset import octets_of
from inbox_watch.learn.told import Told, outcome
from inbox_watch.mail.parse import parse
from inbox_watch.records import FolderRole, Message, MessageUid, RawMessage

_PARTS = 3
_WHEN = datetime(2026, 1, 1, tzinfo=UTC)

Examples = Sequence[tuple[Example, Told]]


@dataclass(frozen=True, slots=True)
class Asked:
    """The titles that a tagger sees in a mail it has not learned from, those that rules find, and the reader's."""

    seen: tuple[Title, ...]
    by_rules: frozenset[Key]
    fixed: str
    told: Told


def parts(told: Examples) -> Iterator[tuple[Examples, Examples]]:
    """Parts to learn from and to leave out; the mail of an author group is on one side."""
    number = {group: place % _PARTS for place, group in enumerate(sorted({example.group for example, _ in told}))}
    for part in range(_PARTS):
        learned = [each for each in told if number[each[0].group] != part]
        yield learned, [each for each in told if number[each[0].group] == part]


def asked(tagger: Tagger, told: Examples) -> Iterator[Asked]:
    """What is weighed in each message, and what is right."""
    for example, each in told:
        message = without_adverts(message_of(example))
        seen = mentions(message, tagger)
        found = candidates(message, [one.name for one in employers(message, seen)], seen)
        yield Asked(found.seen, found.keys(), next(iter(found.fixed), ""), each)


def message_of(example: Example) -> Message:
    """A message of the corpus as one that was received."""
    sender = example.sender
    record = {"from": f"{sender.name} <{sender.address}>", "subject": example.subject, "body": example.body}
    return parse(RawMessage(MessageUid("learn", "corpus", 1, 1), FolderRole.INBOX, _WHEN, octets_of(record)))


def weights_of(mails: Iterable[Asked]) -> tuple[float, ...]:
    """Fit the weights of `choice.FACTS`: how likely the title is the reader's; deterministic."""
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    for each in mails:
        rows += facts_of_titles(each.seen, each.by_rules)
        true = set(map(role_key, each.told.roles))
        right += [title.key in true for title in each.seen]
    fitted = LogisticRegression(max_iter=1000, fit_intercept=False).fit(rows, right)
    return tuple(map(float, fitted.coef_[0]))


def measured(mails: Iterable[Asked], weights: Sequence[float]) -> str:
    """How often the titles that are chosen are the reader's, in words."""
    counts = Counter(outcome(each.fixed or chosen(each.seen, each.by_rules, weights), each.told) for each in mails)
    return ", ".join(f"{name} {counts[name]}" for name in ("right", "part", "wrong", "missed", "said", "none"))
