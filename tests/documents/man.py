"""man/*.1: a page for the program and one a command, from what click knows of them (man(7))."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import click

from inbox_watch.cli.main import COMMANDS, cli

FOLDER = Path(__file__).resolve().parents[2] / "man"
_NAME = "inbox-watch"
# A line may be broken after a bar.
_ESCAPES = {"\\": r"\e", "-": r"\-", '"': r"\(dq", "'": r"\(aq", "`": r"\(ga", "|": r"|\:"}
_EXIT_CODES = (
    ("0", "fine, whether or not something was found"),
    ("1", "an account failed for good"),
    ("2", "wrong usage"),
    ("3", "some accounts done, some not"),
    ("4", "login refused"),
    ("10", "only status --exit-code: follow-ups are due"),
    ("70", "a bug of ours"),
    ("73", "the state cannot be written"),
    ("75", "will mend itself: network, busy server, another run"),
    ("78", "the configuration has a problem"),
    ("130", "interrupted"),
)
_FILES = (
    ("~/.config/inbox_watch/config.toml", "the configuration; -c names another"),
    ("~/.local/share/inbox_watch", "what was learned and what you said"),
)
_ENVIRONMENT = (
    ("NO_COLOR", "no colours"),
    ("FORCE_COLOR", "colours also where there is no terminal"),
    ("INBOX_WATCH_COMMAND_OPTION", "the value of an option, for example INBOX_WATCH_REPORT_FORMAT=json"),
)


def pages() -> Mapping[Path, Callable[[], str]]:
    """Which page is made by what."""
    of_commands = {FOLDER / f"{_NAME}-{name}.1": partial(command_page, name) for name in COMMANDS}
    return {FOLDER / f"{_NAME}.1": program_page, **of_commands}


def program_page() -> str:
    """The page of the program."""
    ctx = _context(cli, None, _NAME)
    about = inspect.cleandoc(cli.help or "").split("\n\n")
    return _page(
        _NAME,
        "which applications are silent, and which are due for their one follow-up",
        [
            *_synopsis(cli, ctx),
            ".SH DESCRIPTION",
            *_paragraphs(about),
            *_options(cli, ctx, ".SH OPTIONS"),
            ".SH COMMANDS",
            *(line for name, (_, help_) in COMMANDS.items() for line in _tagged(f"{_NAME}-{name}(1)", help_)),
            *_section(".SH FILES", _FILES),
            *_section(".SH ENVIRONMENT", _ENVIRONMENT),
            *_section('.SH "EXIT STATUS"', _EXIT_CODES),
        ],
    )


def command_page(name: str) -> str:
    """The page of one command and of those below it."""
    parent = _context(cli, None, _NAME)
    command = cli.get_command(parent, name)
    assert command is not None, name
    body = list(_command(command, parent, name, ".SH"))
    if isinstance(command, click.Group):
        ctx = _context(command, parent, name)
        for below, each in command.commands.items():
            body += [f'.SH "{_escaped(f"{name} {below}".upper())}"', *_command(each, ctx, below, ".SS")]
    also = ['.SH "SEE ALSO"', f".BR {_escaped(_NAME)} (1)"]
    return _page(f"{_NAME}-{name}", COMMANDS[name][1].rstrip("."), [*body, *also])


def _command(command: click.Command, parent: click.Context, name: str, level: str) -> Iterator[str]:
    ctx = _context(command, parent, name)
    yield from _synopsis(command, ctx, level)
    yield f"{level} DESCRIPTION"
    yield from _paragraphs(inspect.cleandoc(command.help or "").split("\n\n"))
    yield from _options(command, ctx, f"{level} OPTIONS")


def _context(command: click.Command, parent: click.Context | None, name: str) -> click.Context:
    return click.Context(command, parent=parent, info_name=name, **command.context_settings)


def _page(name: str, sentence: str, body: list[str]) -> str:
    head = [f'.TH "{_escaped(name.upper())}" 1 "" "inbox_watch" "User commands"', ".nh", ".ad l", ".SH NAME"]
    what = sentence[0].lower() + sentence[1:]
    return "\n".join([*head, rf"{_escaped(name)} \- {_escaped(what)}", *body]) + "\n"


def _synopsis(command: click.Command, ctx: click.Context, level: str = ".SH") -> Iterator[str]:
    yield f"{level} SYNOPSIS"
    yield f".B {_escaped(ctx.command_path.partition(' [')[0])}"
    yield _escaped(" ".join(command.collect_usage_pieces(ctx)))


def _options(command: click.Command, ctx: click.Context, heading: str) -> Iterator[str]:
    records = [record for each in command.get_params(ctx) if (record := each.get_help_record(ctx)) and record[1]]
    yield from _section(heading, records)


def _section(heading: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield heading
    for term, text in rows:
        yield from _tagged(term, text)


def _tagged(term: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_escaped(term)}"
    yield _escaped(text)


def _paragraphs(texts: list[str]) -> Iterator[str]:
    r"""A paragraph that begins with \b (click's sign) keeps its lines."""
    for text in texts:
        if text.startswith("\b"):
            yield from (".PP", ".nf", *map(_escaped, text.split("\n")[1:]), ".fi")
        else:
            yield from (".PP", _escaped(" ".join(text.split())))


def _escaped(text: str) -> str:
    """Text in which nothing is a request or an escape of roff."""
    plain = "".join(_ESCAPES.get(character, character) for character in text)
    return rf"\&{plain}" if plain.startswith(".") else plain
