from __future__ import annotations

import numpy as np

from inbox_watch.classify import lexicon as room
from inbox_watch.classify.features import Features, Piece, Place, features
from inbox_watch.classify.lexicon import Lexicon, Names, numbered
from inbox_watch.records import Address

WORDS = Names({"we": 0, "invite": 1, "you": 2})
CONCEPTS = Names({"CANDIDACY": 0, "NEGATION": 1})
RUNS = {" we": 0, "you": 1, "vit": 2}


def small() -> Lexicon:
    """Two judges that weigh three letter runs; the second one does not know the last."""
    first = (np.array([1, 2, 4], np.float32), np.array([[1, 0], [0, 1], [1, 1]], np.float16))
    second = (np.array([3, 1, 0], np.float32), np.array([[2], [1], [0]], np.float16))
    return Lexicon(WORDS, RUNS, [first, second])


def test_a_pair_a_single_name_and_an_unknown_one_have_different_keys() -> None:
    numbers = np.arange(3)
    pairs = {int(key) for one in range(3) for key in WORDS.keys(0, np.full(3, one), numbers)}
    singles = {int(key) for key in WORDS.keys(0, numbers, WORDS.nothing)}
    unknown = {int(key) for key in WORDS.keys(0, numbers, np.full(3, WORDS.unknown))}
    of_another_kind = {int(key) for key in WORDS.keys(1, numbers, WORDS.nothing)}
    assert len(pairs | singles | unknown | of_another_kind) == 9 + 3 + 3 + 3


def test_a_word_is_the_sum_of_its_runs_for_each_judge() -> None:
    its = small()
    invite, you = its.rows(["invite", "you"])
    assert its.scores[0][invite].tolist() == [4.0, 4.0]
    assert its.squares[0][invite] == 16.0
    assert its.scores[1][invite].tolist() == [0.0]
    assert its.scores[1][you].tolist() == [1.0]


def test_a_word_that_nobody_met_has_the_number_of_the_unknown() -> None:
    its = small()
    rows = its.rows(["we", "zebra", "we"])
    assert its.numbers[rows].tolist() == [0, WORDS.unknown, 0]


def test_there_is_room_for_more_words_than_at_first_and_they_are_forgotten_in_time() -> None:
    its = small()
    many = [
        f"{letter}{other}" for letter in map(chr, range(97, 123)) for other in map(chr, range(0x4E00, 0x4E00 + 200))
    ]
    assert len(many) > room.FIRST_ROOM
    before = its.scores[0][its.rows(["invite"])].tolist()
    assert len(set(its.rows(many).tolist())) == len(many)
    assert its.scores[0][its.rows(["invite"])].tolist() == before
    for turn in range(12):
        its.rows([f"{word}{turn}" for word in many])
    assert len(its.numbers) <= 2 * room.MOST_WORDS_KEPT
    assert its.scores[0][its.rows(["invite"])].tolist() == before


def test_a_message_in_numbers() -> None:
    found = features(Address("", ""), "We", "We invite you. If you fit we invite zebras.")
    its = numbered(found, small(), CONCEPTS)
    assert [room.PLACES[place].value for place in its.places] == ["s:", "", "if:"]
    assert its.owners.tolist() == [0, 1, 1, 1, 2, 2, 2, 2, 2, 2]
    assert its.numbers.tolist() == [0, 0, 1, 2, 4, 2, 4, 0, 1, 4]


def test_each_concept_stands_alone_and_with_each_behind_it_in_its_clause() -> None:
    words, its = ("we",), ("CANDIDACY", "NEGATION", "WE")
    found = Features((Piece("", words, (), Place.SUBJECT), Piece("", words, its, Place.PLAIN)), ())
    read = numbered(found, small(), CONCEPTS)
    nothing, unknown = CONCEPTS.nothing, CONCEPTS.unknown
    pairs = [(0, nothing), (0, 1), (0, unknown), (1, nothing), (1, unknown), (unknown, nothing)]
    assert list(zip(read.one.tolist(), read.other.tolist(), strict=True)) == pairs
    assert read.its_owners.tolist() == [1] * len(pairs)


def test_an_empty_mail_and_a_foreign_script_know_no_word() -> None:
    its = small()
    assert its.share_known(its.rows([])) == 0.0
    assert its.share_known(its.rows(["面试时间安排"])) == 0.0
    assert its.share_known(its.rows(["we", "zzx", "we", "qnum"])) == 0.5  # numbers count for nothing


def test_a_message_without_a_word_has_its_subject_and_nothing_in_it() -> None:
    its = numbered(features(Address("", ""), "", ""), small(), CONCEPTS)
    assert (len(its.places), len(its.rows), len(its.one), len(its.its_owners)) == (1, 0, 0, 0)
