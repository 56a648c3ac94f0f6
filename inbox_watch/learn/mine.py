"""The user's own labels to training examples."""

from __future__ import annotations

from collections.abc import Mapping

from inbox_watch.learn.corpus import Example
from inbox_watch.records import Detail, Message

GROUP = "mine"
# A label of the user's weighs as much as several of the corpus: it is about the mail they really get.
WEIGHT = 5


def examples_of(messages: Mapping[str, Message], labels: Mapping[str, Detail]) -> list[Example]:
    """Training examples of the user's messages, each as often as it weighs."""
    return [
        Example(
            id=f"{GROUP}-{sha256}-{time}",
            detail=labels[sha256],
            lang="xx",
            voice="other",
            group=GROUP,
            family=sha256,
            split="train",
            sender=message.from_,
            subject=message.subject,
            body=message.text,
        )
        for sha256, message in messages.items()
        for time in range(WEIGHT)
    ]
