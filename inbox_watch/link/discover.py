"""What starts an application: a Sent application, a receipt, a board confirmation, or a row the user added."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from inbox_watch.facts.job_ids import posting_ids
from inbox_watch.facts.names import employer_id, employer_key
from inbox_watch.knowledge.senders import is_free_mail, platform_of
from inbox_watch.link.case import Case
from inbox_watch.link.counterpart import agency_readers, are_alike, desk_of, guess_kind, kind_of_target, label_of
from inbox_watch.records import (
    Address,
    CounterpartKind,
    Detail,
    Facts,
    Finding,
    FolderRole,
    Label,
    SentKind,
    Statement,
    Via,
)

RECEIPTS = frozenset({Detail.ACKNOWLEDGEMENT, Detail.APPLICATION_SENT})
ENDINGS = frozenset({Detail.REJECTION, Detail.POSITION_CLOSED})
ANSWERS = frozenset(
    {Label.REJECTION, Label.OFFER, Label.INTERVIEW, Label.ASSESSMENT, Label.INFO_REQUEST, Label.STATUS_UPDATE}
)
_STATEMENT = "statement:"
_OWN_WORDS = ("subject", "body")
_SURE_PLACES = frozenset({"template", "local_part", "subdomain", "display_name", "domain_name", "below_role"})


def founds(finding: Finding) -> bool:
    """Does this mail start an application when none fits it?"""
    if finding.role is FolderRole.SENT:
        return finding.facts.sent_kind is SentKind.APPLICATION and bool(finding.to)
    if finding.verdict.unsure or not (finding.detail in RECEIPTS or _was_thought_a_receipt(finding)):
        return False
    return bool(finding.facts.employers) or bool(finding.facts.role)


def _was_thought_a_receipt(finding: Finding) -> bool:
    """Does the user say that what was taken for a receipt is an answer? Nobody answers what was not sent, so the
    application it founded stays."""
    return finding.verdict.instead_of in RECEIPTS and finding.verdict.label in ANSWERS


def case_from_mail(finding: Finding, timezone: ZoneInfo) -> Case:
    """Start a case from the mail that founds it; dated by the mail."""
    if finding.role is FolderRole.SENT and finding.to:
        return _from_sent(finding, timezone)
    return _from_receipt(finding, timezone)


def _from_sent(finding: Finding, timezone: ZoneInfo) -> Case:
    sent_at = finding.date or finding.internaldate
    target = finding.to[0]
    case = Case(
        employer=_sent_employer(finding, target),
        role=finding.facts.role,
        applied_at=min(sent_at, finding.internaldate),
        applied_on=sent_at.astimezone(timezone).date(),
        via=Via.MAIL,
        fingerprint=finding.facts.text_sha256,
        reached=frozenset(map(desk_of, finding.to)),
    )
    case.add_name(case.employer)
    for address in finding.to:
        case.add_correspondent(address)
        if not is_free_mail(address.domain) and platform_of(address.address) is None:
            case.add_name(label_of(address))
    case.kind = CounterpartKind.RECRUITER if finding.facts.platform_kind == "agency" else kind_of_target(target)
    return case


def _sent_employer(finding: Finding, target: Address) -> str:
    """The recipient's domain vouches for the name in the letter; on a free-mail address the letter alone names it."""
    named = [candidate.name for candidate in finding.facts.employers if candidate.evidence in _OWN_WORDS]
    if is_free_mail(target.domain) or platform_of(target.address):
        return named[0] if named else target.name or target.address
    label = label_of(target)
    compact = "".join(employer_key(label))
    fits = [name for name in named if are_alike("".join(employer_key(name)), compact)]
    return fits[0] if fits else label


def _from_receipt(finding: Finding, timezone: ZoneInfo) -> Case:
    facts = finding.facts
    case = Case(
        employer=facts.employers[0].name if facts.employers else "",
        role=facts.role,
        applied_at=finding.internaldate,
        applied_on=finding.internaldate.astimezone(timezone).date(),
        via=via_of(finding),
    )
    for candidate in facts.employers:
        if candidate is facts.employers[0] or candidate.evidence in _SURE_PLACES:
            case.add_name(candidate.name)
        case.hinted.add(employer_id(candidate.name))
    return case


def via_of(finding: Finding) -> Via:
    """The way by which a mail that founds an application says that it went."""
    if finding.role is FolderRole.SENT:
        return Via.MAIL
    is_boards = finding.detail is Detail.APPLICATION_SENT or finding.facts.platform_kind == "job_board"
    return Via.JOB_BOARD if is_boards else Via.ATS


def learn_from(case: Case, finding: Finding, *, trusted: bool) -> None:
    """Take over what a linked mail tells about the counterpart: addresses, names, ids, the kind."""
    facts = finding.facts
    case.job_ids.update(facts.job_ids)
    if finding.message_id:
        case.message_ids.add(finding.message_id)
    case.role = case.role or facts.role
    if finding.role is FolderRole.SENT:
        case.own_message_ids.update({finding.message_id} - {""})
        case.conversations.update({finding.conversation} - {""})
        for address in finding.to:
            case.add_correspondent(address)
        _learn_from_letter(case, facts)
        return
    if finding.delivery is None and finding.detail is not Detail.OUT_OF_OFFICE:
        case.add_correspondent(finding.from_)
        for address in finding.reply_to:
            case.add_correspondent(address)
        for address in facts.contacts:
            case.contacts.setdefault(address.address, address)
    if trusted and finding.from_.address:
        case.trusted.add(finding.from_.address)
    case.employer = case.employer or (facts.employers[0].name if facts.employers else "")
    if finding.detail is Detail.REFERRAL_NOTICE:
        case.noticed_referrer = case.noticed_referrer or facts.referred_by
    if facts.platform_kind == "agency":
        case.agencies.update(agency_readers(finding))
    guess_kind(case, finding)


def _learn_from_letter(case: Case, facts: Facts) -> None:
    """What the user has said of the application stays."""
    if "referred_by" not in case.edited:
        case.referred_by = case.referred_by or facts.referred_by
    if "speculative" not in case.edited:
        case.speculative = case.speculative or facts.speculative


def case_from_statement(statement: Statement, timezone: ZoneInfo) -> Case:
    """Start a case from a row the user added or imported (employer, role, applied_on, via, kind, contact, posting)."""
    values = statement.values
    applied_on = date.fromisoformat(values["applied_on"])
    case = Case(
        employer=values["employer"],
        role=values.get("role", ""),
        applied_at=datetime.combine(applied_on, time(), tzinfo=timezone).astimezone(UTC),
        applied_on=applied_on,
        via=Via(values.get("via") or "manual"),
        keys=[statement_key(statement)],
    )
    case.add_name(case.employer)
    case.posting_ids.update(posting_ids([values.get("posting", "")]))
    case.job_ids |= case.posting_ids
    if values.get("kind"):
        case.kind, case.kind_guessed = CounterpartKind(values["kind"]), False
    if values.get("contact"):
        case.add_correspondent(Address("", values["contact"].lower()))
    return case


def statement_key(statement: Statement) -> str:
    """The key under which an added application keeps its id."""
    return f"{_STATEMENT}{statement.number}"


def is_statement_key(key: str) -> bool:
    """Is it the key of an added application, and not of a mail?"""
    return key.startswith(_STATEMENT)
