"""A run that cannot begin, or cannot write: said when that changes and once a day, like every other trouble.

The store may be what is missing then, so what was said is remembered in the cache folder, in a file that a good run
makes: on a full disk there would be no room for it. Where it cannot be written, each run speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
import msgspec

from inbox_watch.cli.cache import cache_file, write_in_place
from inbox_watch.cli.context import Shared
from inbox_watch.cli.voice import voice_of
from inbox_watch.config import machine_timezone
from inbox_watch.errors import CannotWrite, ConfigError
from inbox_watch.records import Trouble

_RUN = "run"
_SIZE = 512


@dataclass(frozen=True, slots=True)
class _Kept:
    """The trouble of all runs since the last good one, and a digest of what was said of it."""

    trouble: Trouble
    about: str


@dataclass(frozen=True, slots=True)
class _Memory:
    """Remembers the trouble of the whole run in a file; other words than those of last time are news."""

    path: Path
    about: str | None

    def trouble(self, _topic: str, /) -> Trouble | None:
        try:
            kept = msgspec.json.decode(self.path.read_bytes(), type=_Kept | None)
        except (OSError, msgspec.DecodeError):
            return None
        if kept is None:
            return None
        return kept.trouble if self.about in {None, kept.about} else replace(kept.trouble, told=frozenset())

    def keep_trouble(self, _topic: str, trouble: Trouble | None, /) -> None:
        kept = None if trouble is None else _Kept(trouble, self.about or "")
        write_in_place(self.path, msgspec.json.encode(kept), _SIZE)


@contextmanager
def quiet_when_known(shared: Shared, now: datetime) -> Iterator[None]:
    """Leave with the code of a ConfigError or CannotWrite, and without its text where that was said already.

    On a terminal, with -v and with --debug the error goes on as it came. When all is well again, that is said to those
    who heard of it. Moments are told in the zone of the machine, since the configuration may not be readable.
    """
    path = cache_file("run", shared.config_file)
    voice = voice_of(shared, now, _machine_zone())
    try:
        yield
    except (ConfigError, CannotWrite) as error:
        if voice.aloud or shared.debug:
            raise
        about = sha256(str(error).encode()).hexdigest()
        voice.complain(_Memory(path, about), _RUN, error.exit_code, str(error))
        raise click.exceptions.Exit(error.exit_code) from error
    voice.is_well(_Memory(path, None), _RUN, "Mail is read again.")
    if not path.exists():
        _Memory(path, None).keep_trouble(_RUN, None)


def _machine_zone() -> ZoneInfo:
    try:
        return ZoneInfo(machine_timezone())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
