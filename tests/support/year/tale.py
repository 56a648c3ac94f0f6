"""One application's mail as it goes back and forth: who writes, in which thread, and what the mail names."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from inbox_watch.records import Detail, FolderRole
from tests.support.year.post import ME, Letter, a_message_id, octets, quoting
from tests.support.year.records import Applied, Draft, Person, Said
from tests.support.year.vendors import Desk, desk_of, platform_of_tests
from tests.support.year.wording import Names, signed, written

NAMES_ROLE = {Detail.ACKNOWLEDGEMENT: 0.85, Detail.ASSESSMENT: 0.65, Detail.FEEDBACK_SURVEY: 0.5}
NAMES_ROLE_ELSE = 0.8
_DECISIONS = (Detail.REJECTION, Detail.POSITION_CLOSED)
_FILES = (
    ("CV_Mirka_Tauber.pdf",),
    ("Lebenslauf_Tauber.pdf", "Anschreiben.pdf"),
    ("Tauber_Resume.pdf", "cover_letter.pdf"),
)


@dataclass(slots=True)
class Tale:
    """The mail of one application so far; `thread` are the Message-IDs of the present
    thread between people, which software never joins. While it is `nameless`, no mail names role or number."""

    dice: random.Random
    about: Applied
    now: datetime
    machine: Desk
    drafts: list[Draft] = field(default_factory=list)
    thread: list[str] = field(default_factory=list)
    nameless: bool = False
    subject: str = ""
    last_text: str = ""
    last_sender: Person = ME

    @classmethod
    def of(cls, dice: random.Random, about: Applied) -> Tale:
        return cls(dice, about, about.when, desk_of(about.employer))

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def wait(self, days: float) -> None:
        """Let days pass, give or take a third."""
        self.now += timedelta(days=days * self.dice.uniform(0.67, 1.33), seconds=self.dice.randrange(3600))

    @property
    def person(self) -> Person:
        return self.about.employer.recruiter

    def by_machine(self, detail: Detail) -> None:
        self._received(detail, self.machine)

    def by_test_platform(self) -> None:
        self._received(Detail.ASSESSMENT, platform_of_tests(self.dice, self.about.employer))

    def by_person(self, detail: Detail, *, thread: bool, event: str = "", automatic: bool = False) -> None:
        self._received(detail, Desk(self.person, not self.about.employer.free_mail), thread, event, automatic)

    def by_desk(self, detail: Detail, *, thread: bool, automatic: bool = True) -> None:
        self._received(detail, Desk(self.about.employer.desk, True), thread, automatic=automatic)

    def _received(
        self, detail: Detail, desk: Desk, thread: bool = False, event: str = "", automatic: bool = False
    ) -> None:
        thread = thread and bool(self.thread)
        founds = not self.drafts
        names = self._names(detail, desk, founds)
        day = self.now + timedelta(days=self.dice.randint(4, 14))
        subject, text = written(self.dice, detail.value, self.about.employer.language, names, day)
        if thread and detail is not Detail.OUT_OF_OFFICE:
            subject = f"Re: {self.subject.removeprefix('Re: ')}"
        if not desk.names_employer or self.chance(0.6):
            text = signed(text, self.dice, self.about)
        if thread and not automatic and self.chance(0.6):
            text = quoting(text, self.last_text, self.last_sender.name, self.now)
        letter = Letter(
            desk.sender,
            ME,
            subject,
            text,
            html=self.chance(0.4) and not thread,
            answers=self.thread[-1] if thread else "",
            above=tuple(self.thread[:-1]) if thread else (),
            event=event,
            extra=("Auto-Submitted: auto-replied",) if automatic else (),
            verified=self.chance(0.7),
        )
        said = Said(thread, bool(names.role) or self.about.role in event, bool(names.job_id))
        folder = FolderRole.JUNK if self.chance(0.02) else FolderRole.INBOX
        how = "in the thread" if thread else "from a person" if desk.sender == self.person else "not in the thread"
        self.post(letter, folder, detail, f"{self.about.via}: {detail.value} {how}", said, detail in _DECISIONS)

    def _names(self, detail: Detail, desk: Desk, founds: bool) -> Names:
        """Two running at once are told apart from the start, or there would be nothing to tell apart."""
        about, dice = self.about, self.dice
        share = (
            1 if founds and about.story == "pair" else 0 if self.nameless else NAMES_ROLE.get(detail, NAMES_ROLE_ELSE)
        )
        role = self.chance(share)
        names_employer = not desk.names_employer or self.chance(0.6)
        return Names(
            role=about.role if role else "",
            role_in=dice.choice(("both", "both", "subject", "body", "body")),
            employer=about.employer.name if names_employer else "",
            employer_in=dice.choice(("both", "both", "subject", "body")),
            job_id=about.job_id if about.job_id and self.chance(0.7) and not self.nameless else "",
            candidate=about.candidate if about.job_id and self.chance(0.4) else "",
            answered=self.subject,
        )

    def send(
        self, kind: str, *, thread: bool, to: Person | None = None, papers: bool = False, role: bool = True
    ) -> None:
        """A mail of the user's; the first one of a tale is the application."""
        about = self.about
        thread = thread and bool(self.thread)
        to = to or self.person
        named = about.employer.name if self.chance(0.5) and not about.employer.agency else ""
        addressee = to.name if to == about.employer.recruiter else "hiring team"
        job_id = about.job_id if self.chance(0.3) else ""
        names = Names(about.role if role else "", "both", named, "body", job_id, "", self.subject, addressee)
        subject, text = written(self.dice, kind, about.employer.language, names, self.now)
        if thread:
            subject = f"Re: {self.subject.removeprefix('Re: ')}"
        if thread and self.chance(0.5):
            text = quoting(text, self.last_text, self.last_sender.name, self.now)
        letter = Letter(
            ME,
            to,
            subject,
            text,
            answers=self.thread[-1] if thread else "",
            above=tuple(self.thread[:-1]) if thread else (),
            files=self.dice.choice(_FILES) if papers else (),
        )
        said = Said(thread, bool(names.role), bool(names.job_id))
        how = "in the thread" if thread else "as a new mail"
        self.post(letter, FolderRole.SENT, None, f"own {kind} {how}", said, kind == "withdrawal")

    def post(
        self, letter: Letter, folder: FolderRole, detail: Detail | None, kind: str, said: Said, decides: bool = False
    ) -> None:
        domain = letter.sender.address.rpartition("@")[2]
        message_id = a_message_id(self.dice, domain)
        draft = Draft(
            self.now,
            folder,
            octets(letter, self.now, message_id),
            message_id,
            letter.sender.address,
            detail,
            self.about.key,
            kind,
            said,
            decides,
            founds=not self.drafts,
        )
        self.drafts.append(draft)
        if letter.sender in (ME, self.person) and not letter.extra:
            self.thread = [*self.thread, message_id] if letter.answers else [message_id]
            self.subject, self.last_text, self.last_sender = letter.subject, letter.text, letter.sender
