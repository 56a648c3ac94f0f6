"""How far a review has come: what is asked, where the user is, and what was answered; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from inbox_watch.cli.review_doubts import Doubt


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: the number of its statement, the place of its question, and the answer in a word."""

    number: int
    at: int
    word: str


@dataclass(frozen=True, slots=True)
class Course:
    """The questions in order, and the place of the one that is open. `is_back`: the user has come back to it."""

    doubts: tuple[Doubt, ...]
    at: int = 0
    said: tuple[Said, ...] = ()
    is_back: bool = False

    @property
    def here(self) -> Doubt:
        """The open question."""
        return self.doubts[self.at]

    @property
    def next(self) -> Doubt | None:
        """The question after it."""
        return self.doubts[self.at + 1] if self.at + 1 < len(self.doubts) else None

    @property
    def said_here(self) -> str:
        """What was answered to it before, in a word."""
        return next((said.word for said in reversed(self.said) if said.at == self.at), "")


def forward(course: Course) -> Course:
    """To the next question."""
    return replace(course, at=course.at + 1, is_back=False)


def back(course: Course) -> Course:
    """To the one before, whose answer stays until there is another."""
    return replace(course, at=max(course.at - 1, 0), is_back=True)


def answered(course: Course, number: int, word: str, raised: Iterable[Doubt]) -> Course:
    """To the next question; what the answer has raised is asked at the end, once."""
    known = {(each.finding.sha256, each.reason) for each in course.doubts}
    new = tuple(each for each in raised if (each.finding.sha256, each.reason) not in known)
    said = (*course.said, Said(number, course.at, word))
    return forward(replace(course, doubts=course.doubts + new, said=said))


def taken_back(course: Course) -> Course:
    """To the question of the last answer, which is asked anew."""
    return replace(course, at=course.said[-1].at, said=course.said[:-1], is_back=True)


def summary(course: Course) -> str:
    """What was done and what is left, in a sentence or two."""
    done = len({said.at for said in course.said})
    left = len(course.doubts) - done
    rest = f"{left} {'is' if left == 1 else 'are'} left for another time" if left else "nothing is left"
    undo = " `inbox-watch undo` takes the last answer back." if done else ""
    return f"{done} answered, {rest}.{undo}"
