"""What a received mail announces in its clauses: by when they answer, when silence answers, when the user must act.

Most mail announces nothing. Where the whole text rules a wording out, no clause is looked through for it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property

from inbox_watch.classify.clauses import Clause, clauses
from inbox_watch.facts import timeline
from inbox_watch.knowledge import patterns
from inbox_watch.records import Label, Message
from inbox_watch.workdays import Workdays

READ = 8000


class Announced:
    """The clauses of a mail, taken apart when they are first needed."""

    def __init__(self, message: Message, written_on: date, workdays: Workdays) -> None:
        self.read = f"{message.subject}\n{message.text[:READ]}"
        self._text, self._written_on, self._workdays = message.text[:READ], written_on, workdays

    @cached_property
    def _every(self) -> Sequence[Clause]:
        return clauses(self._text)

    @cached_property
    def _plain(self) -> Sequence[str]:
        return [clause.text for clause in self._every if not clause.conditional]

    def texts(self) -> Sequence[str]:
        """All clauses, the conditional ones too."""
        return [clause.text for clause in self._every]

    def answer_by(self, label: Label, talks: Collection[date]) -> date | None:
        """The end of a pause they announce, else of the timeline for their answer; no day of a talk."""
        rests = patterns("flags", "flag", "on_hold").may_match(self.read)
        paused_until = timeline.paused_until(self._plain, self._written_on, self._workdays) if rests else None
        if paused_until or not timeline.may_tell_when_they_act(self.read):
            return paused_until
        promises = (text for text in self._plain if not patterns("flags", "flag", "silence").search(text))
        return timeline.answer_by(promises, self._written_on, self._workdays, label, talks)

    def expected_after(self) -> date | None:
        """The first date in a clause that says that silence will be the answer."""
        silence = patterns("flags", "flag", "silence")
        every = self._every if silence.may_match(self.read) else ()
        said = (clause.text for clause in every if silence.search(clause.text))
        stated = (timeline.stated_dates(text, self._written_on, self._workdays) for text in said)
        return next((days[0] for days in stated if days), None)

    def deadline(self, label: Label) -> date | None:
        """The first date by which the user is asked to act."""
        asks = timeline.may_ask(self.read, label)
        return timeline.deadline(self._plain, self._written_on, self._workdays, label) if asks else None
