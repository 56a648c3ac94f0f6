"""Message to Facts: everything a message says beside its label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from inbox_watch.classify.clauses import clauses
from inbox_watch.classify.language import language_of_text
from inbox_watch.facts import absence, employer, letter, referral, role, sent
from inbox_watch.facts.announced import READ, Announced
from inbox_watch.facts.board_receipt import without_adverts
from inbox_watch.facts.greeting import addressee
from inbox_watch.facts.job_ids import job_ids
from inbox_watch.facts.mentions import NONE, Mentions, mentions
from inbox_watch.facts.names import without_desk_words
from inbox_watch.facts.own_letter import own_letter
from inbox_watch.facts.sent_judge import SentJudge
from inbox_watch.facts.signs import signs
from inbox_watch.facts.tagger import Tagger
from inbox_watch.facts.talk import Talk, talk, with_ends_behind_numbers
from inbox_watch.knowledge import patterns
from inbox_watch.knowledge.scams import may_show_signs
from inbox_watch.knowledge.senders import is_agency, is_free_mail, is_machine, platform_of
from inbox_watch.mail.origin import registrable_domain
from inbox_watch.records import Address, Detail, EmployerCandidate, Facts, FolderRole, Label, Message, SentKind
from inbox_watch.workdays import Workdays

_CONTACTS = 3
# Most mail is of these kinds, and none of it names a job the user has applied for.
_ABOUT_NO_JOB = frozenset(
    {
        Detail.NOT_JOB,
        Detail.JOB_ALERT,
        Detail.ACCOUNT_SECURITY,
        Detail.READ_RECEIPT,
        Detail.OUT_OF_OFFICE,
        Detail.DELIVERY_FAILURE,
        Detail.DELIVERY_DELAY,
    }
)
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user lives: the zone of calendar dates and the country of working days."""

    timezone: ZoneInfo
    workdays: Workdays


def facts_of(
    message: Message,
    detail: Detail,
    place: Place,
    tagger: Tagger | None = None,
    sent_judge: SentJudge | None = None,
) -> Facts:
    """Return what the message says; a Sent mail and a received mail say different things.

    `tagger` finds titles and names in running text, `sent_judge` says what a Sent mail is, unless it
    is a letter of this program; else rules alone do.
    """
    written_on = (message.date or message.internaldate).astimezone(place.timezone).date()
    if message.role is FolderRole.SENT:
        own = own_letter(message)
        kind = own.kind if own else _sent_kind(message, sent_judge)
        seen = mentions(message, tagger) if tagger and kind is not SentKind.OTHER else NONE
        facts = _sent_facts(message, kind, written_on, place, seen)
        return replace(facts, language=own.language) if own else facts
    message = without_adverts(message)
    seen = mentions(message, tagger) if tagger and detail not in _ABOUT_NO_JOB else NONE
    return _received_facts(message, detail, written_on, place, seen)


def _sent_kind(message: Message, sent_judge: SentJudge | None) -> SentKind:
    return sent_judge.kind(message) if sent_judge else sent.sent_kind(message)


def _sent_facts(message: Message, kind: SentKind, written_on: date, place: Place, seen: Mentions) -> Facts:
    reader = addressee(message.text)
    promised_on, by_call = letter.promise(message, written_on, place.workdays)
    named = tuple(candidate for candidate in employer.employers(message) if candidate.evidence in ("subject", "body"))
    facts = Facts(
        employers=(*named, *employer.recipients(message)),
        platform_kind="agency" if is_agency(f"{message.subject}\n{message.text[:1000]}") else "",
        role=role.role(message, [candidate.name for candidate in named], seen),
        job_ids=job_ids(message),
        promised_on=promised_on,
        promised_call=by_call,
        contacts=message.to[:_CONTACTS],
        sent_kind=kind,
        addressed_to=reader[:_LONGEST_NAME],
        text_sha256=letter.text_fingerprint(message, _names_in(message, named, reader)),
        language=language_of_text(message.text),
    )
    return _with_application(facts, message) if kind is SentKind.APPLICATION else facts


def _with_application(facts: Facts, message: Message) -> Facts:
    """With what an application alone says; one that names the number of a job answers an advert, whatever its name."""
    return replace(
        facts,
        referred_by=referral.referred_by(message)[:_LONGEST_NAME],
        speculative=sent.is_speculative(message) and not facts.job_ids,
        has_letter=letter.has_letter(message),
    )


def _names_in(message: Message, named: Sequence[EmployerCandidate], reader: str) -> Iterator[str]:
    """What a personal touch puts into a letter: the reader and the employer."""
    yield reader
    yield from (candidate.name for candidate in named)
    for address in message.to:
        yield without_desk_words(address.name)
        if not is_free_mail(address.domain):
            yield registrable_domain(address.domain).split(".")[0].replace("-", " ")


def _received_facts(message: Message, detail: Detail, written_on: date, place: Place, seen: Mentions) -> Facts:
    announced = Announced(message, written_on, place.workdays)
    platform = platform_of(message.from_.address)
    absent = detail is Detail.OUT_OF_OFFICE
    event = message.event
    stated = Talk() if event else _talk(detail, message, written_on)
    named = employer.employers(message, seen)
    read = announced.read
    return Facts(
        employers=named,
        platform=platform.vendor if platform else "",
        platform_kind=_kind_of_sender(message),
        role=role.role(message, [candidate.name for candidate in named], seen),
        job_ids=job_ids(message),
        answer_by=None if absent else announced.answer_by(detail.label, _days_of(stated)),
        expected_after=announced.expected_after(),
        return_on=absence.return_on(message, written_on, place.workdays) if absent else None,
        deputy=absence.deputy(message) if absent else None,
        left_for_good=absent and absence.has_left(message),
        referred_by=_named_in_notice(message, named) if detail is Detail.REFERRAL_NOTICE else "",
        deadline=announced.deadline(detail.label),
        event_on=event.starts_at if event else stated.starts_at(place.timezone),
        event_has_time=event is not None or stated.hour is not None,
        offered_on=stated.offered,
        event_uid=event.uid[:200] if event else "",
        contacts=_contacts(message),
        no_reply_policy=_says("no_reply_policy", read) or _says("silence", read),
        no_calls=_says("no_calls", read),
        no_contact=_forbids_contact(read),
        on_hold=_says("on_hold", read),
        completed=_says("completed", read),
        signs=signs(message, announced.texts() if may_show_signs(read) else (), named),
        language=language_of_text(message.text),
    )


def _named_in_notice(message: Message, named: Sequence[EmployerCandidate]) -> str:
    return referral.named_in_notice(message, (candidate.name for candidate in named))[:_LONGEST_NAME]


def _days_of(stated: Talk) -> tuple[date, ...]:
    return (stated.day, *stated.offered) if stated.day else stated.offered


def _kind_of_sender(message: Message) -> str:
    """The kind of platform; "agency" for a staffing or recruitment agency that calls itself so."""
    platform = platform_of(message.from_.address)
    if platform:
        return platform.kind
    domain = message.from_.domain.replace("-", " ").replace(".", " ")
    about = (f"{message.from_.name} {domain}", message.signature, message.text[-600:])
    return "agency" if is_agency("\n".join(about)) else ""


def _contacts(message: Message) -> tuple[Address, ...]:
    """People and desks that read what is sent to them: From and Reply-To, no machines, no platforms."""
    reachable = (
        address
        for address in (*message.reply_to, message.from_)
        if address.address and not is_machine(address.local_part) and platform_of(address.address) is None
    )
    return tuple(dict.fromkeys(reachable))[:_CONTACTS]


def _talk(detail: Detail, message: Message, written_on: date) -> Talk:
    """When the talk is; the day a cancellation names is that of no talk any more."""
    if detail.label is not Label.INTERVIEW or detail is Detail.INTERVIEW_CANCELLED:
        return Talk()
    plain = (each.text for each in clauses(with_ends_behind_numbers(message.text[:READ])) if not each.conditional)
    return talk(plain, written_on, is_settled=detail is Detail.INTERVIEW_SCHEDULED)


def _says(flag: str, read: str) -> bool:
    return bool(patterns("flags", "flag", flag).search(read))


def _forbids_contact(read: str) -> bool:
    """Is it asked not to write either? "Please refrain from enquiries by telephone" forbids the call alone."""
    beside_calls = patterns("flags", "flag", "no_calls").sub(" ", read)
    return bool(patterns("flags", "flag", "no_contact").search(beside_calls))
