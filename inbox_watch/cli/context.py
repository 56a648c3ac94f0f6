"""What every command shares: paths, settings, the clock and the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_watch.errors import UsageError

if TYPE_CHECKING:
    from inbox_watch.classify.model import Model
    from inbox_watch.config import Settings
    from inbox_watch.consider import Judge
    from inbox_watch.store.store import Store

STORE_NAME = "inbox_watch.sqlite3"
LOCK_NAME = "inbox_watch.lock"


@dataclass(frozen=True, slots=True)
class Shared:
    """The global options of one call."""

    config_path: Path | None
    quiet: bool
    verbose: int
    debug: bool

    @property
    def config_file(self) -> Path:
        """The configuration file: the one named, else config.toml in the user's configuration folder."""
        if self.config_path:
            return self.config_path
        import platformdirs  # 24 ms that `--help` need not pay

        return Path(platformdirs.user_config_dir("inbox_watch")) / "config.toml"

    def settings(self) -> Settings:
        """Read the configuration; raises ConfigError."""
        import platformdirs  # 24 ms that `--help` need not pay

        from inbox_watch.config import load_settings

        return load_settings(self.config_file, data_home=Path(platformdirs.user_data_dir("inbox_watch")))


def open_state(settings: Settings, *, read_only: bool = False) -> Store:
    """Open the store of a configuration."""
    from inbox_watch.store.store import open_store

    return open_store(settings.data / STORE_NAME, read_only=read_only)


def state_exists(settings: Settings) -> bool:
    """Has anything been polled or added yet?"""
    return (settings.data / STORE_NAME).exists()


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def day_of(as_of: str | None, settings: Settings, now: datetime) -> date:
    """The day a report is about: the one given, else today in the user's zone."""
    if as_of is None:
        return now.astimezone(settings.timezone).date()
    return day(as_of, "The day")


def day(text: str, option: str) -> date:
    """Read a date such as 2026-05-01; raises UsageError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} must be a date such as 2026-05-01, not {text}.") from None


def own_model(settings: Settings) -> Path:
    """Where the user's own model lies once `train` has written it."""
    return settings.data / "model.npz"


def judging_model(settings: Settings | None) -> tuple[Path, Model]:
    """The file and the model that judge: the user's own where there is one, else the shipped; raises ModelUnusable."""
    from inbox_watch.classify.model import load_model
    from inbox_watch.shipped import model_path

    path = own_model(settings) if settings and own_model(settings).exists() else model_path()
    return path, load_model(path)


def judge_of(settings: Settings, *, with_own_model: bool = True) -> tuple[Judge, tuple[str, ...]]:
    """The judge of a run, and a notice when the model cannot be used and rules alone must do."""
    from inbox_watch.consider import Judge
    from inbox_watch.errors import ModelUnusable
    from inbox_watch.facts.gather import Place
    from inbox_watch.workdays import Workdays

    place = Place(settings.timezone, Workdays(settings.country))
    try:
        return Judge(judging_model(settings if with_own_model else None)[1], place, settings.addresses), ()
    except ModelUnusable as error:
        return Judge(None, place, settings.addresses), (str(error),)
