"""Messages are made wider by background of their own language, and by nothing else."""

from __future__ import annotations

from inbox_watch.classify.features import Features, Place, piece
from inbox_watch.learn.widen import LENGTHS, Heard, widened

SUBJECT = piece("Your application", Place.SUBJECT, "en")
DECISION = piece("We chose somebody else.", Place.PLAIN, "en")
BACKGROUND = [piece(f"Our office number {'i' * number} is new.", Place.PLAIN, "en") for number in range(1, 30)]
MAIL = Heard(Features((SUBJECT, DECISION), ("length=short",)), "en", BACKGROUND)


def test_a_run_of_background_stands_somewhere_behind_the_subject() -> None:
    for wide in widened([MAIL] * 40):
        added = [each for each in wide.pieces if each in BACKGROUND]
        start = BACKGROUND.index(added[0])
        assert wide.pieces[0] == SUBJECT
        assert DECISION in wide.pieces
        assert len(wide.pieces) == 2 + len(added)
        assert len(added) <= max(LENGTHS)
        assert [piece.text for piece in added] == [
            piece.text for piece in (BACKGROUND * 40)[start : start + len(added)]
        ]
        assert wide.shape == MAIL.found.shape


def test_the_same_messages_are_made_wide_in_the_same_way() -> None:
    assert widened([MAIL] * 5) == widened([MAIL] * 5)
    assert len({len(wide.pieces) for wide in widened([MAIL] * 40)}) > 3


def test_a_language_without_background_adds_nothing() -> None:
    alone = Heard(Features((SUBJECT, DECISION), ()), "pt", [])
    assert widened([alone, MAIL])[0] == alone.found
