"""Training the judge of Sent mail: what is learned is what the scorer says, and nobody is on both sides."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inbox_watch.facts.sent_features import seen_in
from inbox_watch.facts.sent_judge import load_sent_judge
from inbox_watch.learn.sent import (
    GROUPS,
    Trained,
    as_octets,
    hand_of,
    is_evidence,
    lowest_limit,
    out_of_person,
    train,
)
from inbox_watch.learn.sent_mails import SentMail, sent_mails
from inbox_watch.records import SentKind
from tests.facts.sent_mails import FOLDER, samples


@pytest.fixture(scope="module")
def mails() -> list[SentMail]:
    """A part of every group, in all languages and kinds."""
    return list(sent_mails(FOLDER, GROUPS))[::4]


@pytest.fixture(scope="module")
def trained(mails: list[SentMail]) -> Trained:
    return train(mails)


def test_the_shipped_scorer_says_what_scikit_learn_says(trained: Trained, tmp_path: Path) -> None:
    (tmp_path / "sent.npz").write_bytes(as_octets(trained))
    judge = load_sent_judge(tmp_path / "sent.npz")
    seen = [seen_in(sample.message) for sample in samples("others_train")][::4][:100]
    assert len(seen) == 100
    assert judge.kinds == trained.kinds
    assert dict(zip(judge.kinds, judge.limits, strict=True)) == trained.limits
    ours = np.array([judge.probabilities(each) for each in seen])
    assert np.abs(ours - trained.probabilities(seen)).max() < 1e-3


def test_training_twice_gives_the_same_octets(mails: list[SentMail], trained: Trained) -> None:
    assert as_octets(train(mails)) == as_octets(trained)


def test_the_group_that_is_only_counted_is_not_learned_from() -> None:
    assert "others_test" not in GROUPS
    known = {mail.person for mail in sent_mails(FOLDER, GROUPS)}
    assert known.isdisjoint(sample.message.from_.address for sample in samples("others_test"))


def test_mail_of_whoever_knew_rules_and_themes_is_learned_but_chooses_no_limit() -> None:
    told = {mail.group: is_evidence(mail) for mail in sent_mails(FOLDER, GROUPS)}
    assert {group for group, is_asked in told.items() if not is_asked} == {
        "develop", "held_out", "afterwards", "voices_3",
    }  # fmt: skip


def test_nobody_wrote_in_two_hands() -> None:
    """So what is left out by hand is left out by person as well."""
    hands: dict[str, set[str]] = {}
    for mail in sent_mails(FOLDER, GROUPS):
        hands.setdefault(mail.person, set()).add(hand_of(mail))
    assert {person for person, its in hands.items() if len(its) > 1} == set()


def test_a_person_is_judged_by_those_who_know_none_of_its_mail(mails: list[SentMail]) -> None:
    """A sentence that only its writer uses tells nothing about the writer's own mail."""
    asked, scores, kinds = out_of_person(mails)
    assert sorted(mail.name for mail in asked) == sorted(mail.name for mail in mails if is_evidence(mail))
    assert scores.shape == (len(asked), len(kinds)) == (len(asked), len(SentKind))
    right = np.mean([kinds[row.argmax()] is mail.kind for mail, row in zip(asked, scores, strict=True)])
    assert 0.5 < right < 0.97


@pytest.mark.parametrize(
    ("values", "right", "wanted", "limit"),
    [
        ([0.9, 0.8, 0.7], [True, True, True], 0.95, 0.7),
        ([0.7, 0.9, 0.8], [False, True, True], 0.95, 0.8),
        ([0.9, 0.8, 0.7], [True, False, True], 0.6, 0.7),
        ([0.9, 0.8], [False, False], 0.5, 1.0),
        ([], [], 0.5, 1.0),
    ],
)
def test_a_limit_is_as_low_as_the_wanted_share_allows(
    values: list[float], right: list[bool], wanted: float, limit: float
) -> None:
    assert lowest_limit(np.array(values), np.array(right, dtype=bool), wanted) == pytest.approx(limit)
