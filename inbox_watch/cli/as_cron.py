"""`doctor --as-cron`: the checks once more where nothing of the user's session is left, and what breaks only there."""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from inbox_watch.accounts import Account, ImapAccount
from inbox_watch.cli.checks import Check
from inbox_watch.cli.screen import SCHEMA
from inbox_watch.config import Settings
from inbox_watch.errors import EXIT_CONFIGURATION, EXIT_FAILED

NAME = "as cron"
CRON_PATH = "/usr/bin:/bin"
_SECONDS = 300.0
# What differs silently, and what makes it the same: folders and zones can be set by variables of the shell.
_SAME = {"data": "set `data` under [paths]", "time zone": "set `timezone` under [me]"}
_CALLED = {"data": "data folder", "time zone": "time zone"}
_SESSION = (
    "Here it gets its answer from your session (an unlocked key, a key ring, a bus), which cron does not have: let "
    "systemd start it (`inbox-watch schedule systemd --install`), or use password_file"
)
_VARIABLE = "It needs a variable that only your shell sets: write that variable into the crontab, above our lines"


@dataclass(frozen=True, slots=True)
class _Document:
    """What `doctor --json` prints."""

    schema: int
    checks: tuple[Check, ...]


_DOCUMENT = msgspec.json.Decoder(_Document)


def as_json(checks: Iterable[Check]) -> str:
    """Checks as one JSON document: objects with name, text, code and is_note."""
    return msgspec.json.format(msgspec.json.encode(_Document(SCHEMA, tuple(checks)))).decode("utf-8")


def checks_as_cron(
    program: tuple[str, ...], config: str, at_home: Sequence[Check], settings: Settings
) -> Iterator[Check]:
    """Run the checks as cron would start them and return those that come out worse than `at_home`."""
    there, problem = _under_cron((*program, "-c", config, "doctor", "--json"))
    if problem:
        yield Check(NAME, problem, EXIT_FAILED)
        return
    found = tuple(only_there(at_home, there, mends(settings, os.environ.get("PATH", CRON_PATH))))
    yield from found or (Check(NAME, "What works here works under cron as well."),)


def only_there(at_home: Sequence[Check], there: Iterable[Check], mends: Mapping[str, str]) -> Iterator[Check]:
    """Compare the checks of here and there; `mends` are by the subject, the words before the first colon."""
    faults = {(check.name, _subject(check)) for check in at_home if check.code}
    texts = {check.text for check in at_home}
    for check in there:
        subject = _subject(check)
        if check.code and (check.name, subject) not in faults:
            mend = mends.get(subject, _VARIABLE) if _is_of_a_command(check) else _VARIABLE
            yield Check(NAME, f"Only under cron: {check.name}: {check.text} {mend}.", check.code)
        elif check.name in _SAME and not check.code and check.text not in texts:
            text = (
                f"Cron works with another {_CALLED[check.name]} than your shell: {check.text} "
                f"To be sure, {_SAME[check.name]}."
            )
            yield Check(NAME, text, EXIT_CONFIGURATION)


def _is_of_a_command(check: Check) -> bool:
    return check.name == "alerts" or "password_cmd" in check.text or "token_cmd" in check.text


def _subject(check: Check) -> str:
    return check.text.partition(":")[0]


def mends(settings: Settings, path: str) -> Mapping[str, str]:
    """What to do when a command does not work under cron, by account and alert target; `path` is that of the shell."""
    commands = {account.name: command for account in settings.accounts if (command := _command(account))}
    for number, target in enumerate(settings.alert_targets, 1):
        if target.startswith("command:"):
            commands[f"Target {number} names a command that cannot be found"] = tuple(target[len("command:") :].split())
    return {subject: _whole_path(command, path) or _SESSION for subject, command in commands.items()}


def _command(account: Account) -> tuple[str, ...]:
    return (account.password_cmd or account.token_cmd or ()) if isinstance(account, ImapAccount) else ()


def _whole_path(command: tuple[str, ...], path: str) -> str:
    """Cron finds programs in two folders alone."""
    name = command[0] if command else ""
    found = shutil.which(name, path=path)
    if not found or shutil.which(name, path=CRON_PATH):
        return ""
    return f"Cron looks for programs in /usr/bin and /bin alone: write {found} instead of {name}"


def _under_cron(command: tuple[str, ...]) -> tuple[tuple[Check, ...], str]:
    """The checks of a run with the environment of crontab(5), no terminal and nobody to ask; or why there are none."""
    user = pwd.getpwuid(os.getuid())
    environment = {"HOME": user.pw_dir, "PATH": CRON_PATH, "LOGNAME": user.pw_name, "SHELL": "/bin/sh"}
    try:
        done = subprocess.run(  # noqa: S603  # this program itself, by its absolute path
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment,
            cwd=user.pw_dir,
            start_new_session=True,
            timeout=_SECONDS,
            check=False,
        )
        return _DOCUMENT.decode(done.stdout).checks, ""
    except subprocess.TimeoutExpired:
        return (), f"The checks do not come to an end there within {_SECONDS:g} s: something waits for an answer."
    except OSError as error:
        return (), f"{shlex.join(command)} cannot be started there ({error.strerror})."
    except msgspec.DecodeError:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        return (), f"{shlex.join(command[:-2])} does not start there: {last or 'it says nothing'}"
