"""The entry point: global options, the lazy table of commands, and the one place where errors become exit codes."""

from __future__ import annotations

import gc
import importlib
import logging
import os
import resource
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from inbox_watch.cli.context import Shared
from inbox_watch.cli.leaving import insist
from inbox_watch.errors import EXIT_BUG, EXIT_FINE, EXIT_INTERRUPTED, EXIT_USAGE, CannotWrite, InboxWatchError

# command: (module, one line of help). The module is imported when the command runs; `--help` imports none of them.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "init": ("init", "Set up a mailbox, step by step, up to the first report."),
    "poll": ("poll", "Read new mail once, judge it, link it and send alerts."),
    "watch": ("watch", "Stay connected and read new mail the moment it comes."),
    "report": ("report", "Show the summary of silent applications and of all others."),
    "export": ("export", "Write the applications for other programs: table, calendar, log."),
    "status": ("status", "Say in one line how many follow-ups are due."),
    "applications": ("applications", "List, add, import, edit, merge, split or close applications."),
    "draft": ("draft", "Write the one follow-up: letter, note, call sheet, thank-you."),
    "mark": ("mark", "Say what no mail shows: followed up, interviewed, on hold."),
    "review": ("review", "Go through the mail the judge is not sure about, one key each."),
    "label": ("label", "Say what a message is; your word wins."),
    "link": ("link", "Say which application a message belongs to."),
    "undo": ("undo", "Take back the last thing you said."),
    "reread": ("reread", "Judge known mail again by the present rules and model."),
    "explain": ("explain", "Say why: clues, headers, link evidence, clock arithmetic."),
    "classify": ("classify", "Tag .eml files, folders, mbox or Maildir without an account."),
    "alerts": ("alerts", "Test the alert targets."),
    "doctor": ("doctor", "Check configuration, login, folders and the last good run."),
    "schedule": ("schedule", "Let it run by itself: cron, systemd or launchd."),
    "config": ("config", "Show where the configuration is and check it."),
    "backup": ("backup", "Write the state into one file."),
    "restore": ("restore", "Put the state of a backup in the place of the present one."),
    "forget": ("forget", "Remove what is known of an application, or everything."),
    "train": ("train", "Train the model, on your own labels as well."),
    "evaluate": ("evaluate", "Measure the judge on labelled mail."),
    "model": ("model", "Show which model judges."),
    "completion": ("completion", "Print the script that lets a shell complete words."),
    "fleet": ("fleet", "Watch the mailboxes of many clients, for a career service."),
    "demo": ("demo", "Watch a sample job search, without any account."),
}


# So many things are made before cycles are looked for. With the 700 of Python itself, an eighth of a poll with nothing
# new went into looking through modules that had just been loaded.
_COLLECT_AFTER = 20_000

CONTEXT = {"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "INBOX_WATCH"}


class LazyGroup(click.Group):
    """A group whose commands are imported on use (`--help` must stay quick)."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """The names, in the order of a user's day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command and return its `command`."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"inbox_watch.cli.{COMMANDS[cmd_name][0]}")
        found = module.command
        return found if isinstance(found, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; when the reader of its output went away (`| head`), there is nobody left to tell."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would leave with 1, which means that an account failed
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return EXIT_FINE

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings=CONTEXT)
@click.option("-c", "--config", "config", type=click.Path(path_type=Path), help="Configuration file.", metavar="FILE")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", count=True, help="Say more; twice says much more.")
@click.option("--log-file", type=click.Path(path_type=Path), help="Write the log there as well.", metavar="FILE")
@click.option("--debug", is_flag=True, help="Show the traceback of every error.")
@click.version_option(package_name="inbox-watch", prog_name="inbox-watch")
@click.pass_context
def cli(ctx: click.Context, config: Path | None, quiet: bool, verbose: int, log_file: Path | None, debug: bool) -> None:
    """Which applications are silent, and which are due for their one follow-up.

    Reads your mailbox, never writes to an employer, and keeps no text of a mail. The mailbox is never changed, but for
    a draft that you ask for.
    """
    _start_log(verbose, log_file, debug=debug)
    ctx.obj = Shared(config_path=config, quiet=quiet, verbose=verbose, debug=debug)


def _start_log(verbose: int, log_file: Path | None, *, debug: bool) -> None:
    """Our own log; libraries stay at WARNING, because imapclient logs whole messages below that."""
    level = logging.DEBUG if debug or verbose > 1 else logging.INFO if verbose else logging.WARNING
    logger = logging.getLogger("inbox_watch")
    logger.setLevel(level)
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    if log_file:
        handlers.append(_log_to(log_file))
    for handler in handlers:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.handlers[:] = handlers


def _log_to(path: Path) -> logging.Handler:
    """A log that only its owner may read."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        return logging.FileHandler(path, encoding="utf-8")
    except OSError as error:
        raise CannotWrite(f"The log {path} cannot be written ({error.strerror}): name another --log-file.") from error


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    os.umask(0o077)
    gc.set_threshold(_COLLECT_AFTER)
    # A core file would hold the password, and the mail that was read last (setrlimit(2)).
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    insist()
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; a user's error is one line on standard error."""
    debug = "--debug" in (arguments if arguments is not None else sys.argv[1:])
    try:
        result = cli.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
        return result if isinstance(result, int) else 0
    except InboxWatchError as error:
        if debug:
            traceback.print_exc()
        _complain(str(error))
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except (click.Abort, KeyboardInterrupt):
        _complain("Interrupted; what was read so far is kept.")
        return EXIT_INTERRUPTED
    # Python would leave with 1, which means "an account failed"; a bug is 70, with its traceback in the log.
    except Exception:
        logging.getLogger("inbox_watch").critical("This is a bug of inbox_watch; the state is intact.", exc_info=True)
        return EXIT_BUG


def _complain(text: str) -> None:
    for line in text.split("\n"):
        click.echo(f"inbox-watch: {line}", err=True)


if __name__ == "__main__":
    main()
