"""The user's own rows: a folder of tables, each checked line by line, and laid over the shipped ones."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inbox_watch.errors import ConfigError
from inbox_watch.knowledge import Row, Tables, shipped
from inbox_watch.knowledge.extendable import EXTENDABLE
from inbox_watch.knowledge.sheet import Sheet, shipped_keys

# The model learned what it knows through these: other rows would change what its numbers mean.
OF_THE_MODEL = frozenset(
    "board_words concepts conditions employer_weights function_words house_words occupations office_words "
    "sent_themes".split()
)
# These follow standards, mail programs and grammar, or their rows are weighed against each other.
OF_THE_HOUSE = frozenset(
    "advert_headings alike_letters answer_words automatic collective_words company_words countries cues delivery "
    "draft_folders enrolment_headings flags folder_names given_names hiring_affixes interview_words ledger_headings "
    "ledger_states link_trackers mailboxes no_roles number_prefixes paper_types platform_jobs posting_links "
    "provider_limits provider_steps providers quotation referral_words scam_signs scam_words secret_keepers subjects "
    "terms_of_work time_words unsafe_files".split()
)
_SUFFIX = ".tsv"


@dataclass(frozen=True, slots=True)
class UserTable:
    """What one file says: its rows, as the shipped ones are written, and the keys of shipped rows it switches off."""

    name: str
    rows: tuple[Row, ...]
    off: frozenset[str]

    @property
    def replaced(self) -> int:
        """How many of its rows stand for a shipped one."""
        return len(self._keys() & shipped_keys(self.name))

    def whole(self) -> tuple[Row, ...]:
        """Its rows, then the shipped ones that still hold: where the order is strength, the user's come first."""
        key, gone = EXTENDABLE[self.name].key, self.off | self._keys()
        return (*self.rows, *(row for row in shipped(self.name) if not key or row[key].casefold() not in gone))

    def _keys(self) -> frozenset[str]:
        key = EXTENDABLE[self.name].key
        return frozenset(row[key].casefold() for row in self.rows) if key else frozenset()


def layered(tables: Iterable[UserTable]) -> Tables:
    """The tables to put to use instead of the shipped ones."""
    return {each.name: each.whole() for each in tables}


def read_user_tables(folder: Path) -> tuple[UserTable, ...]:
    """Read every table of a folder; raises ConfigError with all that is wrong."""
    problems: list[str] = []
    read = [_read(path, problems) for path in _files(folder, problems)]
    if problems:
        raise ConfigError(*problems)
    return tuple(table for table in read if table)


def _files(folder: Path, problems: list[str]) -> list[Path]:
    """What is a table or was meant to be one; hidden files, backups and pages about the tables are neither."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        problems.append(f"{folder} cannot be read ({error.strerror}): it must be a folder, with your tables in it.")
        return []
    return [path for path in paths if not path.name.startswith((".", "~")) and _is_table(path, problems)]


def _is_table(path: Path, problems: list[str]) -> bool:
    if path.suffix != _SUFFIX and path.stem in EXTENDABLE and not path.name.endswith("~"):
        problems.append(f"{path} is not read: save it as {path.stem}{_SUFFIX}, with a tab between the columns.")
    return path.suffix == _SUFFIX


def _read(path: Path, problems: list[str]) -> UserTable | None:
    if path.stem not in EXTENDABLE:
        problems.append(f"{path}: {_why_not(path.stem)}.")
        return None
    sheet = Sheet(path.stem)
    try:
        sheet.read(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.append(f"{path}:{line}: this is not UTF-8: save the file as UTF-8 text.")
    except OSError as error:
        problems.append(f"{path} cannot be read ({error.strerror}): check its permissions.")
    problems.extend(f"{path}:{line}: {text}." for line, text in sheet.problems)
    return UserTable(path.stem, tuple(sheet.rows), frozenset(sheet.off))


def _why_not(name: str) -> str:
    if name in OF_THE_MODEL:
        return (
            f"{name} belongs to the trained model and cannot be extended; `inbox-watch label` and "
            "`inbox-watch train --mine` teach it instead"
        )
    known = f"you can extend {', '.join(sorted(EXTENDABLE))}"
    if name in OF_THE_HOUSE:
        return f"{name} cannot be extended; {known}"
    near = difflib.get_close_matches(name, EXTENDABLE, n=1)
    return f"there is no table {name}; {f'did you mean {near[0]}?' if near else known}"
