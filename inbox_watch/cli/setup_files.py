"""`init`: what is written in the end, each file whole and for its owner alone."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from inbox_watch.config import load_settings
from inbox_watch.errors import CannotWrite
from inbox_watch.setup.answers import Answers
from inbox_watch.setup.writing import new_config, with_account
from inbox_watch.sources.secrets import Secret
from inbox_watch.store.private import make_folder, sync_folder


def write_setup(config_file: Path, answers: Answers, password: Secret | None) -> None:
    """Write the password file of the account, when there is a password for it, and then the configuration.

    A configuration that is there gets the account at its end, and is for its owner alone from then on. When it cannot
    be written, no password file stays.
    """
    with contextlib.ExitStack() as on_failure:
        file = answers.account.password_file
        if password and file:
            _write_private(file, f"{password.text}\n")
            on_failure.callback(lambda: file.unlink(missing_ok=True))
        text = with_account(_text_of(config_file), answers) if config_file.exists() else new_config(answers)
        _write_private(config_file, text, lambda part: load_settings(part, data_home=Path()))
        on_failure.pop_all()


def _text_of(path: Path) -> str:
    """The text with its line ends as they are."""
    return path.read_bytes().decode("utf-8")


def _write_private(path: Path, text: str, check: Callable[[Path], object] = bool) -> None:
    """Write beside the file, check what was written, and rename."""
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name}.part")
    try:
        make_folder(target.parent)
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(descriptor)
        check(part)
        part.replace(target)
        sync_folder(target.parent)
    except (OSError, UnicodeEncodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CannotWrite(
            f"{path} cannot be written ({reason}): give yourself the right, or name another file with -c FILE."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
