"""What is said when clients cannot be enrolled."""

from __future__ import annotations

from inbox_watch.errors import UsageError


class EnrolmentRefused(UsageError):
    """Nobody was enrolled; `problems` are all that is wrong, a sentence each, and none quotes a command."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
