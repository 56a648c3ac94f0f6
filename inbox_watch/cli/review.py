"""`review`: the mail that is not sure, one key each, with what each answer would change."""

from __future__ import annotations

import click

from inbox_watch.cli.context import Shared, clock, open_state, state_exists
from inbox_watch.cli.keys import BACK, QUIT, SKIP, UNDO, Keys, keyboard
from inbox_watch.cli.review_asking import Memory, Spoken, is_settled, question, spoken
from inbox_watch.cli.review_course import Course, answered, back, forward, summary, taken_back
from inbox_watch.cli.review_doubts import Doubt, doubts
from inbox_watch.cli.review_effects import Around
from inbox_watch.cli.review_list import document, listed
from inbox_watch.cli.review_screen import legend, prompt, question_lines
from inbox_watch.cli.screen import columns, json_option, show, show_json
from inbox_watch.cli.state import surveyed
from inbox_watch.config import Settings
from inbox_watch.errors import UsageError
from inbox_watch.report.words import Calendar
from inbox_watch.survey import Survey


@click.command(help="Go through the messages whose label or application is not sure, one key each.")
@click.option("--list", "only_list", is_flag=True, help="Name them, and ask nothing.")
@json_option
@click.pass_obj
def command(shared: Shared, only_list: bool, in_json: bool) -> None:
    """Show each such message, the newest first, and write down what the user says; --json lists them too."""
    settings, now = shared.settings(), clock()
    if not state_exists(settings):
        raise UsageError("Nothing is known yet: run `inbox-watch poll` first.")
    today = now.astimezone(settings.timezone).date()
    seen = surveyed(settings, today, now)
    waiting = doubts(seen)
    if in_json:
        show_json(document(waiting, seen))
    elif not waiting:
        click.echo("There is nothing to review.")
    elif only_list:
        show(listed(waiting, seen, Calendar(today, settings.timezone)))
    else:
        _review(Course(waiting), seen, settings)


def _review(course: Course, seen: Survey, settings: Settings) -> None:
    """Ask until nothing is left or the user quits; every answer is kept at once."""
    with open_state(settings) as store, keyboard() as pressed:
        store.name_applications(seen.ledger.given)
        memory = Memory(store, settings)
        click.echo(legend(columns()))
        while course.at < len(course.doubts):
            after = _one(course, memory, pressed)
            if after is None:
                break
            course = after
    click.echo()
    _tell((summary(course),))


def _one(course: Course, memory: Memory, pressed: Keys) -> Course | None:
    """Ask one question and do what the key says; None to quit."""
    near, choices = memory.prepare(course.here)
    if is_settled(course.here, near) and not course.is_back:
        return forward(course)
    click.echo()
    for line in question_lines(question(course, near, choices), near.calendar, columns()):
        click.echo(line)
    click.echo(f"{prompt(course.here, columns())} ", nl=False)
    if course.next:
        memory.prepare(course.next)
    said = _heard(course.here, near, pressed)
    if isinstance(said, Spoken):
        number = memory.say(said.answer, near)
        _tell(said.lines)
        return answered(course, number, said.word, said.raised)
    if said == UNDO:
        return _undo(course, memory)
    return {SKIP: forward, BACK: back}[said](course) if said != QUIT else None


def _heard(doubt: Doubt, near: Around, pressed: Keys) -> Spoken | str:
    """An answer, or one of the keys that lead on; any other key shows the letters and asks again."""
    while True:
        key = pressed()
        if key in (SKIP, BACK, UNDO, QUIT):
            return key
        said = spoken(key, doubt, near)
        if said:
            return said
        click.echo(f"{legend(columns())}\n{prompt(doubt, columns())} ", nl=False)


def _undo(course: Course, memory: Memory) -> Course:
    if not course.said:
        _tell(("Nothing was said in this review yet; `inbox-watch undo` takes back what was said before.",))
        return course
    memory.take_back(course.said[-1].number)
    _tell((f"Taken back: {course.said[-1].word}.",))
    return taken_back(course)


def _tell(lines: tuple[str, ...]) -> None:
    from inbox_watch.report.grid import wrapped

    for line in lines:
        for part in wrapped(line, columns()):
            click.echo(part)
