"""What starts an application: a Sent application, a receipt, a board confirmation, or a row the user added."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from inbox_watch.facts.job_ids import posting_ids
from inbox_watch.facts.names import employer_id, employer_key, fold, role_key
from inbox_watch.knowledge.senders import is_free_mail, platform_of
from inbox_watch.link.case import Case, short_forms
from inbox_watch.link.counterpart import agency_readers, are_alike, desk_of, guess_kind, kind_of_target, label_of
from inbox_watch.link.evidence import belongs
from inbox_watch.mail.origin import registrable_domain
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
_CLOCKS_DIFFER_BY = timedelta(days=2)
_STATEMENT = "statement:"
_OWN_WORDS = ("subject", "body")
# By what name the user's address book and the words around it call the house of a domain.
_OF_THE_RECIPIENT = ("recipient", "domain_name")
_AS_THEY_SAY = frozenset({"desk_name", "domain_name"})
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
    sent_at = _sent_at(finding)
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
    named = [candidate for candidate in finding.facts.employers if candidate.evidence in _OWN_WORDS]
    case.add_name(case.employer, guessed=all(candidate.name != case.employer for candidate in named))
    for client in _clients(finding):
        case.told |= {employer_id(client)} | short_forms(client)
    for address in finding.to:
        case.add_correspondent(address)
        if not is_free_mail(address.domain) and platform_of(address.address) is None:
            case.add_name(label_of(address), guessed=True)
    case.guessed = bool(case.employer) and case.employer == label_of(target)
    case.kind = CounterpartKind.RECRUITER if finding.facts.platform_kind == "agency" else kind_of_target(target)
    return case


def _clients(finding: Finding) -> list[str]:
    """For whom else a letter says it is meant: names in its subject, but not the writer's and no words of the title."""
    in_subject = [each.name for each in finding.facts.employers if each.evidence == "subject"]
    title = role_key(f"{finding.facts.role} {finding.from_.name}")
    return [name for name in in_subject if role_key(name).isdisjoint(title)]


def _sent_at(finding: Finding) -> datetime:
    """By the clock of the user's computer, unless that is days off: a computer without a battery writes 1970."""
    stated = finding.date or finding.internaldate
    return stated if abs(stated - finding.internaldate) <= _CLOCKS_DIFFER_BY else finding.internaldate


def _sent_employer(finding: Finding, target: Address) -> str:
    """The recipient's domain vouches for the name in the letter; on a free-mail address the letter alone names it."""
    named = [candidate.name for candidate in finding.facts.employers if candidate.evidence in _OWN_WORDS]
    if is_free_mail(target.domain) or platform_of(target.address):
        return named[0] if named else target.name or target.address
    label = label_of(target)
    compact = "".join(employer_key(label))
    fits = [name for name in named if are_alike("".join(employer_key(name)), compact) or _is_in_another_script(name)]
    called = [each.name for each in finding.facts.employers if each.evidence in _OF_THE_RECIPIENT]
    return next(iter((*fits, *called)), label)


def _is_in_another_script(name: str) -> bool:
    """Is it written in letters that no domain is compared with?"""
    return not re.search(r"[a-z]", fold(name))


def _from_receipt(finding: Finding, timezone: ZoneInfo) -> Case:
    facts = finding.facts
    case = Case(
        employer=facts.employers[0].name if facts.employers else "",
        role=facts.role,
        applied_at=finding.internaldate,
        applied_on=finding.internaldate.astimezone(timezone).date(),
        via=via_of(finding),
        subject=finding.subject,
    )
    for candidate in facts.employers:
        if candidate is facts.employers[0] or candidate.evidence in _SURE_PLACES:
            case.add_name(candidate.name, guessed=candidate.evidence == "domain")
        case.hinted.add(employer_id(candidate.name))
    return case


def via_of(finding: Finding) -> Via:
    """The way by which a mail that founds an application says that it went."""
    if finding.role is FolderRole.SENT:
        return Via.MAIL
    is_boards = finding.detail is Detail.APPLICATION_SENT or finding.facts.platform_kind == "job_board"
    return Via.JOB_BOARD if is_boards else Via.ATS


def learn_from(case: Case, finding: Finding, *, trusted: bool, vouched: bool = True) -> None:
    """Take over what a linked mail tells about the counterpart: addresses, names, ids, the kind.

    Where nobody vouches for the mail, of its addresses only those that are the employer's by their domain: whoever
    names employer and job is not thereby the person to write to.
    """
    facts = finding.facts
    case.job_ids.update(facts.job_ids)
    if finding.message_id:
        case.message_ids.add(finding.message_id)
    case.role = case.role or facts.role
    if finding.role is not FolderRole.SENT and finding.detail in RECEIPTS:
        case.receipts.add(via_of(finding))
    if finding.role is FolderRole.SENT:
        case.own_message_ids.update({finding.message_id} - {""})
        case.conversations.update({finding.conversation} - {""})
        for address in finding.to:
            case.add_correspondent(address)
            case.written.add((finding.message_id, address.address, finding.internaldate))
        _learn_from_letter(case, facts)
        return
    if finding.delivery is None and finding.detail is not Detail.OUT_OF_OFFICE:
        _learn_addresses(case, finding, vouched=vouched)
    if trusted and finding.from_.address:
        case.trusted.add(finding.from_.address)
    if vouched and facts.employers and not case.employer:
        case.employer = facts.employers[0].name
        if founds(finding):
            case.add_name(case.employer)
    if vouched:
        _learn_name(case, finding)
        _learn_spelling(case, facts)
    if finding.detail is Detail.REFERRAL_NOTICE:
        case.noticed_referrer = case.noticed_referrer or facts.referred_by
    if facts.platform_kind == "agency":
        case.agencies.update(agency_readers(finding))
    guess_kind(case, finding)


def _learn_name(case: Case, finding: Finding) -> None:
    """A name that is a mere domain's gives way, once, to the one by which mail of that domain calls its house.

    It is shown and ties no mail: what may meet in a replay is known from the letter alone.
    """
    first = next(iter(finding.facts.employers), None)
    is_theirs = registrable_domain(finding.from_.domain) in case.domains
    if first and case.guessed and is_theirs and first.evidence in _AS_THEY_SAY and "employer" not in case.edited:
        case.employer, case.guessed = first.name, False


def _learn_spelling(case: Case, facts: Facts) -> None:
    """A name that was made of a domain ("Harrowpell") is written as they write it ("Harrow & Pell"); it is the same."""
    key = employer_id(case.employer)
    written = (each.name for each in facts.employers if each.evidence != "domain" and _letters(each.name) == key)
    spelled = next((name for name in written if name != name.lower()), "")
    if spelled and key not in case.told and "employer" not in case.edited:
        case.employer = spelled


def _letters(name: str) -> str:
    """The key of a name; empty where a legal form stands behind it, which no domain has."""
    whole = "".join(letter for letter in fold(name) if letter.isalnum())
    bare = "".join(employer_key(name))
    return employer_id(name) if len(whole) == len(bare) else ""


def _learn_addresses(case: Case, finding: Finding, *, vouched: bool) -> None:
    """Who asks for an opinion of the process is known from then on, but nobody to ask for news."""
    is_survey = finding.detail is Detail.FEEDBACK_SURVEY
    for address in (finding.from_, *finding.reply_to):
        if vouched or belongs(address, case):
            case.add_correspondent(address, reachable=not is_survey)
    for address in () if is_survey else finding.facts.contacts:
        if vouched or belongs(address, case):
            case.contacts.setdefault(address.address, address)


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


def is_known_from_rows_alone(case: Case) -> bool:
    """Does no mail tell of it?"""
    return bool(case.keys) and all(map(is_statement_key, case.keys))


def is_statement_key(key: str) -> bool:
    """Is it the key of an added application, and not of a mail?"""
    return key.startswith(_STATEMENT)
