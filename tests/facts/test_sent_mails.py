"""How many of the Sent mails of data/sent are read rightly: what was reached is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from inbox_watch.facts.greeting import addressee
from inbox_watch.facts.letter import promise
from inbox_watch.facts.referral import referred_by
from inbox_watch.facts.sent import sent_kind
from inbox_watch.records import SentKind
from inbox_watch.workdays import Workdays
from tests.facts.sent_mails import WRITTEN_ON, Sample, samples

LANGUAGES = {"en", "de", "fr", "es", "nl", "it", "pt"}


def _wrong(group: str, is_right: Callable[[Sample], bool]) -> list[str]:
    return [sample.name for sample in samples(group) if not is_right(sample)]


@pytest.mark.parametrize(
    ("group", "in_a_language"),
    [("develop", 15), ("held_out", 15), ("others_test", 30), ("others_train", 60), ("voices_1", 60), ("voices_2", 60)],
)
def test_every_language_and_kind_is_there(group: str, in_a_language: int) -> None:
    assert _of_each_language_and_kind(group) == dict.fromkeys(LANGUAGES, in_a_language)


def test_two_thirds_of_the_terse_mail_are_english() -> None:
    assert _of_each_language_and_kind("voices_3") == {
        "en": 200, "de": 17, "fr": 17, "es": 17, "nl": 17, "it": 16, "pt": 16,
    }  # fmt: skip


def _of_each_language_and_kind(group: str) -> Counter[str]:
    """How many mails of each language; each has mail of every kind, and no mail stands there twice."""
    found = list(samples(group))
    for language in LANGUAGES:
        assert {each.truth.kind for each in found if each.language == language} == set(SentKind)
    assert len({sample.name for sample in found}) == len({sample.message.text for sample in found}) == len(found)
    return Counter(sample.language for sample in found)


@pytest.mark.parametrize("group", ["others_test", "others_train", "voices_2", "voices_3"])
def test_nobody_real_is_written_to_and_who_is_greeted_stands_in_the_mail(group: str) -> None:
    for sample in samples(group):
        message = sample.message
        assert all(each.address.endswith(".example") for each in (message.from_, *message.to)), sample.name
        assert sample.truth.addressed_to in message.text, sample.name
        assert sample.truth.referred_by in message.text, sample.name


@pytest.mark.parametrize("group", ["others_train", "voices_3"])
def test_a_group_that_is_learned_shares_neither_writer_nor_file_nor_line_with_the_one_that_is_counted(
    group: str,
) -> None:
    assert _used("others_test").isdisjoint(_used(group))


def _used(group: str) -> set[str]:
    """Addresses, file names and the lines long enough to be somebody's own (a salutation is everybody's)."""
    used = set[str]()
    for message in (sample.message for sample in samples(group)):
        used |= {each.address for each in (message.from_, *message.to)} | {each.name for each in message.attachments}
        used |= {line for line in message.text.splitlines() if len(line) > 30}
    return used


@pytest.mark.parametrize("group", ["develop", "held_out"])
def test_what_it_is(group: str) -> None:
    assert _wrong(group, lambda sample: sent_kind(sample.message) is sample.truth.kind) == []


def test_words_nobody_foresaw_are_mostly_missed_and_seldom_make_an_application() -> None:
    """What is missed is called other, which founds nothing."""
    judged = [(sent_kind(sample.message), sample.truth.kind) for sample in samples("afterwards")]
    assert len(judged) == 35
    assert sum(said is true for said, true in judged) >= 6
    wrong = [said for said, true in judged if said is not true]
    assert sum(said is not SentKind.OTHER for said in wrong) <= 1


@pytest.mark.parametrize("group", ["develop", "held_out"])
def test_what_it_promises(group: str) -> None:
    days = Workdays("DE")
    assert _wrong(group, lambda each: promise(each.message, WRITTEN_ON, days) == each.truth.promised) == []


@pytest.mark.parametrize("group", ["develop", "held_out"])
def test_who_recommended_the_writer(group: str) -> None:
    assert _wrong(group, lambda sample: referred_by(sample.message) == sample.truth.referred_by) == []


@pytest.mark.parametrize(("group", "least"), [("develop", 105), ("held_out", 104)])
def test_whom_it_addresses(group: str, least: int) -> None:
    wrong = _wrong(group, lambda sample: addressee(sample.message.text) == sample.truth.addressed_to)
    assert 105 - len(wrong) >= least
