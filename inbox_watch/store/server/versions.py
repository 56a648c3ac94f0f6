"""Which schema a database has: brought up to date by its owner (`prepare`), never by who works with it."""

from __future__ import annotations

from sqlalchemy import Connection

from inbox_watch.errors import ConfigError

# Every page of the history, oldest first, those that change nothing in a file among them; a test holds them together.
PAGES = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")

# The oldest last page of a program that may go on working with this schema, so that workers can be upgraded one by one.
# A page that takes away or renames what older programs use, or asks for what they do not give, moves it on to itself.
FITS_FROM = "0006"

_FITS = "COMMENT ON TABLE alembic_version IS '{}'"
_ASKED = "SELECT version_num, obj_description('alembic_version'::regclass) AS fits_from FROM alembic_version"


def check_version(connection: Connection, name: str) -> None:
    """Refuse a database that is older than this program, or so much newer that its statements may not fit."""
    found = connection.exec_driver_sql(_ASKED).one()
    if found.version_num == PAGES[-1]:
        return
    if found.version_num in PAGES:
        raise ConfigError(f"{name} was prepared by an older inbox_watch: prepare it anew with this one.")
    if found.fits_from not in PAGES:
        raise ConfigError(
            f"{name} was prepared by a newer inbox_watch (its schema is {found.version_num}): upgrade inbox_watch."
        )


def note_fit(connection: Connection) -> None:
    """Write down which programs may go on working with the schema that was just made."""
    connection.exec_driver_sql(_FITS.format(FITS_FROM))
