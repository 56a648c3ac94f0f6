"""Standings to report about, one call each; whatever a test does not name is ordinary."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from inbox_watch.records import (
    Address,
    Application,
    Channel,
    CounterpartKind,
    Detail,
    Event,
    Facts,
    Finding,
    FolderHeard,
    FolderRole,
    FollowUp,
    Link,
    LinkReason,
    Mark,
    MessageUid,
    Report,
    SentKind,
    Standing,
    State,
    Step,
    Unlinked,
    Unreadable,
    Verdict,
    Via,
)

TODAY = date(2026, 5, 1)
READ = datetime(2026, 5, 1, 6, 0, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def days_ago(number: int) -> date:
    return TODAY - number * DAY


def uid(number: int = 42, *, folder: str = "INBOX") -> MessageUid:
    return MessageUid("personal", folder, 1, number)


def finding(
    detail: Detail = Detail.ACKNOWLEDGEMENT,
    on: date = TODAY,
    *,
    number: int = 42,
    role: FolderRole = FolderRole.INBOX,
    sender: Address | None = None,
    subject: str = "Your application",
    unsure: bool = False,
    facts: Facts | None = None,
    message_id: str = "m42@lindhof.example",
) -> Finding:
    at = datetime.combine(on, time(9, 30), tzinfo=UTC)
    folder = {FolderRole.SENT: "Sent", FolderRole.JUNK: "Junk"}.get(role, "INBOX")
    return Finding(
        uids=(uid(number, folder=folder),),
        role=role,
        message_id=message_id,
        in_reply_to=(),
        references=(),
        from_=sender or Address("Petra Lind", "petra@lindhof.example"),
        reply_to=(),
        to=(Address("", "me@example.org"),),
        subject=subject,
        internaldate=at,
        date=at,
        verdict=Verdict(detail.label, detail, 0.98, unsure, ("thank you",), "rule:test"),
        facts=facts or Facts(),
        attachments=(),
        delivery=None,
        authentication=None,
        automatic=False,
        sha256=f"{number:064x}",
    )


def event(
    detail: Detail = Detail.ACKNOWLEDGEMENT,
    on: date = TODAY,
    *,
    verified: bool = True,
    linked: bool = True,
    late_days: int | None = None,
    sent_kind: SentKind | None = None,
    **finding_fields: Any,
) -> Event:
    if sent_kind:
        finding_fields["role"] = FolderRole.SENT
    mail = finding(detail, on, **finding_fields)
    application_id = "a17" if linked else None
    link = Link(mail.sha256, application_id, LinkReason.IN_REPLY_TO, 1.0, verified=verified, sent_kind=sent_kind)
    return Event(mail, link, on, late_days)


def standing(
    state: State = State.DUE,
    *events: Event,
    id: str = "a17",  # noqa: A002
    employer: str = "Lindhof Labs",
    role: str = "Planner",
    applied_on: date = date(2026, 4, 1),
    via: Via = Via.MAIL,
    contacts: tuple[Address, ...] = (Address("Petra Lind", "petra@lindhof.example"),),
    step: Step = Step.APPLICATION,
    acknowledged_on: date | None = None,
    silent_days: int = 30,
    due_on: date | None = date(2026, 4, 9),
    channel: Channel = Channel.EMAIL,
    target: str = "petra@lindhof.example",
    used_on: date | None = None,
    reasons: tuple[str, ...] = (),
    warnings: tuple[str, ...] = (),
    closed_on: date | None = None,
    suggestions: tuple[str, ...] = (),
    wanted: int = 2,
    mass_mail: bool = False,
    kind: CounterpartKind = CounterpartKind.LARGE,
    kind_guessed: bool = True,
    marks: tuple[Mark, ...] = (),
    advised_until: date | None = None,
) -> Standing:
    return Standing(
        application=Application(
            id,
            employer,
            role,
            applied_on,
            via,
            kind,
            kind_guessed,
            contacts,
            ("k",),
            mass_mail=mass_mail,
            closed_on=closed_on,
            wanted=wanted,
        ),
        state=state,
        step=step,
        clock_start=applied_on,
        acknowledged_on=acknowledged_on,
        silent_days=silent_days,
        follow_up=FollowUp(
            due_on,
            state is State.DUE,
            channel,
            target,
            used_on,
            reasons,
            warnings,
            suggestions=suggestions,
            advised_until=advised_until,
        ),
        events=events,
        marks=marks,
    )


def heard(folder: str = "INBOX", until: datetime | None = READ, *blind: tuple[datetime, datetime]) -> FolderHeard:
    role = {"Sent": FolderRole.SENT, "Junk": FolderRole.JUNK}.get(folder, FolderRole.INBOX)
    return FolderHeard("personal", folder, role, until, blind)


def report(
    *standings: Standing,
    heard: tuple[FolderHeard, ...] = (heard(),),
    unlinked: tuple[Unlinked, ...] = (),
    unsure: tuple[Finding, ...] = (),
    unreadable: tuple[Unreadable, ...] = (),
    notices: tuple[str, ...] = (),
) -> Report:
    return Report(TODAY, "Europe/Berlin", heard, standings, unlinked, unsure, unreadable, notices)
