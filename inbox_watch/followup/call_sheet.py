"""Occasion to a call sheet: what to say in 45 seconds, what to ask, what to write down; pure."""

from __future__ import annotations

from inbox_watch.followup.letters import Words, opening
from inbox_watch.followup.questions import three_questions
from inbox_watch.records import Step


def call_sheet(words: Words) -> str:
    """Return the sheet: opening, three questions, thanks, what to write down, and the words for a machine."""
    wording, occasion = words.wording, words.occasion
    asked = three_questions(wording, occasion.standing.step)
    house = words.employer() if words.wants_to_work_there() else ""
    whom = ", ".join(filter(None, (occasion.decider, house or occasion.address)))
    sections = (
        _section(words, "to_say", [spoken_first(words)]),
        _section(words, "to_ask", [f"{number}. {line}" for number, line in enumerate(asked, 1)]),
        _section(words, "to_end", [wording.say("call.end")]),
        _section(words, "to_note", [f"- {line}" for line in wording.lines("call.note")]),
        _section(words, "to_machine", [words.say("call.machine", number=wording.say("page.your_number"))]),
    )
    return "\n\n".join((wording.say("call.title", whom=whom).rstrip(" \u00a0:"), *sections))


def spoken_first(words: Words) -> str:
    """The opening; where nothing shows that it arrived, it asks that too."""
    occasion = words.occasion
    if occasion.standing.step is not Step.APPLICATION:
        return words.say(opening(occasion, "call"))
    return words.say("call.heard" if occasion.history.arrived else "call.unheard")


def _section(words: Words, heading: str, lines: list[str]) -> str:
    return "\n".join((words.wording.say(f"call.{heading}"), *(f"  {line}" for line in lines)))
