"""Passwords and tokens: from a command, or from a file that nobody else can read. They are never kept or shown."""

from __future__ import annotations

import os
import re
import shlex
import stat
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import ConfigError, NoSecret
from inbox_watch.sources.wording import plain

COMMAND_SECONDS = 30.0
_LONGEST_SECRET = 64 * 1024
_MEND = "run it in this terminal to see what it wants"
# Tokens and codes are longer than a word, a name of a file or the number of a registered application (36).
_LIKE_A_TOKEN = re.compile(r"[\w+=-]{40,}")


@dataclass(frozen=True, slots=True)
class Secret:
    """What proves who the user is: a password, or an OAuth 2.0 access token (RFC 6749 section 1.4)."""

    text: str = field(repr=False)
    is_token: bool = False


def secret_of(account: ImapAccount) -> Secret:
    """Get the secret of an account the way its configuration says."""
    if account.token_cmd:
        return Secret(_token(account.token_cmd), is_token=True)
    if account.password_cmd:
        return Secret(_from_command(account.password_cmd, "password_cmd"))
    if account.password_file:
        return Secret(_from_file(account.password_file))
    raise ConfigError(f"Account {account.name} has no password_cmd, password_file or token_cmd: set one of them.")


def _token(command: tuple[str, ...]) -> str:
    """Take words for no token: programs that want a sign-in say so where the token belongs (RFC 6750 section 2.1)."""
    token = _from_command(command, "token_cmd").strip()
    if " " in token:
        raise NoSecret(
            f"{_shown(command, 'token_cmd')} says something else instead of a token: {_MEND}, and sign in there."
        )
    return token


def _shown(command: tuple[str, ...], option: str) -> str:
    return f"{option} `{plain(shlex.join(command))}`"


def _from_command(command: tuple[str, ...], option: str) -> str:
    """Run the command, without a shell, and take the first line that it prints."""
    shown = _shown(command, option)
    try:
        done = subprocess.run(  # noqa: S603  # the user's own command, out of the user's configuration
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=COMMAND_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NoSecret(f"{shown} gave nothing within {COMMAND_SECONDS:g} s: {_MEND}.") from error
    except (OSError, ValueError) as error:
        reason = plain(getattr(error, "strerror", None) or str(error))
        raise ConfigError(f"{shown} cannot be run ({reason}): check its name and path.") from error
    if done.returncode != 0:
        said = plain(_LIKE_A_TOKEN.sub("...", done.stderr.decode("utf-8", "replace"))) or "without a word"
        raise NoSecret(f"{shown} failed with code {done.returncode} ({said}): {_MEND}.")
    return _first_line(done.stdout, shown)


def _from_file(path: Path) -> str:
    """Read a password file that, like a key of ssh, only its owner may read."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise ConfigError(f"password_file {path} is not a file.")
            if mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise ConfigError(
                    f"password_file {path} can be read by others: run `chmod 600 {shlex.quote(str(path))}`."
                )
            content = file.read(_LONGEST_SECRET)
    except OSError as error:
        raise ConfigError(f"password_file {path} cannot be read ({error.strerror}): check the path.") from error
    return _first_line(content, f"password_file {path}")


def _without_waiting(path: str, flags: int) -> int:
    """Open without waiting for a writer, should the path be a named pipe."""
    return os.open(path, flags | os.O_NONBLOCK)


def _first_line(content: bytes, shown: str) -> str:
    try:
        line = content.partition(b"\n")[0].removesuffix(b"\r").decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown} does not give text in UTF-8.") from error
    if not line.strip():
        raise ConfigError(f"{shown} gives an empty first line: the secret has to stand there.")
    if any(ord(character) < 32 or ord(character) == 127 for character in line):
        raise ConfigError(f"{shown} gives a control character in its first line.")
    return line
