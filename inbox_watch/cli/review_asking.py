"""What stands between a question of `review` and the store: what may be answered, and what a key says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inbox_watch.cli.context import clock
from inbox_watch.cli.explain_home import REASONS
from inbox_watch.cli.label import told
from inbox_watch.cli.link import key_of, linked
from inbox_watch.cli.review_course import Course
from inbox_watch.cli.review_doubts import Doubt, Reason, guesses, homeless
from inbox_watch.cli.review_effects import Answer, Around, around
from inbox_watch.cli.review_screen import KEYS, Choice, Question
from inbox_watch.cli.said import name_of
from inbox_watch.config import Settings
from inbox_watch.followup.cautions import cautions
from inbox_watch.link.statements import NEW, NONE
from inbox_watch.records import Detail, LinkReason, StatementKind
from inbox_watch.store.store import Store

_YES, _NO, _OWN = "y", "n", "+"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a key has said: the answer, in a word, in lines that tell what it changes, and what it gives rise to ask."""

    answer: Answer
    word: str
    lines: tuple[str, ...]
    raised: tuple[Doubt, ...]


class Memory:
    """The store of one review. While the user reads one question the next is made ready, so that no key has to wait."""

    def __init__(self, store: Store, settings: Settings) -> None:
        """Nothing is ready yet."""
        self._store, self._settings = store, settings
        self._ready: dict[Doubt, tuple[Around, tuple[Choice, ...]]] = {}

    def prepare(self, doubt: Doubt) -> tuple[Around, tuple[Choice, ...]]:
        """All that an answer to this doubt could touch, and the likeliest answers."""
        if doubt not in self._ready:
            near = around(self._store, doubt.finding.sha256, [_any_answer(doubt)], self._settings, clock())
            choices = _homes(doubt, near) if doubt.reason is Reason.AMBIGUOUS else _labels(doubt, near)
            self._ready[doubt] = near, choices
        return self._ready[doubt]

    def say(self, answer: Answer, near: Around) -> int:
        """Write an answer down and return the number of the statement; what it touches has to be looked at anew."""
        number = self._store.say(answer.kind, answer.about, answer.values, clock()).number
        touched = {finding.sha256 for finding in near.evidence.findings}
        self._ready = {doubt: each for doubt, each in self._ready.items() if doubt.finding.sha256 not in touched}
        return number

    def take_back(self, number: int) -> None:
        """Write down that a statement no longer holds."""
        self._store.say(StatementKind.UNDO, str(number), {}, clock())
        self._ready.clear()


def is_settled(doubt: Doubt, near: Around) -> bool:
    """Has another answer given this message a home?"""
    still_open = {each.finding.sha256 for each in homeless(near.seen)}
    return doubt.reason is Reason.AMBIGUOUS and doubt.finding.sha256 not in still_open


def question(course: Course, near: Around, choices: tuple[Choice, ...]) -> Question:
    """The open question, with the likeliest answers."""
    doubt = course.here
    careful = tuple(each.text for each in cautions(doubt.finding, near.seen.standing_of(doubt.finding)))
    return Question(doubt, course.at + 1, len(course.doubts), choices, _home(doubt, near), course.said_here, careful)


def spoken(key: str, doubt: Doubt, near: Around) -> Spoken | None:
    """What a key says; None for a key that answers nothing."""
    word = _words(doubt).get(key)
    if word is None:
        return None
    answer = _answer(doubt, word, near)
    after = near.foreseen(answer)
    if doubt.reason is Reason.AMBIGUOUS:
        first = linked(doubt.finding, word, near.seen, after)[0]
    else:
        first = told(doubt.finding, Detail(word))
    effects = (f"  {effect}" for effect in near.effects(after))
    return Spoken(answer, word, (first, *effects), tuple(homeless(after)))


def _words(doubt: Doubt) -> dict[str, str]:
    """What each key says about this doubt: a detail, or an application."""
    if doubt.reason is Reason.AMBIGUOUS:
        return {**_numbered(doubt.candidates), _NO: NONE, _OWN: NEW}
    likely = _numbered(guess.detail.value for guess in guesses(doubt.finding))
    return {**{key: detail.value for key, detail in KEYS.items()}, **likely, _YES: likely["1"]}


def _numbered(words: Iterable[str]) -> dict[str, str]:
    return {str(number): word for number, word in enumerate(words, 1)}


def _answer(doubt: Doubt, word: str, near: Around) -> Answer:
    if doubt.reason is Reason.AMBIGUOUS:
        return Answer(StatementKind.LINK, doubt.finding.sha256, {"to": key_of(word, near.seen)})
    return Answer(StatementKind.RELABEL, doubt.finding.sha256, {"detail": word})


def _any_answer(doubt: Doubt) -> Answer:
    """What is tied by it is tied by any other: the candidates lie beside the message in any case."""
    if doubt.reason is Reason.AMBIGUOUS:
        return Answer(StatementKind.LINK, doubt.finding.sha256, {"to": NONE})
    return Answer(StatementKind.RELABEL, doubt.finding.sha256, {"detail": doubt.finding.detail.value})


def _labels(doubt: Doubt, near: Around) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            str(number),
            guess.detail.value.replace("_", " "),
            f"{guess.share:.0%}",
            _effects(doubt, guess.detail.value, near),
        )
        for number, guess in enumerate(guesses(doubt.finding), 1)
    )


def _homes(doubt: Doubt, near: Around) -> tuple[Choice, ...]:
    known = {each.id: each for each in near.seen.ledger.applications}
    return tuple(
        Choice(key, f"{id_}, {name_of(known[id_])}, applied on {known[id_].applied_on}", "", _effects(doubt, id_, near))
        for key, id_ in _numbered(doubt.candidates).items()
        if id_ in known
    )


def _home(doubt: Doubt, near: Around) -> str:
    """Where the message lies now, and why."""
    link = next((each for each in near.seen.ledger.links if each.sha256 == doubt.finding.sha256), None)
    home = next((each for each in near.seen.ledger.applications if link and each.id == link.application_id), None)
    if link is None or (home is None and link.reason is LinkReason.USER):
        return "It belongs to no application."
    if home is None:
        return f"It fits {', '.join(link.candidates)} ({REASONS[link.reason]})."
    return f"It belongs to {home.id}, {name_of(home)} ({REASONS[link.reason]})."


def _effects(doubt: Doubt, word: str, near: Around) -> tuple[str, ...]:
    return near.effects(near.foreseen(_answer(doubt, word, near)))
