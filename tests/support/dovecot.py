"""A real Dovecot, 2.3 or 2.4, on 127.0.0.1 in a folder of its own: no root needed, nothing outside touched.

with Dovecot() as server:
    server.deliver("INBOX", octets, when)
with Dovecot(mechanisms="xoauth2", token_key=tokens.KEY) as server: ...
"""

from __future__ import annotations

import base64
import contextlib
import grp
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.dovecot_conf import PASSWORDS, TOKEN_CHECK, TOKEN_KEY, configuration

USER, PASSWORD = "me", "secret"

# Folders beyond INBOX, with their special use (RFC 6154).
FOLDERS: Mapping[str, str] = {"Sent": "\\Sent", "Drafts": "\\Drafts", "Junk": "\\Junk", "Trash": "\\Trash"}


def version() -> tuple[int, int] | None:
    """The Dovecot of this machine, or None."""
    program = executable()
    if program is None:
        return None
    found = re.match(r"(\d+)\.(\d+)", subprocess.run([program, "--version"], capture_output=True, text=True).stdout)
    return (int(found[1]), int(found[2])) if found else None


def executable() -> str | None:
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")


class Dovecot:
    """A server with one user; what a test changes is under `base` and goes when it stops."""

    def __init__(
        self,
        folders: Mapping[str, str] = FOLDERS,
        password: str = PASSWORD,
        certified: str = "localhost",
        *,
        mechanisms: str = PASSWORDS,
        token_key: bytes = b"",
    ) -> None:
        self.base = Path(tempfile.mkdtemp(prefix="iw-dovecot-"))
        self.host = "127.0.0.1"
        self.port, self.tls_port = _free_port(), _free_port()
        self.ca_file = self.base / "cert.pem"
        self._folders, self._password, self._certified = folders, password, certified
        self._mechanisms, self._token_key = mechanisms, token_key
        self._owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._process: subprocess.Popen[bytes] | None = None
        self._delivered = 0

    def __enter__(self) -> Self:
        try:
            self._write()
            self._start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.base, ignore_errors=True)

    def stop(self) -> None:
        """Be gone, as a server is that was switched off; the mailbox stays."""
        if self._process:
            # The whole session at once: SIGTERM lets Dovecot wait a second for its log process.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)

    def start(self) -> None:
        """Be there again, at the same port."""
        self._start()

    def empty(self) -> None:
        """Begin again with an empty mailbox; what Dovecot knew of the old one lay beside it."""
        home = self.base / "home" / USER
        shutil.rmtree(home)
        home.mkdir()
        self._own(home)

    def add_users(self, *users: str) -> None:
        """Let these log in as well, with the same password."""
        with (self.base / "passwd").open("a", encoding="utf-8") as known:
            known.writelines(f"{user}:{{PLAIN}}{self._password}::::::\n" for user in users)
        for user in users:
            home = self.base / "home" / user
            home.mkdir()
            self._own(home)

    def deliver(self, folder: str, octets: bytes, when: datetime, user: str = USER) -> None:
        """Put a message into a folder as a local delivery agent would; Dovecot gives it the next UID."""
        self._delivered += 1
        name = f"{int(when.timestamp())}.M{self._delivered:06d}.test"
        maildir = self.maildir(folder, user)
        if not (maildir / "new").is_dir():
            for part in ("tmp", "new", "cur"):
                (maildir / part).mkdir(parents=True, exist_ok=True)
            root = self.maildir(user=user)
            self._own(root, *root.rglob("*"))
        temporary = maildir / "tmp" / name
        temporary.write_bytes(octets)
        os.utime(temporary, (when.timestamp(), when.timestamp()))
        self._own(temporary)
        temporary.rename(maildir / "new" / name)

    def maildir(self, folder: str = "INBOX", user: str = USER) -> Path:
        """Where the messages of a folder lie; the folder's name as it is on the wire."""
        root = self.base / "home" / user / "mail"
        return root if folder == "INBOX" else root / f".{folder.replace('/', '.')}"

    def reset_uidvalidity(self, folder: str = "INBOX") -> None:
        """Make Dovecot number a folder anew, as after a move to another server."""
        for index in (*self.maildir(folder).glob("dovecot.index*"), self.maildir(folder) / "dovecot-uidlist"):
            index.unlink(missing_ok=True)

    def snapshot(self) -> dict[str, bytes]:
        """Every message file with its path, which holds its flags and whether it was ever seen, and its content."""
        root = self.maildir()
        files = (path for path in root.rglob("*") if path.is_file() and path.parent.name in ("cur", "new", "tmp"))
        return {str(path.relative_to(root)): path.read_bytes() for path in files}

    def log(self) -> str:
        path = self.base / "dovecot.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def _write(self) -> None:
        for part in ("run", "state", f"home/{USER}"):
            (self.base / part).mkdir(parents=True)
        (self.base / "passwd").write_text(f"{USER}:{{PLAIN}}{self._password}::::::\n", "utf-8")
        make_certificate(self.ca_file, self.base / "key.pem", self._certified)
        if self._token_key:
            self._write_token_check()
        text = configuration(
            version() or (2, 3),
            base=str(self.base),
            owner=self._owner.pw_name,
            group=grp.getgrgid(self._owner.pw_gid).gr_name,
            folders=self._folders,
            port=self.port,
            tls_port=self.tls_port,
            mechanisms=self._mechanisms,
        )
        (self.base / "dovecot.conf").write_text(text)
        self._own(self.base, *self.base.rglob("*"))

    def _write_token_check(self) -> None:
        (self.base / "oauth2.conf.ext").write_text(TOKEN_CHECK.format(base=self.base))
        key = self.base / "keys" / TOKEN_KEY
        key.parent.mkdir(parents=True)
        key.write_bytes(base64.b64encode(self._token_key))

    def _own(self, *paths: Path) -> None:
        if os.geteuid() == 0:
            for path in paths:
                os.chown(path, self._owner.pw_uid, self._owner.pw_gid, follow_symlinks=False)

    def _start(self) -> None:
        program = executable()
        assert program, "dovecot is not installed"
        drop = (
            {"user": self._owner.pw_uid, "group": self._owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        )
        with (self.base / "stderr").open("wb") as stderr:
            self._process = subprocess.Popen(  # type: ignore[call-overload]  # the keywords are chosen at run time
                [program, "-F", "-c", str(self.base / "dovecot.conf")],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                cwd="/",
                start_new_session=True,
                **drop,
            )
        end = time.monotonic() + 10
        while not _greets(self.port):
            if self._process and (self._process.poll() is not None or time.monotonic() > end):
                raise RuntimeError(f"dovecot did not start: {self.log()} {(self.base / 'stderr').read_text()}")
            time.sleep(0.02)


def make_certificate(certificate: Path, key: Path, host: str = "localhost") -> None:
    """A self-signed certificate for the host, and for 127.0.0.1 when the host is this machine."""
    names = "DNS:localhost,IP:127.0.0.1" if host == "localhost" else f"DNS:{host}"
    subprocess.run(
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "30",
            ),
            *(
                "-subj",
                f"/CN={host}",
                "-addext",
                f"subjectAltName={names}",
                "-keyout",
                str(key),
                "-out",
                str(certificate),
            ),
        ],
        check=True,
        capture_output=True,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _greets(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as connection:
        return connection.recv(64).startswith(b"* OK")
    return False
