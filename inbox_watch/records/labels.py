"""What a message can be: labels, what is done about each, and details, what it says."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Label(StrEnum):
    """The tag of a message."""

    ACKNOWLEDGEMENT = "acknowledgement"
    REJECTION = "rejection"
    INTERVIEW = "interview"
    ASSESSMENT = "assessment"
    INFO_REQUEST = "info_request"
    OFFER = "offer"
    STATUS_UPDATE = "status_update"
    HUMAN_REPLY = "human_reply"
    OUT_OF_OFFICE = "out_of_office"
    DELIVERY_FAILURE = "delivery_failure"
    RECRUITER_OUTREACH = "recruiter_outreach"
    JOB_ALERT = "job_alert"
    OTHER = "other"

    # Of its text, which is known already; the one of enum is made anew each time.
    __hash__ = str.__hash__


class Detail(StrEnum):
    """The refinement of a label: effects on clock, budget and alert follow the detail, never the label."""

    ACKNOWLEDGEMENT = "acknowledgement"
    APPLICATION_SENT = "application_sent"
    APPLICATION_VIEWED = "application_viewed"
    REJECTION = "rejection"
    POSITION_CLOSED = "position_closed"
    INTERVIEW_INVITE = "interview_invite"
    INTERVIEW_SCHEDULED = "interview_scheduled"
    INTERVIEW_RESCHEDULE = "interview_reschedule"
    INTERVIEW_CANCELLED = "interview_cancelled"
    ASSESSMENT = "assessment"
    INFO_REQUEST = "info_request"
    BACKGROUND_CHECK = "background_check"
    OFFER = "offer"
    STATUS_UPDATE = "status_update"
    TALENT_POOL = "talent_pool"
    HUMAN_REPLY = "human_reply"
    OUT_OF_OFFICE = "out_of_office"
    DELIVERY_FAILURE = "delivery_failure"
    DELIVERY_DELAY = "delivery_delay"
    RECRUITER_OUTREACH = "recruiter_outreach"
    JOB_ALERT = "job_alert"
    NOT_JOB = "not_job"
    READ_RECEIPT = "read_receipt"
    ACCOUNT_SECURITY = "account_security"
    INCOMPLETE_APPLICATION = "incomplete_application"
    REFERRAL_NOTICE = "referral_notice"
    FEEDBACK_SURVEY = "feedback_survey"

    __hash__ = str.__hash__

    @property
    def label(self) -> Label:
        """The label this detail belongs to."""
        return _LABEL_OF.get(self, Label.OTHER)


_LABEL_OF: Mapping[Detail, Label] = {
    Detail.ACKNOWLEDGEMENT: Label.ACKNOWLEDGEMENT,
    Detail.APPLICATION_SENT: Label.ACKNOWLEDGEMENT,
    Detail.APPLICATION_VIEWED: Label.ACKNOWLEDGEMENT,
    Detail.REJECTION: Label.REJECTION,
    Detail.POSITION_CLOSED: Label.REJECTION,
    Detail.INTERVIEW_INVITE: Label.INTERVIEW,
    Detail.INTERVIEW_SCHEDULED: Label.INTERVIEW,
    Detail.INTERVIEW_RESCHEDULE: Label.INTERVIEW,
    Detail.INTERVIEW_CANCELLED: Label.INTERVIEW,
    Detail.ASSESSMENT: Label.ASSESSMENT,
    Detail.INFO_REQUEST: Label.INFO_REQUEST,
    Detail.BACKGROUND_CHECK: Label.INFO_REQUEST,
    Detail.OFFER: Label.OFFER,
    Detail.STATUS_UPDATE: Label.STATUS_UPDATE,
    Detail.TALENT_POOL: Label.STATUS_UPDATE,
    Detail.HUMAN_REPLY: Label.HUMAN_REPLY,
    Detail.OUT_OF_OFFICE: Label.OUT_OF_OFFICE,
    Detail.DELIVERY_FAILURE: Label.DELIVERY_FAILURE,
    Detail.DELIVERY_DELAY: Label.DELIVERY_FAILURE,
    Detail.RECRUITER_OUTREACH: Label.RECRUITER_OUTREACH,
    Detail.JOB_ALERT: Label.JOB_ALERT,
}


AUTORESPONSES = frozenset({Label.ACKNOWLEDGEMENT, Label.OUT_OF_OFFICE, Label.DELIVERY_FAILURE})
