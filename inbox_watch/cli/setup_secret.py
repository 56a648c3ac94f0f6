"""`init`: where the password or token comes from, tried at the server before it is kept anywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from inbox_watch.accounts import ImapAccount
from inbox_watch.cli.asking import Asker
from inbox_watch.cli.setup_server import Place
from inbox_watch.errors import ConfigError, InboxWatchError, LoginRefused, MailboxUnavailable, UsageError
from inbox_watch.setup.advice import as_meant, password_name
from inbox_watch.setup.answers import Given
from inbox_watch.setup.keepers import Keeper, keepers
from inbox_watch.setup.readers import read_command
from inbox_watch.sources.preview import Preview
from inbox_watch.sources.secrets import Secret, secret_of
from inbox_watch.sources.trouble import NEXT_RUN
from inbox_watch.sources.wording import plain

TRIES = 3
_STORE_SECONDS = 120.0
_NO_TOKENS_YET = "Nothing was written. When a program hands out tokens for this mailbox, run `inbox-watch init` again."

Look = Callable[[ImapAccount, Secret | None], Preview]


class AnotherServerError(Exception):
    """The user wants to name another server."""


class _AnotherWayError(Exception):
    """The user wants to give the password in another way."""


class _NotKeptError(Exception):
    """A program did not keep the password, which the server has taken: `typed` is not asked for again."""

    def __init__(self, why: str, typed: Proven) -> None:
        super().__init__(why)
        self.typed = typed


@dataclass(frozen=True, slots=True)
class Proven:
    """An account whose login worked, and what was seen. `password` is still to be written into its password file."""

    account: ImapAccount
    seen: Preview
    password: Secret | None = None


@dataclass(frozen=True, slots=True)
class _Talk:
    """What every way of giving a secret needs."""

    place: Place
    address: str
    password_file: Path
    asker: Asker
    look: Look


def proven(place: Place, address: str, given: Given, password_file: Path, asker: Asker, look: Look) -> Proven:
    """Ask until a login works.

    `password_file` is where a password goes when it is to lie in a file. Without a person every failure is raised; a
    person may also leave with the last error, or ask for another server by AnotherServerError.
    """
    talk = _Talk(place, address, password_file, asker, _patient(look, asker))
    if given.says_secret:
        try:
            return _tried(talk, _as_given(place.account, given))
        except (LoginRefused, ConfigError) as error:
            if not asker.is_person:
                raise
            asker.say(str(error))
        except _AnotherWayError:
            pass
    typed: Proven | None = None
    while True:
        try:
            done = _by_token(talk) if place.wants_token else _by_choice(talk, typed)
        except _NotKeptError as error:
            asker.say(str(error))
            typed = error.typed
        except (_AnotherWayError, UsageError) as error:
            asker.say(str(error))
        else:
            if done:
                return done


def _as_given(account: ImapAccount, given: Given) -> ImapAccount:
    """The account with the one secret of the command line."""
    ways = {
        "--password-file": given.password_file,
        "--password-cmd": given.password_cmd,
        "--token-cmd": given.token_cmd,
    }
    named = [flag for flag, value in ways.items() if value is not None]
    if len(named) > 1:
        raise UsageError(f"{' and '.join(named)} exclude each other: give one of them.")
    if given.password_file:
        return replace(account, password_file=Path(os.path.abspath(os.path.expanduser(given.password_file))))
    if given.password_cmd:
        return replace(account, password_cmd=_command(given.password_cmd))
    return replace(account, token_cmd=_command(given.token_cmd or ""))


def _command(text: str) -> tuple[str, ...]:
    """The command with its whole path, since a run by the clock looks into fewer folders than a shell."""
    program, *words = read_command(text)
    return (shutil.which(program) or program, *words)


def _patient(look: Look, asker: Asker) -> Look:
    """Look, and when the server cannot be reached or trusted, ask what to do."""

    def patient(account: ImapAccount, secret: Secret | None) -> Preview:
        while True:
            try:
                return look(account, secret)
            except (MailboxUnavailable, ConfigError) as error:
                said = _without_next_run(error)
                if not asker.is_person:
                    raise type(error)(said) from error
                _turn(said, error, asker)

    return patient


def _without_next_run(error: InboxWatchError) -> str:
    """What happened; no run follows by itself as long as nothing is set up."""
    said = str(error)
    return f"{said.removesuffix(NEXT_RUN)}." if said.endswith(NEXT_RUN) else said


def _turn(said: str, error: InboxWatchError, asker: Asker) -> None:
    """Return to try again; every other wish is an exception."""
    asker.say(said)
    options = ("Try again", "Name another server or login name", "Give the password in another way", "Stop here")
    chosen = asker.choose("What now", options)
    if chosen == 1:
        raise AnotherServerError
    if chosen == 2:
        raise _AnotherWayError
    if chosen == 3:
        raise type(error)(f"{said} Nothing was written; `inbox-watch init` begins again.")


def _tried(talk: _Talk, account: ImapAccount) -> Proven:
    return Proven(account, talk.look(account, None))


# The ways


def _by_token(talk: _Talk) -> Proven | None:
    """Ask for the program before anything fails: there is no password to try."""
    talk.asker.say("Type the command that prints a token. If you have none yet, press Enter to stop here.")
    text = talk.asker.ask("Token command", "", str)
    if not text:
        raise LoginRefused(_NO_TOKENS_YET)
    return _accepted(talk, replace(talk.place.account, token_cmd=_command(text)))


def _by_choice(talk: _Talk, typed: Proven | None) -> Proven | None:
    """Offer what this machine has; `typed` is a password that the server has taken already."""
    found = tuple(keepers(talk.address, shutil.which, os.environ))
    talk.asker.say()
    talk.asker.say("The password is needed at every run. Where shall it be kept?")
    options = (
        *(keeper.label for keeper in found),
        f"in a file that only you can read: {talk.password_file}",
        "somewhere else, and a command of mine prints it",
        "nowhere: a program hands out tokens (docs/oauth.md)",
    )
    chosen = talk.asker.choose("Number", options)
    if chosen < len(found):
        return _by_keeper(talk, found[chosen], typed)
    if chosen == len(found):
        return _by_file(talk, typed)
    if chosen == len(found) + 1:
        command = talk.asker.ask("Command", None, _command)
        return _accepted(talk, replace(talk.place.account, password_cmd=command))
    return _by_token(talk)


def _accepted(talk: _Talk, account: ImapAccount) -> Proven | None:
    """Try what a command gives; what it or the server says is told, and then another way may be chosen."""
    try:
        return _tried(talk, account)
    except LoginRefused as error:
        _tell_refusal(talk, error)
        return None


def _by_file(talk: _Talk, typed: Proven | None) -> Proven:
    account = replace(talk.place.account, password_file=talk.password_file)
    return replace(typed or _typed(talk), account=account)


def _by_keeper(talk: _Talk, keeper: Keeper, typed: Proven | None) -> Proven | None:
    """Use what is kept already, or store what is typed once the server has taken it."""
    account = replace(talk.place.account, password_cmd=keeper.show)
    if _holds_one(account) and talk.asker.confirm("There is a password for this mailbox. Use it?", default=True):
        return _accepted(talk, account)
    if keeper.asks_itself:
        _store(keeper, None)
        return _accepted(talk, account)
    typed = typed or _typed(talk)
    try:
        _store(keeper, typed.password)
        if secret_of(account) != typed.password:
            raise UsageError(f"{keeper.show[0]} gives back something else than was stored: choose another place.")
    except InboxWatchError as error:
        raise _NotKeptError(str(error), typed) from error
    return Proven(account, typed.seen)


def _holds_one(account: ImapAccount) -> bool:
    try:
        return bool(secret_of(account).text)
    except InboxWatchError:
        return False


def _typed(talk: _Talk) -> Proven:
    """Let the password be typed until the server takes it; after three times ask what to do."""
    provider = talk.place.provider
    refusals = 0
    while True:
        secret = Secret(as_meant(talk.asker.secret(password_name(provider)), provider))
        try:
            return Proven(talk.place.account, talk.look(talk.place.account, secret), secret)
        except LoginRefused as error:
            _tell_refusal(talk, error)
            refusals += 1
            if refusals % TRIES == 0:
                _turn(f"The login was refused {refusals} times.", error, talk.asker)


def _tell_refusal(talk: _Talk, error: LoginRefused) -> None:
    talk.asker.say(str(error))
    if talk.place.provider:
        talk.asker.say(f"The page of {talk.place.provider.name} about it: {talk.place.provider.help_page}")


def _store(keeper: Keeper, secret: Secret | None) -> None:
    """Hand the password to the program on its standard input, or leave the terminal to it; raises UsageError."""
    try:
        done = subprocess.run(  # noqa: S603  # one of the programs in secret_keepers.tsv, which the user chose
            keeper.store,
            input=f"{secret.text}\n".encode() if secret else None,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL if secret else None,
            timeout=_STORE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(
            f"{keeper.store[0]} did not store it ({type(error).__name__}): choose another place."
        ) from error
    if done.returncode != 0:
        said = plain(done.stderr.replace(secret.text.encode(), b"...") if secret else done.stderr)
        raise UsageError(f"{keeper.store[0]} did not store it ({said or done.returncode}): choose another place.")
