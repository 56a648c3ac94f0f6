"""`classify`: tag mail in files, without an account, a store or a configuration; the user's tables count."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from inbox_watch.clean import clean_line
from inbox_watch.cli.context import Shared, clock, judge_of
from inbox_watch.cli.mail_files import Named, check, messages
from inbox_watch.config import Settings, machine_timezone
from inbox_watch.followup.cautions import cautions
from inbox_watch.records import Finding, Message, RawMessage, Unreadable
from inbox_watch.worker import Recipe
from inbox_watch.workers import Workers, workers

AT_ONCE = 200

Answer = Finding | Unreadable | str


@click.command(help="Tag .eml files, folders of them, mbox, Maildir or JSON Lines, without an account.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--jsonl", is_flag=True, help="One JSON object a message, in the order of the input.")
@click.option(
    "--input-format",
    type=click.Choice(["auto", "jsonl"]),
    default="auto",
    help="jsonl: objects with id, from, subject and body, whatever the name of the file.",
)
@click.pass_obj
def command(shared: Shared, paths: tuple[Path, ...], jsonl: bool, input_format: str) -> None:
    """Print a line for each message; one that cannot be read has a line that says so."""
    check(paths)
    shared.use_tables()
    recipe = partial(judge_of, _settings(), with_own_model=False)
    now = clock()
    named = chain.from_iterable(messages(path, now, json_lines=input_format == "jsonl") for path in paths)
    show = _json_line if jsonl else _line
    with workers(recipe) as pool:
        for each, answer in _answers(named, recipe, pool):
            click.echo(show(each.path, answer))


def _settings() -> Settings:
    """No account, no country, and the time zone of this machine."""
    try:
        zone = ZoneInfo(machine_timezone())
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return Settings(accounts=(), data=Path(), timezone=zone)


def _answers(named: Iterable[Named], recipe: Recipe, pool: Workers) -> Iterator[tuple[Named, Answer]]:
    """Judge some at once, so that input of any length needs little memory; the order stays."""
    here, told = cache(recipe), set[str]()
    rest = iter(named)
    while some := list(islice(rest, AT_ONCE)):
        judged = iter(pool.consider_all([each.message for each in some if isinstance(each.message, RawMessage)]))
        is_read = any(isinstance(each.message, Message) for each in some)
        _tell((*pool.notices(), *(here()[1] if is_read else ())), told)
        for each in some:
            yield each, next(judged) if isinstance(each.message, RawMessage) else _alone(each.message, here)


def _tell(notices: Iterable[str], told: set[str]) -> None:
    """Say each notice once."""
    for notice in notices:
        if notice not in told:
            click.echo(f"inbox-watch: {notice}", err=True)
            told.add(notice)


def _alone(message: Message | str, recipe: Recipe) -> Answer:
    """Judge what is read already; a reason why nothing was read stays one."""
    if isinstance(message, str):
        return message
    from inbox_watch.consider import finding  # the workers pay it for all other mail

    return finding(message, recipe()[0])


def _json_line(path: str, answer: Answer) -> str:
    return json.dumps(_object(path, answer), ensure_ascii=False)


def _object(path: str, answer: Answer) -> dict[str, object]:
    """The object of the contract (`classify --jsonl`)."""
    if not isinstance(answer, Finding):
        return {"path": path, "label": None, "error": _reason(answer)}
    verdict, facts = answer.verdict, answer.facts
    return {
        "path": path,
        "message_id": f"<{answer.message_id}>" if answer.message_id else "",
        "label": verdict.label.value,
        "detail": verdict.detail.value,
        "probability": verdict.probability,
        "unsure": verdict.unsure,
        "scores": {label.value: score for label, score in verdict.scores},
        "clues": verdict.clues,
        "judged_by": verdict.judged_by,
        "employer": facts.employers[0].name if facts.employers else "",
        "role": facts.role,
        "job_ids": facts.job_ids,
        "automatic": answer.automatic,
        "cautions": [caution.text for caution in cautions(answer)],
    }


def _line(path: str, answer: Answer) -> str:
    """Tag, how sure, subject and path, aligned."""
    name = clean_line(path, 500)
    if not isinstance(answer, Finding):
        return f"{'unreadable':<32}{clean_line(_reason(answer), 48):<48}  {name}"
    verdict = answer.verdict
    tag = f"unsure: {verdict.label}" if verdict.unsure else verdict.label.value
    return f"{tag:<26}{verdict.probability:>4.0%}  {clean_line(answer.subject, 48):<48}  {name}"


def _reason(answer: Unreadable | str) -> str:
    return answer.reason if isinstance(answer, Unreadable) else answer
