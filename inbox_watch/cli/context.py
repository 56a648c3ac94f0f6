"""What every command shares: paths, settings, the clock and the store."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_watch.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from inbox_watch.classify.model import Model
    from inbox_watch.config import Settings
    from inbox_watch.consider import Judge
    from inbox_watch.knowledge.user_tables import UserTable
    from inbox_watch.poll import Progress
    from inbox_watch.store.store import Store

STORE_NAME = "inbox_watch.sqlite3"
LOCK_NAME = "inbox_watch.lock"


@dataclass(frozen=True, slots=True)
class Shared:
    """The global options of one call; `progress` is what a poll tells of each batch instead of its usual line."""

    config_path: Path | None
    quiet: bool
    verbose: int
    debug: bool
    progress: Progress | None = None

    @property
    def config_file(self) -> Path:
        """The configuration file: the one named, else config.toml in the user's configuration folder."""
        if self.config_path:
            return self.config_path
        import platformdirs  # 24 ms that `--help` need not pay

        return Path(platformdirs.user_config_dir("inbox_watch")) / "config.toml"

    @property
    def tables_folder(self) -> Path:
        """Where the user's own tables of knowledge lie: beside the configuration."""
        return self.config_file.parent / "knowledge"

    def settings(self) -> Settings:
        """Read the configuration and use the user's tables; raises ConfigError with the problems of both."""
        import platformdirs  # 24 ms that `--help` need not pay

        from inbox_watch.config import load_settings

        problems = self._problems_of_tables()
        try:
            settings = load_settings(self.config_file, data_home=Path(platformdirs.user_data_dir("inbox_watch")))
        except ConfigError as error:
            raise ConfigError(*error.problems, *problems) from error
        if problems:
            raise ConfigError(*problems)
        return settings

    def _problems_of_tables(self) -> tuple[str, ...]:
        try:
            self.use_tables()
        except ConfigError as error:
            return error.problems
        return ()

    def use_tables(self) -> tuple[UserTable, ...]:
        """Lay the user's tables over the shipped ones and return them; raises ConfigError."""
        from inbox_watch.knowledge import use

        if not os.path.lexists(self.tables_folder):
            use({})
            return ()
        from inbox_watch.knowledge.user_tables import layered, read_user_tables  # 20 ms for those who have tables

        tables = read_user_tables(self.tables_folder)
        use(layered(tables))
        return tables


def open_state(settings: Settings, *, read_only: bool = False) -> Store:
    """Open the store of a configuration."""
    from inbox_watch.store.store import open_store

    return open_store(settings.data / STORE_NAME, read_only=read_only, own_addresses=settings.addresses)


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


def past(on: date, settings: Settings, now: datetime, option: str) -> date:
    """A day that has come; raises UsageError."""
    if on > now.astimezone(settings.timezone).date():
        raise UsageError(f"{option} {on} lies in the future.")
    return on


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
    """The judge of a run, and a notice for each model that cannot be used, so that rules alone must do."""
    from inbox_watch.consider import Judge
    from inbox_watch.errors import ModelUnusable
    from inbox_watch.facts.gather import Place
    from inbox_watch.facts.sent_judge import load_sent_judge
    from inbox_watch.facts.tagger import TaggerUnusableError, load_tagger
    from inbox_watch.shipped import sent_judge_path, tagger_path
    from inbox_watch.workdays import Workdays

    place = Place(settings.timezone, Workdays(settings.country))
    model, tagger, sent_judge, notices = None, None, None, list[str]()
    try:
        model = judging_model(settings if with_own_model else None)[1]
    except ModelUnusable as error:
        notices.append(str(error))
    try:
        tagger = load_tagger(tagger_path())
    except TaggerUnusableError as error:
        notices.append(f"Titles and employers are found by rules alone: {error}. Install inbox_watch anew.")
    try:
        sent_judge = load_sent_judge(sent_judge_path())
    except ModelUnusable as error:
        notices.append(str(error))
    return Judge(model, place, settings.addresses, tagger, sent_judge), tuple(notices)
