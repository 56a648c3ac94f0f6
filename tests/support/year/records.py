"""The words of the invented year: who was applied to, what came of it, and what a careful reader would say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from inbox_watch.records import Detail, FolderRole, RawMessage

BEGINS, ENDS = datetime(2025, 5, 1, 6, tzinfo=UTC), datetime(2026, 4, 30, 20, tzinfo=UTC)
MESSAGES, APPLICATIONS = 10_000, 800


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at an employer: RFC 5322 display name and address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Employer:
    """An invented employer or agency: `vendor` is what sends its portal's mail, `desk` where letters go."""

    name: str
    legal_form: str
    slug: str
    domain: str
    language: str
    desk: Person
    recruiter: Person
    vendor: str
    numbered: bool
    agency: bool = False
    free_mail: bool = False

    @property
    def formal(self) -> str:
        """The name with its legal form, as a signature has it."""
        return f"{self.name} {self.legal_form}".strip()


@dataclass(frozen=True, slots=True)
class Applied:
    """One application of the year: `via` is mail, portal, board, agency or owner, `story` what is hard about it."""

    key: str
    employer: Employer
    role: str
    via: str
    when: datetime
    job_id: str
    candidate: str
    story: str = "plain"


@dataclass(frozen=True, slots=True)
class Said:
    """What a mail itself says of the application it belongs to; a person who wrote before is a contact."""

    thread: bool = False
    role: bool = False
    job_id: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail before it lies in a folder: its octets, its truth, and whether it is the last word on its application."""

    when: datetime
    folder: FolderRole
    octets: bytes
    message_id: str
    sender: str
    detail: Detail | None
    application: str | None
    kind: str
    said: Said = Said()
    decides: bool = False
    founds: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail and its truth.

    `detail` is the true detail, None for the user's own mail. `application` is the key of the application it belongs
    to, None for none. `ambiguous`: even a careful reader with the whole mailbox could not say which of `candidates`.
    """

    raw: RawMessage
    message_id: str
    detail: Detail | None
    application: str | None
    kind: str
    founds: bool
    ambiguous: bool
    candidates: frozenset[str]


@dataclass(frozen=True, slots=True)
class Year:
    """The mailbox in the order of arrival, and the applications in the order they were sent."""

    seed: int
    mails: tuple[Mail, ...]
    applications: tuple[Applied, ...]
