"""Where a list of applications lies, and how its octets become records: a file, or an export as folder or ZIP."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath

from inbox_watch.errors import InboxWatchError, UsageError

DELIMITERS = ",;\t"
LARGEST_TABLE = 16 * 1024 * 1024
_WORKBOOK_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".numbers"})
# LinkedIn divides a long list into numbered parts; Huntr's name is followed by the day of the export.
_EXPORTED = re.compile(
    r"(?:job applications(?:_\d{1,3})?|user_jobs_user_full_data_download[^/]{0,200})\.csv", re.IGNORECASE
)
_FIRST_PART = "job applications.csv"


class BadTable(InboxWatchError):
    """There is no table, or it has rows that cannot be taken; each is a line of the message."""

    exit_code = UsageError.exit_code


@dataclass(frozen=True, slots=True)
class File:
    """A table as it lies on the disk or in an archive, and what to call it."""

    name: str
    octets: bytes


def find_files(path: Path) -> Iterator[File]:
    """The tables of a path: a file (a first part with those beside it), or all of an export as folder or ZIP.

    Raises BadTable when there is none, when one is too large, or when it cannot be read.
    """
    try:
        if path.suffix.lower() in _WORKBOOK_ENDINGS:
            raise BadTable(f"{path} is a workbook: save its sheet as CSV UTF-8 and import that file.")
        if zipfile.is_zipfile(path):
            yield from _in_archive(path)
        else:
            for part in _parts(path):
                yield File(str(part), _checked(str(part), part.stat().st_size, part.read_bytes))
    except OSError as error:
        raise BadTable(f"{path} cannot be read ({error.strerror}): check the path.") from error


def _parts(path: Path) -> list[Path]:
    if path.is_dir():
        return _some(path, sorted(found for pattern in ("*", "*/*") for found in path.glob(pattern) if _is_list(found)))
    if path.name.lower() == _FIRST_PART:
        return sorted(found for found in path.parent.iterdir() if _is_list(found) and _is_part(found))
    return [path]


def _is_list(path: Path | PurePosixPath) -> bool:
    return _EXPORTED.fullmatch(path.name) is not None


def _is_part(path: Path) -> bool:
    return path.name.lower().startswith(_FIRST_PART.removesuffix(".csv"))


def _some(path: Path, found: list[Path]) -> list[Path]:
    if not found:
        raise _nothing_in(path)
    return found


def _nothing_in(path: Path) -> BadTable:
    return BadTable(
        f"{path} holds no list of applications that is known (LinkedIn's is `Job Applications.csv`): name the CSV file."
    )


def _in_archive(path: Path) -> Iterator[File]:
    try:
        with zipfile.ZipFile(path) as archive:
            found = [member for member in archive.infolist() if _is_list(PurePosixPath(member.filename))]
            if not found:
                raise _nothing_in(path)
            for member in found:
                name = f"{path}/{member.filename}"
                yield File(name, _checked(name, member.file_size, partial(archive.read, member)))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadTable(f"{path} is a damaged or locked archive ({error}): unpack it and import the folder.") from error


def _checked(name: str, size: int, read: Callable[[], bytes]) -> bytes:
    if size > LARGEST_TABLE:
        raise BadTable(f"{name} is larger than {LARGEST_TABLE >> 20} MB, which no table of applications is.")
    return read()


def text_of(file: File) -> str:
    """The text of a table: UTF-8, UTF-16, or windows-1252 as older spreadsheets write it; raises BadTable."""
    octets = file.octets
    if octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in octets[:2]:
        encodings = ("utf-16-be",) if octets[:1] == b"\0" else ("utf-16-le",)
    else:
        encodings = ("utf-8-sig", "windows-1252")
    for encoding in encodings:
        try:
            text = octets.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadTable(f"{file.name} is no text: save it as CSV UTF-8 and import it again.")


def first_records(text: str, delimiter: str, count: int) -> list[list[str]]:
    """The first records, as far as they can be read."""
    records: list[list[str]] = []
    try:
        records.extend(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), count))
    except csv.Error:
        return records
    return records


def all_records(name: str, text: str, delimiter: str) -> list[list[str]]:
    """Every record, in the order (and so with the number) in which a spreadsheet shows them; raises BadTable."""
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BadTable(
            f"{name}, row {len(records) + 1}: this is not CSV ({error}); mend it and import it again."
        ) from error
    return records
