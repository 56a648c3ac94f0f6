"""The three lines of an alert: what happened, why we think so, and what to do by when; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from inbox_watch.alerts.harmless import harmless, title
from inbox_watch.alerts.next_step import NO_ANSWER, after_receipt, due_now, once_more
from inbox_watch.alerts.severity import Occasion
from inbox_watch.clean import clean_line
from inbox_watch.followup.cautions import cautions
from inbox_watch.followup.target import spoken
from inbox_watch.records import Application, Detail, Event, Facts, Finding, FolderRole, Standing, State

LONGEST_LINE = 600
_LONGEST_REASON = 300
_NO_NAME = "an employer whose name is not known"

_WHAT: Mapping[Detail, str] = {
    Detail.ACKNOWLEDGEMENT: "Receipt: {who} has your application{role}.",
    Detail.APPLICATION_SENT: "Receipt: a job board sent your application to {who}{role}.",
    Detail.APPLICATION_VIEWED: "{who} opened your application{role}.",
    Detail.REJECTION: "{who} does not go on with your application{role}.",
    Detail.POSITION_CLOSED: "The job at {who} is no longer open{role}.",
    Detail.INTERVIEW_INVITE: "{who} invites you to an interview{role}.",
    Detail.INTERVIEW_SCHEDULED: "Your interview with {who} is arranged{role}.",
    Detail.INTERVIEW_RESCHEDULE: "{who} moves your interview{role}.",
    Detail.INTERVIEW_CANCELLED: "{who} cancels your interview{role}.",
    Detail.ASSESSMENT: "{who} asks you to do a test{role}.",
    Detail.INFO_REQUEST: "{who} asks you for something{role}.",
    Detail.BACKGROUND_CHECK: "{who} wants to check references or papers{role}.",
    Detail.OFFER: "{who} makes you an offer{role}.",
    Detail.STATUS_UPDATE: "{who} is still deciding{role}.",
    Detail.TALENT_POOL: "{who} keeps your papers for other jobs{role}.",
    Detail.HUMAN_REPLY: "{who} answered{role}.",
    Detail.OUT_OF_OFFICE: "Absence note from {who}{role}.",
    Detail.DELIVERY_FAILURE: "Your mail to {who} did not arrive{role}.",
    Detail.DELIVERY_DELAY: "Your mail to {who} is held up{role}.",
    Detail.RECRUITER_OUTREACH: "A recruiter writes: {who}{role}.",
    Detail.INCOMPLETE_APPLICATION: "Your application at {who} was not sent{role}.",
    Detail.REFERRAL_NOTICE: "You were recommended at {who}{role}.",
}
_ON_HOLD = "{who} has put the position on hold{role}."
_TEST_TAKEN = "{who} has your finished test{role}."
_ABOUT_ARRIVAL = frozenset({Detail.DELIVERY_FAILURE, Detail.DELIVERY_DELAY})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail belongs: the standing of its application, and the mail as one of its events."""

    standing: Standing
    event: Event


@dataclass(frozen=True, slots=True)
class Lines:
    """What happened (at most 80 characters), why we think so, and what to do by when."""

    what: str
    why: str
    what_to_do: str


def words_for_mail(finding: Finding, place: Place | None, at: Occasion) -> Lines:
    """The words about one received mail of a detail that is worth an alert."""
    standing = place.standing if place else None
    is_vouched_for = place is not None and place.event.link.verified
    role = standing.application.role if standing else finding.facts.role
    return Lines(
        title(
            _template(finding),
            harmless(_who(finding, standing), vouched_for=is_vouched_for),
            harmless(role, vouched_for=is_vouched_for),
        ),
        clean_line(_why(finding, place), _LONGEST_REASON),
        clean_line(_what_to_do(finding, standing, at), LONGEST_LINE),
    )


def words_for_due(standing: Standing) -> Lines:
    """The words about a follow-up that became due."""
    application, follow_up = standing.application, standing.follow_up
    reasons = "; ".join((f"Applied on {application.applied_on}", *follow_up.reasons, *follow_up.warnings))
    return Lines(
        title(
            f"Follow up with {{who}}{{role}}: due since {follow_up.due_on}.",
            harmless(_employer(application)),
            harmless(application.role),
        ),
        clean_line(f"{reasons}.", _LONGEST_REASON),
        clean_line(due_now(standing), LONGEST_LINE),
    )


def _template(finding: Finding) -> str:
    if _is_on_hold(finding):
        return _ON_HOLD
    if _is_test_taken(finding):
        return _TEST_TAKEN
    return _WHAT[finding.detail]


def _is_on_hold(finding: Finding) -> bool:
    return finding.detail is Detail.POSITION_CLOSED and finding.facts.on_hold


def _is_test_taken(finding: Finding) -> bool:
    return finding.detail is Detail.ASSESSMENT and finding.facts.completed


def _who(finding: Finding, standing: Standing | None) -> str:
    if finding.detail in _ABOUT_ARRIVAL and not (standing and standing.application.employer):
        return ", ".join(finding.delivery.recipients[:1]) if finding.delivery else _NO_NAME
    if standing:
        return _employer(standing.application)
    named = finding.facts.employers
    return named[0].name if named else finding.from_.name or finding.from_.address


def _employer(application: Application) -> str:
    """The employer, else an address of theirs."""
    return (
        application.employer or application.write_to or next((each.address for each in application.contacts), _NO_NAME)
    )


# Why


def _why(finding: Finding, place: Place | None) -> str:
    """Where the mail comes from, what to be careful about, and its decisive words."""
    folder = harmless(finding.uids[0].folder)
    where = f", in the folder {folder}" if finding.role is FolderRole.JUNK else ""
    sender = f"the mail is from {harmless(finding.from_.address, 100)}{where}"
    is_vouched_for = place is not None and place.event.link.verified
    found = cautions(finding, place.standing if place else None)
    signs = [harmless(each.text, 160, vouched_for=False) for each in found]
    careful = f" Careful: {'; '.join(signs)}." if signs else ""
    clue = harmless(finding.verdict.clues[0], 80, vouched_for=is_vouched_for) if finding.verdict.clues else ""
    says = f' It says: "{clue}"' if clue else ""
    if place is None:
        return f"{sender[0].upper()}{sender[1:]}; it belongs to no application that is known.{careful}{says}"
    doubt = "" if is_vouched_for else " Nobody vouches for the sender; look before you act."
    return f"Applied on {place.standing.application.applied_on}; {sender}.{careful}{doubt}{says}"


# What to do, by when


def _what_to_do(finding: Finding, standing: Standing | None, at: Occasion) -> str:
    facts, detail = finding.facts, finding.detail
    if standing and detail in (Detail.ACKNOWLEDGEMENT, Detail.APPLICATION_SENT):
        return after_receipt(standing)
    if standing and standing.state is State.UNCONFIRMED and detail in (Detail.REJECTION, Detail.POSITION_CLOSED):
        return "Look whether it is true, and say so with `inbox-watch review`; until then the clock runs on."
    if _is_on_hold(finding):
        return _after_pause(standing)
    if _is_test_taken(finding):
        return f"Nothing to do today. {once_more(standing)}"
    if detail in (Detail.INTERVIEW_SCHEDULED, Detail.INTERVIEW_RESCHEDULE) and facts.event_on:
        return _be_there(facts, at.timezone, is_new=detail is Detail.INTERVIEW_RESCHEDULE)
    by = _by(facts.deadline, at)
    return {
        Detail.APPLICATION_VIEWED: "Nothing to do: to look is not to answer, and the clock runs on.",
        Detail.REJECTION: "Nothing to do: no follow-up. A word of thanks is welcome and yours to decide.",
        Detail.POSITION_CLOSED: "Nothing to do: no follow-up.",
        Detail.INTERVIEW_INVITE: f"{_proposal(facts, at.timezone)}Open the mail and answer{by or ' today'}.",
        Detail.INTERVIEW_RESCHEDULE: f"{_proposal(facts, at.timezone)}Open the mail and answer{by or ' today'}.",
        Detail.INTERVIEW_SCHEDULED: "Open the mail today and write the day into your calendar.",
        Detail.INTERVIEW_CANCELLED: f"Take it out of your calendar today. {once_more(standing)}",
        Detail.ASSESSMENT: f"Do it{by}." if by else "Open the mail today and see by when it has to be done.",
        Detail.INFO_REQUEST: f"Open the mail and answer{by or ' today'}.",
        Detail.BACKGROUND_CHECK: f"Open the mail and answer{by or ' today'}.",
        Detail.OFFER: f"Read it and answer{by}." if by else "Open the mail today and see by when they want an answer.",
        Detail.STATUS_UPDATE: f"Nothing to do today. {once_more(standing)}",
        Detail.TALENT_POOL: f"Nothing to do. {NO_ANSWER}",
        Detail.HUMAN_REPLY: "Read it today: it may want an answer.",
        Detail.OUT_OF_OFFICE: f"Nothing to do today. {_absence(facts)}{once_more(standing)}",
        Detail.DELIVERY_FAILURE: "Check the address and send it again today; until it arrives no clock runs.",
        Detail.DELIVERY_DELAY: "Nothing to do yet: the mail servers go on trying, and you hear of it if they give up.",
        Detail.RECRUITER_OUTREACH: "Read it when you have time; you owe no answer.",
        Detail.INCOMPLETE_APPLICATION: f"Finish it{by or ', if you still want it'}: until it is sent no clock runs.",
        Detail.REFERRAL_NOTICE: f"Apply{by or ', if you want the job'}: a recommendation is no application.",
    }[detail]


def _by(deadline: date | None, at: Occasion) -> str:
    """Until when to act, empty where no day is known."""
    if deadline == at.today:
        return " today: it is the last day for it"
    return f" by {deadline}" if deadline else ""


def _after_pause(standing: Standing | None) -> str:
    """It is no refusal; when to ask, unless that was done."""
    follow_up = standing.follow_up if standing and standing.state is State.ON_HOLD else None
    due_on = follow_up.due_on if follow_up and not follow_up.used_on else None
    asks = f"Follow up once on {due_on} if you hear nothing." if due_on else "Nothing to do now."
    return f"It is no refusal. {asks}"


def _be_there(facts: Facts, timezone: ZoneInfo, *, is_new: bool) -> str:
    """The day of the talk, and its time where it has one, at the user's place."""
    when = _local(facts, timezone)
    return f"The new time is {when}: confirm it today." if is_new else f"Be there on {when}; the mail says where."


def _local(facts: Facts, timezone: ZoneInfo) -> str:
    form = "%Y-%m-%d at %H:%M" if facts.event_has_time else "%Y-%m-%d"
    return facts.event_on.astimezone(timezone).strftime(form) if facts.event_on else ""


def _absence(facts: Facts) -> str:
    """Until when the clock waits, and who stands in (SR50)."""
    gone = "They no longer work there. " if facts.left_for_good else ""
    until = f"The clock waits until {facts.return_on}. " if facts.return_on else ""
    deputy = f"Their deputy: {harmless(spoken(facts.deputy), 120)}. " if facts.deputy else ""
    return f"{gone}{until}{deputy}"


def _proposal(facts: Facts, timezone: ZoneInfo) -> str:
    """The days they propose, or the one they name."""
    days = ", ".join(map(str, facts.offered_on[:5])) or _local(facts, timezone)
    return f"They propose {days}. " if days else ""
