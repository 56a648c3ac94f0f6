"""New findings and standings to alerts: what is worth saying now, and how loud; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from inbox_watch.alerts.severity import Occasion, severity_of
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.alerts.words import Lines, Place, words_for_due, words_for_mail
from inbox_watch.records import Alert, Detail, Event, Finding, FolderRole, Label, Standing, State

LATE_AFTER = timedelta(days=7)
_WANTED_LEAST = 3
_DUE_SEVERITY = "normal"


def alerts_for_mail(
    new: Iterable[Finding], standings: Sequence[Standing], wishes: AlertWishes, at: Occasion
) -> tuple[Alert, ...]:
    """One alert for each new received mail that matters; its key is the mail's digest: a copy is not told twice."""
    places = {event.finding.sha256: Place(standing, event) for standing in standings for event in standing.events}
    return tuple(_mail_alerts(new, places, wishes, at))


def _mail_alerts(
    new: Iterable[Finding], places: Mapping[str, Place], wishes: AlertWishes, at: Occasion
) -> Iterator[Alert]:
    for raw in new:
        place = places.get(raw.sha256)
        finding = place.event.finding if place else raw  # its thread may settle what the judge doubted
        kind, severity = _kind(finding), severity_of(finding, at)
        is_wished = severity and wishes.is_loud_enough(severity) and kind in wishes.kinds
        if is_wished and _matters(finding, place) and _is_news(finding, place, wishes, at):
            lines = words_for_mail(finding, place, at)
            yield _alert(f"mail:{finding.sha256}", kind, severity, lines)


# Kinds of their own: their label is that of all mail which moves no application.
_KINDS_OF_THEIR_OWN = frozenset({Detail.INCOMPLETE_APPLICATION, Detail.REFERRAL_NOTICE})


def _kind(finding: Finding) -> str:
    """What `on` in the configuration calls it."""
    return finding.detail.value if finding.detail in _KINDS_OF_THEIR_OWN else finding.verdict.label.value


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
# What still asks something of the user when it is read late, as long as nothing came after it.
_LASTING = frozenset(
    {
        Label.INTERVIEW,
        Label.ASSESSMENT,
        Label.INFO_REQUEST,
        Label.OFFER,
        Label.REJECTION,
        Label.HUMAN_REPLY,
        Label.DELIVERY_FAILURE,
    }
)


def _matters(finding: Finding, place: Place | None) -> bool:
    is_received = finding.role is not FolderRole.SENT and not finding.verdict.unsure
    is_for_itself = finding.verdict.label in _ALONE or finding.detail in _KINDS_OF_THEIR_OWN
    return is_received and (place is not None or is_for_itself)


def _is_news(finding: Finding, place: Place | None, wishes: AlertWishes, at: Occasion) -> bool:
    """Did it come since the account is listened to, and lately, or is it late and still the last word?"""
    came = finding.internaldate.date()
    if came < wishes.listening_since([finding]) or _is_past(finding, at):
        return False
    return at.today - came <= LATE_AFTER or (not at.first_read and place is not None and _is_last_word(place))


def _is_past(finding: Finding, at: Occasion) -> bool:
    """Was it there before the account was? Servers tell whole seconds."""
    return at.first_read and at.began is not None and finding.internaldate < at.began.replace(microsecond=0)


def _is_last_word(place: Place) -> bool:
    """Does it ask for something, and is nothing of either side known that came after it?"""
    finding = place.event.finding
    later = (each for each in place.standing.events if _came_after(each, finding))
    return finding.verdict.label in _LASTING and next(later, None) is None


def _came_after(event: Event, finding: Finding) -> bool:
    is_word = event.finding.role is FolderRole.SENT or event.finding.detail is not Detail.NOT_JOB
    return is_word and event.finding.internaldate > finding.internaldate


def _alert(key: str, kind: str, severity: str, lines: Lines) -> Alert:
    return Alert(key=key, kind=kind, severity=severity, subject=lines.what, body=f"{lines.why}\n{lines.what_to_do}")


def alerts_for_due(standings: Sequence[Standing], wishes: AlertWishes) -> tuple[Alert, ...]:
    """One alert for each follow-up that became due since the tool listens; once for a step, ever.

    It comes once more on each day until which the user put it off. What the user wants least is only in the report
    (SR43).
    """
    if "follow_up_due" not in wishes.kinds or not wishes.is_loud_enough(_DUE_SEVERITY):
        return ()
    return tuple(
        _due_alert(standing) for standing in standings if standing.state is State.DUE and _rings(standing, wishes)
    )


def _rings(standing: Standing, wishes: AlertWishes) -> bool:
    due_on = standing.follow_up.due_on
    since = wishes.listening_since(event.finding for event in standing.events)
    return due_on is not None and due_on >= since and standing.application.wanted < _WANTED_LEAST


def _due_alert(standing: Standing) -> Alert:
    put_off = f":{standing.follow_up.snoozed_until}" if standing.follow_up.snoozed_until else ""
    key = f"due:{standing.application.id}:{standing.step.value}{put_off}"
    return _alert(key, "follow_up_due", _DUE_SEVERITY, words_for_due(standing))
