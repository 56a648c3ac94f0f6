"""A report that can be shown to others: who is in it has no name, everything that is counted stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from inbox_watch.clean import clean_line
from inbox_watch.facts.display_name import is_person
from inbox_watch.facts.names import employer_id, fold, legal_forms, without_desk_words
from inbox_watch.records import (
    Address,
    Application,
    Event,
    Facts,
    Finding,
    FolderHeard,
    FollowUp,
    Mark,
    Report,
    Sign,
    Standing,
    Unlinked,
    Unreadable,
)
from inbox_watch.report.masks import HIDDEN, masked, secrets
from inbox_watch.report.order import in_order
from inbox_watch.report.places import Places, moved, numbered
from inbox_watch.report.titles import without_own_words

_NOBODY = Address("", HIDDEN)
_FEWEST_LETTERS = 3


def shared(report: Report) -> Report:
    """Return the report with `Employer 1`, `Employer 2` in the order of its applications, and no other name.

    Addresses, subjects, Message-IDs, file names, accounts and folders are hidden, in sentences too; job titles,
    states and days stay, and so do the names of job boards. Notices about the tool's own health are left out.
    """
    aliases = _aliases(report)
    places = numbered(report)
    return Report(
        as_of=report.as_of,
        timezone=report.timezone,
        heard=tuple(_folder(folder, places) for folder in report.heard),
        standings=_standings(report, aliases, places),
        unlinked=tuple(Unlinked(_mail(item.finding, places), item.candidates) for item in report.unlinked),
        unsure=tuple(_mail(finding, places) for finding in report.unsure),
        unreadable=tuple(_unreadable(item, places) for item in report.unreadable),
    )


def _aliases(report: Report) -> dict[str, str]:
    """Every spelling of an employer and the word for it; two spellings of one employer have the same."""
    numbers: dict[str, int] = {}
    aliases = {}
    for standing in in_order(report.standings):
        if name := clean_line(standing.application.employer):
            key = employer_id(name) or name
            aliases[name] = f"Employer {numbers.setdefault(key, len(numbers) + 1)}"
            aliases.setdefault(_without_legal_form(name), aliases[name])
    return aliases


def _without_legal_form(name: str) -> str:
    """ "Lindhof Labs GmbH" is Lindhof Labs in sentences."""
    words = name.split()
    while len(words) > 1 and fold(words[-1]).strip(".,") in legal_forms():
        words.pop()
    return " ".join(words)


def _folder(folder: FolderHeard, places: Places) -> FolderHeard:
    account, name = places[folder.account, folder.folder]
    return replace(folder, account=account, folder=name)


def _unreadable(item: Unreadable, places: Places) -> Unreadable:
    return Unreadable(
        moved(item.uid, places),
        masked(item.reason, secrets((item.from_, item.subject))),
        item.internaldate,
        item.from_ and HIDDEN,
        item.subject and HIDDEN,
    )


def _standings(report: Report, aliases: dict[str, str], places: Places) -> tuple[Standing, ...]:
    jobs = (standing.application for standing in report.standings)
    roles = [(job.employer, masked(job.role, aliases)) for job in jobs]
    return tuple(
        _standing(standing, aliases, places, role)
        for standing, role in zip(report.standings, without_own_words(roles, HIDDEN), strict=True)
    )


def _standing(standing: Standing, aliases: dict[str, str], places: Places, role: str) -> Standing:
    application = standing.application
    names = secrets(_names(standing)) | aliases
    in_title = secrets(_names_in_title(standing)) | names
    alias = aliases.get(clean_line(application.employer), "")
    return replace(
        standing,
        application=_application(application, alias, masked(role, in_title)),
        follow_up=_follow_up(standing.follow_up, names, alias),
        events=tuple(_event(event, places) for event in standing.events),
        marks=_marks(standing.marks),
    )


def _names(standing: Standing) -> Iterator[str]:
    """Everybody and every file that a sentence about the application may name."""
    application = standing.application
    yield from (application.write_to, application.hiring_manager, application.referred_by)
    yield from _surnames((application.hiring_manager, application.referred_by))
    yield from _of_addresses((*application.contacts, *application.acquaintances))
    yield from (mark.whom for mark in (*standing.marks, *application.marks))
    for event in standing.events:
        yield from _of_mail(event.finding)


def _names_in_title(standing: Standing) -> Iterator[str]:
    """Job numbers, and whom the mail names as the employer beside the one that is taken for it."""
    application = standing.application
    yield from application.job_ids
    for event in standing.events:
        facts = event.finding.facts
        known = (facts.platform, application.role)
        yield from (candidate.name for candidate in facts.employers if candidate.name not in known)


def _of_mail(finding: Finding) -> Iterator[str]:
    facts = finding.facts
    deputy = (facts.deputy,) if facts.deputy else ()
    yield from _of_addresses((finding.from_, *finding.to, *finding.reply_to, *facts.contacts, *deputy))
    yield from (attachment.name for attachment in finding.attachments)
    yield from (facts.addressed_to, facts.referred_by)
    yield from _surnames((facts.addressed_to, facts.referred_by))


def _of_addresses(addresses: Iterable[Address]) -> Iterator[str]:
    """A name that is only a desk ("HR", "Recruiting") gives nobody away, and is a word of many titles."""
    for address in addresses:
        yield from (address.address, address.domain)
        if without_desk_words(address.name):
            yield address.name
        name = _last_name_last(address.name)
        if is_person(name, address.address.partition("@")[0]):
            yield from (name, *_long(name.split()))


def _last_name_last(name: str) -> str:
    """ "Lind, Petra" is Petra Lind."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else name


def _surnames(names: Iterable[str]) -> Iterator[str]:
    """Of two words the second; more words may as well be a post ("Head of Sales")."""
    for name in names:
        words = name.split()
        if len(words) == 2:
            yield from _long(words[1:])


def _long(words: Iterable[str]) -> Iterator[str]:
    """What is shorter may be any word."""
    return (word for word in words if len(word) >= _FEWEST_LETTERS)


def _application(application: Application, alias: str, role: str) -> Application:
    """What has no name stays; whatever is not listed here is left out."""
    return Application(
        id=application.id,
        employer=alias,
        role=role,
        applied_on=application.applied_on,
        via=application.via,
        kind=application.kind,
        kind_guessed=application.kind_guessed,
        contacts=(),
        keys=(),
        mass_mail=application.mass_mail,
        closed_on=application.closed_on,
        advert=application.advert,
        wanted=application.wanted,
        marks=_marks(application.marks),
        speculative=application.speculative,
        instructions_followed=application.instructions_followed,
    )


def _marks(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    return tuple(replace(mark, whom="") for mark in marks)


def _follow_up(follow_up: FollowUp, names: Mapping[str, str], alias: str) -> FollowUp:
    return replace(
        follow_up,
        target=(alias or HIDDEN) if follow_up.target else "",
        reasons=_all_masked(follow_up.reasons, names),
        warnings=_all_masked(follow_up.warnings, names),
        because=masked(follow_up.because, names),
        suggestions=_all_masked(follow_up.suggestions, names),
    )


def _all_masked(texts: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(masked(text, names) for text in texts)


def _event(event: Event, places: Places) -> Event:
    return replace(event, finding=_mail(event.finding, places))


def _mail(finding: Finding, places: Places) -> Finding:
    """When it came and what it is; whatever is not listed here is left out."""
    return Finding(
        uids=tuple(moved(uid, places) for uid in finding.uids),
        role=finding.role,
        message_id="",
        in_reply_to=(),
        references=(),
        from_=_NOBODY,
        reply_to=(),
        to=(),
        subject=HIDDEN,
        internaldate=finding.internaldate,
        date=finding.date,
        verdict=replace(finding.verdict, clues=()),
        facts=_facts(finding.facts),
        attachments=(),
        delivery=None,
        authentication=None,
        automatic=finding.automatic,
        sha256=finding.sha256,
    )


def _facts(facts: Facts) -> Facts:
    """The days and the yes or no of a mail; whatever is not listed here is left out."""
    return Facts(
        platform=facts.platform,
        platform_kind=facts.platform_kind,
        answer_by=facts.answer_by,
        return_on=facts.return_on,
        deadline=facts.deadline,
        promised_on=facts.promised_on,
        promised_call=facts.promised_call,
        event_on=facts.event_on,
        event_has_time=facts.event_has_time,
        offered_on=facts.offered_on,
        sent_kind=facts.sent_kind,
        speculative=facts.speculative,
        has_letter=facts.has_letter,
        left_for_good=facts.left_for_good,
        completed=facts.completed,
        on_hold=facts.on_hold,
        no_reply_policy=facts.no_reply_policy,
        expected_after=facts.expected_after,
        no_calls=facts.no_calls,
        no_contact=facts.no_contact,
        signs=tuple(Sign(each.kind) for each in facts.signs),
        language=facts.language,
    )
