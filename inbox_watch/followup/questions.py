"""What to ask of who received the application (SR11): the same on the telephone and in an alert."""

from __future__ import annotations

from inbox_watch.knowledge.wording import Wording
from inbox_watch.records import Step


def three_questions(words: Wording, step: Step) -> list[str]:
    """The questions, a sentence each: was it a match, was it passed on, to whom; in a later step, how it goes on."""
    return words.lines("call.questions" if step is Step.APPLICATION else "call.questions_later")
