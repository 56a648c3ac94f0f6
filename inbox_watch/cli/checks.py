"""What `doctor` looks at. A check tells what was found and, when that is bad, what to do; never a secret."""

from __future__ import annotations

import contextlib
import logging
import os
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_watch.accounts import Account, FilesAccount, ImapAccount
from inbox_watch.alerts.channels import is_service
from inbox_watch.alerts.undelivered import undelivered
from inbox_watch.cli.context import open_state, state_exists
from inbox_watch.config import Settings
from inbox_watch.errors import (
    EXIT_CANNOT_WRITE,
    EXIT_CONFIGURATION,
    EXIT_FAILED,
    EXIT_FINE,
    EXIT_TEMPORARY,
    FolderMissing,
    InboxWatchError,
    ModelUnusable,
)

if TYPE_CHECKING:
    from inbox_watch.sources.folders import Folder
    from inbox_watch.sources.session import Session

LOGIN_SECONDS = 30.0
FIRST_YEAR, LAST_YEAR = 2026, 2100
_LATE_AFTER = timedelta(hours=24)
_CLOCK_ERROR = timedelta(minutes=10)
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Check:
    """What one look found; `code` is the exit code it calls for."""

    name: str
    text: str
    code: int = EXIT_FINE
    is_note: bool = False


# Who may read


def check_privacy(settings: Settings, config_file: Path) -> Iterator[Check]:
    """Configuration, password files and data are for their owner alone."""
    yield _private("permissions", config_file, EXIT_CONFIGURATION, "600")
    for account in settings.accounts:
        if isinstance(account, ImapAccount) and account.password_file and account.password_file.exists():
            yield _private("permissions", account.password_file, EXIT_CONFIGURATION, "600")
    yield _data(settings.data)


def _private(name: str, path: Path, code: int, mode: str) -> Check:
    if path.stat().st_mode & _OTHERS:
        return Check(name, f"{path} can be read by others: run `chmod {mode} {shlex.quote(str(path))}`.", code)
    return Check(name, f"{path} is for you alone.")


def _data(folder: Path) -> Check:
    if not folder.exists():
        return Check("data", f"{folder} is not there yet; the first poll makes it.", is_note=True)
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return Check(
            "data",
            f"{folder} cannot be written: give yourself the right, or set `data` under [paths].",
            EXIT_CANNOT_WRITE,
        )
    return _private("data", folder, EXIT_CANNOT_WRITE, "700")


# This machine


def check_machine(settings: Settings | None, now: datetime) -> Iterator[Check]:
    """The clock, the time zone and the model."""
    if FIRST_YEAR <= now.year <= LAST_YEAR:
        yield Check("clock", f"It is {now:%Y-%m-%d %H:%M} UTC.")
    else:
        yield Check("clock", f"It is {now:%Y-%m-%d} by this machine's clock: set it.", EXIT_FAILED)
    if settings:
        yield Check("time zone", f"{settings.timezone.key}.")
        if not settings.country:
            yield Check("country", "None: set `country` under [me] so that public holidays count.", is_note=True)
        yield from (_no_voucher(account) for account in settings.accounts if not account.authserv_id)
    yield _model(settings)


def _no_voucher(account: Account) -> Check:
    text = (
        f"{account.name} has no authserv_id, so nobody vouches for a sender: a refusal outside a thread stays to be "
        "looked at first, and forged mail is not noticed. Set it before the next poll: the first word after the "
        "topmost Authentication-Results in the source of a received mail."
    )
    return Check("senders", text, is_note=True)


def _model(settings: Settings | None) -> Check:
    from inbox_watch.classify.model import FORMAT
    from inbox_watch.cli.context import judging_model

    try:
        _, model = judging_model(settings)
    except ModelUnusable as error:
        return Check("model", str(error), error.exit_code)
    return Check("model", f"{model.sha256[:12]}, format {FORMAT}, {len(model.details)} kinds of mail.")


# The memory


def check_state(settings: Settings, now: datetime) -> Iterator[Check]:
    """The database holds together, and every account was read within a day."""
    if not state_exists(settings):
        yield Check("database", "Nothing was read yet: run `inbox-watch poll`.", is_note=True)
        return
    try:
        with open_state(settings, read_only=True) as store:
            last = {account.name: store.last_good_run(account.name) for account in settings.accounts}
            lost = undelivered(store.unsent_alerts(), now)
    except InboxWatchError as error:
        yield Check("database", str(error), error.exit_code)
        return
    yield Check("database", f"{settings.data} holds together.")
    for name, ended in last.items():
        yield _last_run(name, ended, now)
    if lost:
        yield Check("alerts", lost, EXIT_TEMPORARY)


def _last_run(name: str, ended: datetime | None, now: datetime) -> Check:
    if ended is None:
        return Check("last good run", f"{name}: never; run `inbox-watch poll`.", is_note=True)
    if now - ended > _LATE_AFTER:
        text = f"{name}: {ended:%Y-%m-%d %H:%M} UTC, more than a day ago; run `inbox-watch poll` and see why."
        return Check("last good run", text, EXIT_FAILED)
    return Check("last good run", f"{name}: {ended:%Y-%m-%d %H:%M} UTC.")


# Alerts


def check_alerts(settings: Settings) -> Iterator[Check]:
    """Every target of alerts and of the report is one; nothing is sent."""
    if not settings.alert_targets:
        yield Check("alerts", "No targets under [alerts]: you will only see the report.", is_note=True)
    for name, targets in (("alerts", settings.alert_targets), ("report", settings.report_targets)):
        yield from (_target(name, number, target) for number, target in enumerate(targets, 1))


def _target(name: str, number: int, target: str) -> Check:
    """A target that is none may still hold a secret: it is named by its number."""
    scheme, colon, rest = target.partition(":")
    if target == "stdout" or (scheme == "command" and _is_program(rest)):
        return Check(name, f"Target {number} is {scheme}.")
    if scheme == "command":
        return Check(name, f"Target {number} names a command that cannot be found: check it.", EXIT_CONFIGURATION)
    if colon and rest.startswith("//") and is_service(target):
        trial = "inbox-watch report --send" if name == "report" else "inbox-watch alerts test"
        return Check(name, f"Target {number} is {scheme}://…; `{trial}` tries it.")
    text = f"Target {number} is neither stdout, nor command:…, nor a service address such as ntfy://…: correct it."
    return Check(name, text, EXIT_CONFIGURATION)


def _is_program(command: str) -> bool:
    try:
        words = shlex.split(command)
    except ValueError:
        return False
    return bool(words) and shutil.which(words[0]) is not None


# Accounts


def check_accounts(settings: Settings, now: datetime) -> Iterator[Check]:
    """Log in to every account and look which folders there are."""
    for account in settings.accounts:
        try:
            yield from _account(account, now)
        except InboxWatchError as error:
            yield Check("account", f"{account.name}: {error}", error.exit_code)


def _account(account: Account, now: datetime) -> Iterator[Check]:
    if isinstance(account, FilesAccount):
        from inbox_watch.sources.entries import boxes

        names = ", ".join(f"{box.name} ({box.role})" for box in boxes(account))
        yield Check("account", f"{account.name}: {account.path}; folders {names}.")
        return
    from inbox_watch.sources.connection import connect
    from inbox_watch.sources.deadline import Deadline
    from inbox_watch.sources.encryption import tls_for
    from inbox_watch.sources.secrets import secret_of
    from inbox_watch.sources.session import Session

    logging.getLogger("imapclient").setLevel(logging.ERROR)  # it warns of every umlaut in an answer
    deadline, tls = Deadline(LOGIN_SECONDS), tls_for(account)
    session = Session(account, lambda: connect(account, deadline, tls), secret_of(account))
    try:
        yield from _mailbox(account, session, now)
        session.log_out()
    finally:
        session.close()


def _mailbox(account: ImapAccount, session: Session, now: datetime) -> Iterator[Check]:
    from inbox_watch.sources.folders import choose

    folders, missing = choose(session.list_folders(), account.folders)
    names = ", ".join(f"{folder.name} ({folder.role})" for folder in folders)
    yield Check("account", f"{account.name}: logged in as {account.user}; folders {names}.")
    if missing:
        text = f"{account.name}: there is no folder {', '.join(missing)}: correct `folders`."
        yield Check("account", text, FolderMissing.exit_code)
    if folders:
        yield from _clock_against(account, session, folders[0], now)


def _clock_against(account: ImapAccount, session: Session, folder: Folder, now: datetime) -> Iterator[Check]:
    """Mail from the future means that this machine's clock is behind."""
    from inbox_watch.sources.server import MisreadError

    state = session.examine(folder)
    newest = session.search(max(1, (state.uidnext or 1) - 100), None, None)[-1:] if state.messages else []
    with contextlib.suppress(MisreadError):
        for letter in session.survey(newest).values() if newest else ():
            if letter.internaldate and letter.internaldate > now + _CLOCK_ERROR:
                came = f"the newest mail came at {letter.internaldate:%Y-%m-%d %H:%M %Z}"
                yield Check("clock", f"{account.name}: {came}, later than now: set this machine's clock.", EXIT_FAILED)
