"""The [accounts.NAME] tables of config.toml to accounts."""

from __future__ import annotations

from pathlib import Path

from inbox_watch.accounts import Account, FilesAccount, Form, ImapAccount, Security
from inbox_watch.config_reader import Table
from inbox_watch.records import FolderRole

_FORMS: tuple[Form, ...] = ("maildir", "mbox", "eml")
_IMAP_KEYS = ("host", "port", "security", "user", "folders", "ca_file", "authserv_id")
_SECRETS = ("password_cmd", "password_file", "token_cmd")


def accounts_of(document: Table) -> tuple[Account, ...]:
    """Return the accounts of a configuration; what is wrong with one is noted in the document."""
    tables = document.table("accounts")
    if not tables.values and not document.problems:
        tables.problem("", "there is no [accounts.NAME] table; add one with host, user and password_cmd, or maildir")
    return tuple(_account(tables.table(name)) for name in tables.values)


def _account(table: Table) -> Account:
    for form in _FORMS:
        if form in table.values:
            return _files(table, form)
    return _imap(table)


def _files(table: Table, form: Form) -> Account:
    table.only((form, "role", "authserv_id"))
    table.needs(form)
    return FilesAccount(
        name=table.at[-1],
        path=table.path(form) or Path(),
        form=form,
        role=table.choice("role", (FolderRole.INBOX, FolderRole.SENT), FolderRole.INBOX),
        authserv_id=table.text("authserv_id"),
    )


def _imap(table: Table) -> Account:
    table.only((*_IMAP_KEYS, *_SECRETS), elsewhere=_FORMS)
    table.needs("host", "user")
    security: Security = table.choice("security", ("tls", "starttls", "none"), "tls")
    given = [key for key in _SECRETS if table.values.get(key)]
    if len(given) != 1:
        table.problem("", f"[{table.name}] needs exactly one of {', '.join(_SECRETS)} (it has {len(given)})")
    return ImapAccount(
        name=table.at[-1],
        host=table.text("host"),
        port=table.number("port", 993 if security == "tls" else 143, 1, 65535),
        security=security,
        user=table.text("user"),
        password_cmd=table.texts("password_cmd") or None,
        password_file=table.path("password_file"),
        token_cmd=table.texts("token_cmd") or None,
        folders=table.texts("folders") or ("INBOX",),
        ca_file=table.path("ca_file"),
        authserv_id=table.text("authserv_id"),
    )
