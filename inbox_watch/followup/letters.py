"""Occasion to the words of a letter, an arrival question, a thank-you and a note on LinkedIn; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from inbox_watch.clean import clean_line, clean_name
from inbox_watch.followup.occasion import Occasion
from inbox_watch.knowledge.wording import Wording
from inbox_watch.records import CounterpartKind, Step

LONGEST_NOTE = 300
MOST_WORDS_OF_A_LETTER = 120
MOST_WORDS_OF_AN_ARRIVAL = 50
_LONGEST_ROLE = 80
# So much of a title leaves room in a note for what it has to say.
_SHORT_ROLE = 60
_ALL_NAMES = frozenset({"employer", "role"})
_FOR_OTHERS = frozenset({CounterpartKind.RECRUITER, CounterpartKind.OUTSOURCED})


@dataclass(frozen=True, slots=True)
class Words:
    """One language, and the names and dates of one occasion to fill in; `me` is the user's name or its placeholder.

    `unnamed` are names that give way where there is no room for them: "employer", "role".
    """

    wording: Wording
    occasion: Occasion
    me: str
    unnamed: frozenset[str] = frozenset()

    def say(self, part: str, **more: str) -> str:
        """A sentence, filled in."""
        return self.wording.say(part, **{**self._names(), **more})

    def about(self) -> str:
        """The job and the house as they stand behind "my application", with the space in front."""
        return self.wording.say(f"about.{self.known()}", role=self.role(), at_employer=self._at_employer())

    def ever_shorter(self) -> Iterator[Words]:
        """Words for the same, the fullest first: the job at the house, the job, neither."""
        yield self
        if self.role():
            yield replace(self, unnamed=frozenset({"employer"}))
        yield replace(self, unnamed=_ALL_NAMES)

    def known(self) -> str:
        """What can be named: both, role, employer or none. An agency is not where the user wants to work."""
        is_house_known = bool(self.employer()) and self.wants_to_work_there()
        return {(1, 1): "both", (1, 0): "role", (0, 1): "employer"}.get((bool(self.role()), is_house_known), "none")

    def wants_to_work_there(self) -> bool:
        """Is the one who is asked the employer, and no agency?"""
        return self.occasion.standing.application.kind not in _FOR_OTHERS

    def role(self) -> str:
        """The title of the job, cleaned."""
        limit = _SHORT_ROLE if "employer" in self.unnamed else _LONGEST_ROLE
        return "" if "role" in self.unnamed else clean_line(self.occasion.standing.application.role, limit)

    def employer(self) -> str:
        """The name of the house, cleaned."""
        house = "" if "employer" in self.unnamed else self.occasion.standing.application.employer
        return clean_name(house)

    def greeting(self, name: str) -> str:
        """The salutation: by name where a person's name is known."""
        return self.wording.say("page.greeting_named", name=name) if name else self.wording.say("page.greeting")

    def _names(self) -> Mapping[str, str]:
        history = self.occasion.history
        days: Mapping[str, date | None] = {
            "applied_on": self.occasion.standing.application.applied_on,
            "step_on": history.handed_in_on,
            "talk_on": talk_day(self.occasion),
            "heard_on": history.heard_on,
        }
        said = {name: self.wording.day(day) for name, day in days.items() if day}
        names = {"me": self.me, "about": self.about(), "role": self.role(), "at_employer": self._at_employer()}
        return {**names, **said}

    def _at_employer(self) -> str:
        return self.wording.at_employer(self.employer())


def letter(words: Words, *, elsewhere: bool) -> str:
    """The one follow-up: who writes and what about, one question, the interest, and that questions are welcome.

    Where names are long, the house gives way, then the job.
    """
    pages = (_letter(each, elsewhere=elsewhere) for each in words.ever_shorter())
    return _first_within(MOST_WORDS_OF_A_LETTER, pages)


def _first_within(most_words: int, pages: Iterator[str]) -> str:
    """The first page of at most so many words, else the last and shortest."""
    every = list(pages)
    return next((page for page in every if len(page.split()) <= most_words), every[-1])


def _letter(words: Words, *, elsewhere: bool) -> str:
    ending = [
        words.say(f"interest.{words.known()}"),
        *([words.say("letter.elsewhere")] if elsewhere else []),
        words.say("letter.questions"),
    ]
    return _page(words, [*_referral(words), *_opening(words), *_thanks(words)], [words.say(question(words))], ending)


def arrival(words: Words) -> str:
    """The question whether it arrived, and nothing more (SR40).

    Where names are long, the house gives way, then the job, at last the names of others.
    """
    return _first_within(MOST_WORDS_OF_AN_ARRIVAL, _arrivals(words))


def _arrivals(words: Words) -> Iterator[str]:
    is_first = words.occasion.standing.step is Step.APPLICATION
    opened = "arrival.application" if is_first else opening(words.occasion, "letter")
    asked = _whether_it_arrived(words.occasion, "arrival")
    for each in words.ever_shorter():
        yield _page(each, [*_referral(each), each.say(opened), each.say(asked)], [each.say("arrival.thanks")])
    last = replace(words, occasion=replace(words.occasion, name=""), unnamed=_ALL_NAMES)
    yield _page(last, [last.say(opened), last.say(asked)], [last.say("arrival.thanks")])


def thank_you(words: Words) -> str:
    """Thanks for a talk; it asks nothing, so it uses no follow-up up."""
    talk = words.say("thank_you.talk_on" if talk_day(words.occasion) else "thank_you.talk")
    return _page(words, [talk], [words.say("thank_you.interest"), words.say("thank_you.end")])


def note(words: Words) -> str:
    """A note of at most LONGEST_NOTE characters; where names are long, the greeting gives way first, then the house."""
    return next(each for each in _notes(words) if len(each) <= LONGEST_NOTE)


def _notes(words: Words) -> Iterator[str]:
    talked = words.occasion.standing.step is Step.INTERVIEW and words.occasion.history.talk is not None
    part = "linkedin.interview" if talked else "linkedin.application"
    yield f"{words.greeting(words.occasion.decider)}\n{words.say(part)} {words.say('linkedin.end')}"
    for each in words.ever_shorter():
        yield f"{words.greeting('')}\n{each.say(part)} {each.say('linkedin.end')}"


def question(words: Words) -> str:
    """The part that asks: whether it arrived, unless they have shown that it did; then how it stands."""
    if not words.occasion.history.arrived:
        return _whether_it_arrived(words.occasion, "ask")
    return "ask.status" if words.occasion.standing.step is Step.APPLICATION else "ask.news"


def _whether_it_arrived(occasion: Occasion, table: str) -> str:
    """The part that asks for what was sent last; `table` has the words for the application itself."""
    handed_in = {Step.TEST: "ask.test", Step.PAPERS: "ask.papers"}
    papers = f"{table}.letter" if occasion.is_letter else f"{table}.documents"
    return handed_in.get(occasion.standing.step, papers)


def _referral(words: Words) -> list[str]:
    """Who recommended the user comes first (SR13); nobody is made up."""
    referrer = words.occasion.referrer
    return [words.say("letter.referred", referrer=referrer)] if referrer else []


def _opening(words: Words) -> list[str]:
    return [words.say(opening(words.occasion, "letter"))]


def opening(occasion: Occasion, table: str) -> str:
    """The part of a table that says what was last done: applied, talked, or handed in."""
    step = occasion.standing.step
    if step is not Step.INTERVIEW:
        return f"{table}.{step}"
    if occasion.history.talk is None:
        return f"{table}.cancelled"
    return f"{table}.interview_on" if talk_day(occasion) and table == "letter" else f"{table}.interview"


def talk_day(occasion: Occasion) -> date | None:
    """The day of the last talk, when one took place or is agreed, and its day is known."""
    return occasion.history.talk.day if occasion.history.talk else None


def _thanks(words: Words) -> list[str]:
    return [words.say("letter.heard")] if words.occasion.history.heard_on else []


def _page(words: Words, *paragraphs: list[str]) -> str:
    """Greeting, paragraphs and name; what follows another sentence begins with a capital."""
    first, *rest = (" ".join(_capitals(sentences)) for sentences in paragraphs)
    signature = f"{words.wording.say('page.closing')}\n{words.me}"
    return "\n\n".join((words.greeting(words.occasion.name), first, *rest, signature))


def _capitals(sentences: list[str]) -> Iterator[str]:
    """German and Italian go on in small letters after the greeting."""
    yield from sentences[:1]
    yield from (sentence[:1].upper() + sentence[1:] for sentence in sentences[1:])
