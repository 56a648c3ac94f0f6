"""A case: what is known of one application while the findings are replayed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from inbox_watch.facts.names import employer_id, employer_key
from inbox_watch.knowledge import remembered
from inbox_watch.knowledge.senders import is_free_mail, is_machine, platform_of
from inbox_watch.mail.origin import registrable_domain
from inbox_watch.records import Address, Advert, Application, CounterpartKind, Mark, Outcome, Via

# What an edit keeps of an advert.
ADVERT_FIELDS = frozenset(
    {"no_calls", "no_contact", "no_reply_policy", "closes_on", "answer_by", "expected_after", "job_ids"}
)

# d.vinci answers from candidate-48112@…, others from reply+9f3a01bc@…: an address for one application alone.
# A short number says so only behind a word for the application or who sent it; jobs-2026@ is for everybody.
_FOR_ONE_APPLICATION = re.compile(
    r"[-+_.=](?=(?:[a-z]*\d){2})[a-z0-9]{5,}\Z"
    r"|\A(?:candidat[eo]?s?|candidature|candidatura|applicants?|applications?|bewerber|bewerbung|kandida(?:te?|at)|sollicitatie)"
    r"[-+_.=]\d{2,}\Z"
)

# A shorter word within a name is no short form of it.
SHORTEST_FORM = 5


@remembered
def short_forms(name: str) -> frozenset[str]:
    """The keys of what a name may be shortened to: its first words or its last ("Kestrel" for "Kestrel Works").

    A part of a word is another word: Merckle is not Merck.
    """
    words, whole = employer_key(name), employer_id(name)
    parts = (" ".join(part) for place in range(1, len(words)) for part in (words[:place], words[place:]))
    return frozenset(
        key
        for key in map(employer_id, parts)
        if len(key) >= SHORTEST_FORM and whole.startswith(key) | whole.endswith(key)
    )


def is_for_one_application(address: Address) -> bool:
    """Does the local part end in a number or token, as addresses do that a system makes for each application?"""
    return bool(_FOR_ONE_APPLICATION.search(address.local_part))


@dataclass(slots=True, eq=False)
class Case:
    """One application in the making: it grows while its mail is replayed and ends as an Application.

    `applied_at` is when its first evidence came; `since` is set when the user says that it began earlier. `edited` has
    the number of the statement that gave a field its value, as `marks` are by the number of theirs and `closed_by` is
    that of the closing. `guessed`: the employer's name is that of a domain. `own_id`: the user set it apart, so it
    takes no id along. `became` is the case it has become one with. `receipts` are the kinds of systems from which a
    receipt has come, `by_letter`: a letter of application was sent. `agencies` are the addresses that wrote as an
    agency, `inside` whom the user says to know there; `targeted`: no mass mailing, by the user's word. `forms`
    are what its `names` may be shortened to; `told` are the names by which the user or the founding mail calls the
    employer, or the client of an agency, in words; `subject` is that of the receipt it began with. `written` has
    Message-ID, recipient and day of what the user sent, `returned` Message-ID and recipient of what came back.
    """

    employer: str
    role: str
    applied_at: datetime
    applied_on: date
    via: Via
    kind: CounterpartKind = CounterpartKind.UNKNOWN
    kind_guessed: bool = True
    names: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    hinted: set[str] = field(default_factory=set)
    subject: str = ""
    domains: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    own_addresses: set[str] = field(default_factory=set)
    contacts: dict[str, Address] = field(default_factory=dict)
    message_ids: set[str] = field(default_factory=set)
    own_message_ids: set[str] = field(default_factory=set)
    conversations: set[str] = field(default_factory=set)
    written: set[tuple[str, str, datetime]] = field(default_factory=set)
    returned: set[tuple[str, str]] = field(default_factory=set)
    receipts: set[Via] = field(default_factory=set)
    by_letter: bool = False
    job_ids: set[str] = field(default_factory=set)
    posting_ids: set[str] = field(default_factory=set)
    trusted: set[str] = field(default_factory=set)
    keys: list[str] = field(default_factory=list)
    fingerprint: str = ""
    reached: frozenset[str] = frozenset()
    guessed: bool = False
    mass_mail: bool = False
    undelivered: bool = False
    ended_at: datetime | None = None
    closed_on: date | None = None
    closed_by: int = 0
    since: datetime | None = None
    edited: dict[str, int] = field(default_factory=dict)
    own_id: bool = False
    advert: Advert = field(default_factory=Advert)
    write_to: str = ""
    hiring_manager: str = ""
    referred_by: str = ""
    noticed_referrer: str = ""
    speculative: bool = False
    targeted: bool = False
    instructions_followed: bool | None = None
    agencies: set[str] = field(default_factory=set)
    inside: dict[str, Address] = field(default_factory=dict)
    wanted: int = 2
    marks: dict[int, Mark] = field(default_factory=dict)
    became: Case | None = None

    def now(self) -> Case:
        """The case it is today: itself, or the one it has become one with."""
        case = self
        while case.became is not None:
            case = case.became
        if case is not self:
            self.became = case
        return case

    def knows_name(self, name: str) -> bool:
        """Is this one of the names of the employer (whole, without its legal form)?"""
        return employer_id(name) in self.names

    def add_name(self, name: str, *, guessed: bool = False) -> None:
        """Remember another name of the employer; a guessed one is made of an address."""
        key = employer_id(name)
        if key:
            self.names.add(key)
            self.forms |= short_forms(name)
            self.told |= set() if guessed else {key}

    def add_correspondent(self, address: Address, *, reachable: bool = True) -> None:
        """Remember an address of theirs; its domain too, unless it is a platform's or a mail provider's."""
        if is_for_one_application(address):
            self.own_addresses.add(address.address)
        if not address.address or platform_of(address.address):
            return
        self.addresses.add(address.address)
        if address.domain and not is_free_mail(address.domain):
            self.domains.add(registrable_domain(address.domain))
        if reachable and not is_machine(address.local_part):
            self.contacts.setdefault(address.address, address)

    def application(self, id_: str) -> Application:
        """The record of this case."""
        return Application(
            id=id_,
            employer="" if "@" in self.employer else self.employer,  # an address tells mail apart and is no name
            role=self.role,
            applied_on=self.applied_on,
            via=self._way(),
            kind=self.kind,
            kind_guessed=self.kind_guessed,
            contacts=tuple(self.contacts.values()),
            keys=tuple(self.keys),
            job_ids=tuple(sorted(self.job_ids)),
            mass_mail=self.mass_mail,
            closed_on=self.closed_on,
            advert=self.advert,
            write_to=self.write_to,
            hiring_manager=self.hiring_manager or self._passed_on_to(),
            wanted=self.wanted,
            marks=tuple(sorted(self.marks.values(), key=lambda mark: mark.on)),
            speculative=self._is_speculative(),
            referred_by=self.referred_by if "referred_by" in self.edited else self.referred_by or self.noticed_referrer,
            instructions_followed=self.instructions_followed,
            agency_contacts=tuple(sorted(self.agencies)),
        )

    def _way(self) -> Via:
        """A row does not say how it went out; the letter does, else the receipts, the employer's before a board's."""
        if self.via is not Via.MANUAL:
            return self.via
        shown = {Via.MAIL} if self.by_letter else self.receipts
        return next((way for way in (Via.MAIL, Via.ATS, Via.JOB_BOARD) if way in shown), Via.MANUAL)

    def _is_speculative(self) -> bool:
        """An advert that the user shows takes it back, whether the letter said so before or the user."""
        shown = max((self.edited.get(each, 0) for each in ADVERT_FIELDS), default=0)
        return self.speculative and self.edited.get("speculative", 0) >= shown

    def _passed_on_to(self) -> str:
        """Who decides, as they last said when the user asked."""
        told = (mark.whom for _, mark in sorted(self.marks.items(), reverse=True) if mark.outcome is Outcome.PASSED_ON)
        return next((whom for whom in told if whom), "")
