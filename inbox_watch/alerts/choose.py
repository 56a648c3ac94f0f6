"""New findings and standings to alerts: what happened, why it matters, what to do by when; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from inbox_watch.alerts.next_step import after_receipt, due_now
from inbox_watch.clean import clean_line
from inbox_watch.followup.target import employer_of, spoken
from inbox_watch.records import Alert, Detail, Event, Finding, FolderRole, Label, Standing, State

_URGENT = frozenset(
    {
        Detail.INTERVIEW_INVITE,
        Detail.INTERVIEW_RESCHEDULE,
        Detail.INTERVIEW_CANCELLED,
        Detail.ASSESSMENT,
        Detail.INFO_REQUEST,
        Detail.BACKGROUND_CHECK,
        Detail.OFFER,
        Detail.DELIVERY_FAILURE,
    }
)
_INFO = frozenset(
    {Detail.OUT_OF_OFFICE, Detail.STATUS_UPDATE, Detail.TALENT_POOL, Detail.DELIVERY_DELAY, Detail.RECRUITER_OUTREACH}
)
_QUIET = frozenset({Detail.TALENT_POOL, Detail.DELIVERY_DELAY, Detail.APPLICATION_VIEWED})

_WHAT = {
    Label.ACKNOWLEDGEMENT: "Receipt: {who} has your application{role}.",
    Label.REJECTION: "{who} does not go on with your application{role}.",
    Label.INTERVIEW: "{who} writes about an interview{role}.",
    Label.ASSESSMENT: "{who} asks you to do a test{role}.",
    Label.INFO_REQUEST: "{who} asks you for something{role}.",
    Label.OFFER: "{who} makes you an offer{role}.",
    Label.HUMAN_REPLY: "{who} answered{role}.",
    Label.STATUS_UPDATE: "News on the process at {who}{role}.",
    Label.OUT_OF_OFFICE: "Absence note from {who}{role}.",
    Label.DELIVERY_FAILURE: "Your mail to {who} did not arrive{role}.",
    Label.RECRUITER_OUTREACH: "A recruiter writes: {who}{role}.",
}
_PAUSED = "{who} has put the position on hold{role}."
_NO_NAME = "an employer whose name is not known"
_UTC = ZoneInfo("UTC")
_LONGEST_LINE = 600
_WANTED_LEAST = 3


@dataclass(frozen=True, slots=True)
class AlertWishes:
    """Which kinds the user wants to hear of, the day since when the tool listens (what is older is no news), and the
    zone in which hours are told."""

    kinds: Collection[str]
    since: date
    timezone: ZoneInfo = _UTC


def alerts_for_mail(new: Iterable[Finding], standings: Sequence[Standing], wishes: AlertWishes) -> tuple[Alert, ...]:
    """One alert for each new received mail that matters; its key is the mail's digest: a copy is not told twice."""
    places = {event.finding.sha256: (standing, event) for standing in standings for event in standing.events}
    return tuple(
        _mail_alert(finding, places.get(finding.sha256), wishes.timezone)
        for finding in new
        if _matters(finding, wishes) and (finding.sha256 in places or finding.verdict.label in _ALONE)
    )


# Worth saying even when the mail belongs to no known application.
_ALONE = frozenset(
    {
        Label.INTERVIEW,
        Label.OFFER,
        Label.ASSESSMENT,
        Label.INFO_REQUEST,
        Label.REJECTION,
        Label.DELIVERY_FAILURE,
        Label.RECRUITER_OUTREACH,
    }
)


def _matters(finding: Finding, wishes: AlertWishes) -> bool:
    return (
        finding.role is not FolderRole.SENT
        and not finding.verdict.unsure
        and finding.detail not in _QUIET
        and finding.verdict.label.value in wishes.kinds
        and finding.internaldate.date() >= wishes.since
    )


def _mail_alert(finding: Finding, place: tuple[Standing, Event] | None, timezone: ZoneInfo) -> Alert:
    standing = place[0] if place else None
    what = (_PAUSED if _is_pause(finding) else _WHAT[finding.verdict.label]).format(
        who=_who(finding, standing), role=_role(finding, standing)
    )
    lines = [_why(finding, place), _what_to_do(finding, standing, timezone)]
    if finding.facts.cautions:
        lines.append("Careful: " + "; ".join(finding.facts.cautions) + ".")
    severity = "urgent" if finding.detail in _URGENT else "info" if finding.detail in _INFO else "normal"
    return _alert(f"mail:{finding.sha256}", finding.verdict.label.value, severity, what, lines)


def _alert(key: str, kind: str, severity: str, subject: str, lines: Iterable[str]) -> Alert:
    """An alert in clean lines: names and clues are the words of strangers, and must not look like lines of ours."""
    body = "\n".join(clean_line(line, _LONGEST_LINE) for line in lines if line)
    return Alert(key=key, kind=kind, severity=severity, subject=clean_line(subject), body=body)


def _who(finding: Finding, standing: Standing | None) -> str:
    if standing:
        return employer_of(standing.application, _NO_NAME)
    named = finding.facts.employers
    return named[0].name if named else finding.from_.name or finding.from_.address


def _role(finding: Finding, standing: Standing | None) -> str:
    role = standing.application.role if standing else finding.facts.role
    return f" ({role})" if role else ""


def _why(finding: Finding, place: tuple[Standing, Event] | None) -> str:
    folder = finding.uids[0].folder
    where = f", in the folder {folder}" if finding.role is FolderRole.JUNK else ""
    clue = f' It says: "{finding.verdict.clues[0]}"' if finding.verdict.clues else ""
    if place is None:
        return f"From {finding.from_.address}{where}; it belongs to no application that is known.{clue}"
    standing, event = place
    unsure = "" if event.link.verified else " Nobody vouches for the sender; look before you act."
    return f"Applied on {standing.application.applied_on}; from {finding.from_.address}{where}.{unsure}{clue}"


def _what_to_do(finding: Finding, standing: Standing | None, timezone: ZoneInfo) -> str:
    label = finding.verdict.label
    if label is Label.ACKNOWLEDGEMENT and standing:
        return after_receipt(standing)
    if _is_pause(finding):
        return _after_pause(standing)
    deadline = f" by {finding.facts.deadline}" if finding.facts.deadline else ""
    return {
        Label.REJECTION: "Nothing to do: no follow-up.",
        Label.INTERVIEW: f"{_when(finding, timezone)}Open the mail and answer{deadline or ' today'}.",
        Label.ASSESSMENT: f"Do it{deadline}.",
        Label.INFO_REQUEST: f"Answer{deadline or ' today'}.",
        Label.OFFER: f"Read it and answer{deadline}.",
        Label.OUT_OF_OFFICE: _absence(finding),
        Label.DELIVERY_FAILURE: "Check the address and send it again; the silence clock does not run.",
    }.get(label, "Read it when you have time.")


def _is_pause(finding: Finding) -> bool:
    """Is it a position that rests? The table of labels counts that as closed, and nobody was refused."""
    return finding.detail is Detail.POSITION_CLOSED and finding.facts.on_hold


def _after_pause(standing: Standing | None) -> str:
    """It is no refusal; when to ask, unless that was done."""
    follow_up = standing.follow_up if standing and standing.state is State.ON_HOLD else None
    due_on = follow_up.due_on if follow_up and not follow_up.used_on else None
    return "It is no refusal. " + (
        f"Follow up once on {due_on} if you hear nothing." if due_on else "Nothing to do now."
    )


def _absence(finding: Finding) -> str:
    """Until when the clock waits, and who stands in (SR50)."""
    facts = finding.facts
    until = f" until {facts.return_on}" if facts.return_on else ""
    return f"The clock waits{until}." + (f" Their deputy: {spoken(facts.deputy)}." if facts.deputy else "")


def _when(finding: Finding, timezone: ZoneInfo) -> str:
    """The day of the talk, or the days they propose."""
    facts = finding.facts
    if facts.offered_on:
        return f"They propose {', '.join(map(str, facts.offered_on))}. "
    if facts.event_on is None or finding.detail is Detail.INTERVIEW_CANCELLED:
        return ""
    local = facts.event_on.astimezone(timezone)
    return f"The talk is on {local:%Y-%m-%d, %H:%M}. " if facts.event_has_time else f"The talk is on {local:%Y-%m-%d}. "


def alerts_for_due(standings: Sequence[Standing], wishes: AlertWishes) -> tuple[Alert, ...]:
    """One alert for each follow-up that became due since the tool listens; once for a step, ever.

    It comes once more on each day until which the user put it off. What the user wants least is only in the report
    (SR43).
    """
    if "follow_up_due" not in wishes.kinds:
        return ()
    return tuple(
        _due_alert(standing) for standing in standings if standing.state is State.DUE and _rings(standing, wishes)
    )


def _rings(standing: Standing, wishes: AlertWishes) -> bool:
    due_on = standing.follow_up.due_on
    return due_on is not None and due_on >= wishes.since and standing.application.wanted < _WANTED_LEAST


def _due_alert(standing: Standing) -> Alert:
    application, follow_up = standing.application, standing.follow_up
    role = f" ({application.role})" if application.role else ""
    put_off = f":{follow_up.snoozed_until}" if follow_up.snoozed_until else ""
    return _alert(
        f"due:{application.id}:{standing.step.value}{put_off}",
        "follow_up_due",
        "normal",
        f"Follow up with {employer_of(application, _NO_NAME)}{role}: due since {follow_up.due_on}.",
        (
            f"{'; '.join((f'Applied on {application.applied_on}', *follow_up.reasons, *follow_up.warnings))}.",
            due_now(standing),
        ),
    )


def digest(alerts: Sequence[Alert]) -> Alert:
    """Several alerts in one message, the urgent ones first."""
    order = {"urgent": 0, "normal": 1, "info": 2}
    ordered = sorted(alerts, key=lambda alert: order[alert.severity])
    return Alert(
        key="digest:" + ordered[0].key,
        kind="digest",
        severity=ordered[0].severity,
        subject=f"{len(alerts)} things happened in your applications.",
        body="\n".join(f"- {alert.subject}" for alert in ordered),
    )
