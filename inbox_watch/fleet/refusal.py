"""What is said when clients cannot be enrolled."""

from __future__ import annotations

from inbox_watch.errors import UsageError

_MOST_SHOWN = 20


class EnrolmentRefused(UsageError):
    """Nobody was enrolled; `problems` are all that is wrong, a sentence each, and none quotes a command.

    The message shows the first twenty.
    """

    def __init__(self, *problems: str) -> None:
        more = len(problems) - _MOST_SHOWN
        hidden = [f"And {more} more."] if more > 0 else []
        super().__init__("\n".join([*problems[:_MOST_SHOWN], *hidden]))
        self.problems = problems
