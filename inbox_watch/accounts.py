"""The accounts of the configuration: where mail is read from, one frozen record a kind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from inbox_watch.records import FolderRole

Security = Literal["tls", "starttls", "none"]
Form = Literal["maildir", "mbox", "eml"]


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """A mailbox on an IMAP server (RFC 9051).

    One of `password_cmd`, `password_file` and `token_cmd` is set. `folders` are the server's own names; Sent, Junk
    and Archive are found beside them. `authserv_id` names the provider in Authentication-Results (RFC 8601).
    """

    name: str
    host: str
    port: int
    security: Security
    user: str
    password_cmd: tuple[str, ...] | None = None
    password_file: Path | None = None
    token_cmd: tuple[str, ...] | None = None
    folders: tuple[str, ...] = ("INBOX",)
    ca_file: Path | None = None
    authserv_id: str = ""


@dataclass(frozen=True, slots=True)
class FilesAccount:
    """Mail that lies on this machine: a Maildir, an mbox file (RFC 4155) or a folder of .eml files (RFC 5322)."""

    name: str
    path: Path
    form: Form
    role: FolderRole = FolderRole.INBOX
    authserv_id: str = ""


Account = ImapAccount | FilesAccount
