"""RawMessage to Finding or Unreadable: the spine.

A message is judged alone; what needs other messages happens in link.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from inbox_watch.classify.model import Model
from inbox_watch.classify.verdict import classify
from inbox_watch.facts.gather import Place, facts_of
from inbox_watch.facts.sent_judge import SentJudge
from inbox_watch.facts.tagger import Tagger
from inbox_watch.mail.parse import UnreadableMessage, parse
from inbox_watch.records import Detail, Facts, Finding, FolderRole, Label, Message, RawMessage, Unreadable, Verdict


@dataclass(frozen=True, slots=True)
class Judge:
    """What a judgment depends on beside the message: the model (None: rules only), the user's place and addresses, and
    the tagger of titles and names and the judge of Sent mail (None: rules only)."""

    model: Model | None
    place: Place
    own_addresses: frozenset[str] = frozenset()
    tagger: Tagger | None = None
    sent_judge: SentJudge | None = None


def consider(raw: RawMessage, judge: Judge, authserv_id: str = "") -> Finding | Unreadable:
    """Read and judge one message; a message that cannot be read is a value with what could be saved of it."""
    try:
        message = parse(raw, authserv_id)
    except UnreadableMessage as error:
        return Unreadable(raw.uid, str(error), raw.internaldate, error.from_, error.subject)
    return finding(message, judge)


def _with_true_role(message: Message, judge: Judge) -> Message:
    """The user's own mail is Sent mail wherever it lies: in an archive, in a takeout, as a copy to oneself."""
    is_own = message.from_.address in judge.own_addresses and _is_vouched_for(message)
    return replace(message, role=FolderRole.SENT) if is_own else message


def _is_vouched_for(message: Message) -> bool:
    """Anybody can write with the user's address: only the provider or the head of the mail says that the user did."""
    said = message.authentication
    if said and said.failed:
        return False
    return message.is_posted or bool(said and said.passed)


def finding(message: Message, judge: Judge) -> Finding:
    """Judge a message that was read; the body ends here."""
    if _is_ours(message):
        return _without_meaning(message)
    message = _with_true_role(message, judge)
    verdict = _no_job("rule:sent") if message.role is FolderRole.SENT else classify(message, judge.model)
    facts = facts_of(message, verdict.detail, judge.place, judge.tagger, judge.sent_judge)
    return _finding(message, verdict, facts)


def _is_ours(message: Message) -> bool:
    """An alert or a report of this program repeats what other mail says, and is no evidence of it."""
    return any(mark.vote == "own" for mark in message.marks)


def _without_meaning(message: Message) -> Finding:
    return _finding(message, _no_job("rule:own-letter"), Facts())


def _finding(message: Message, verdict: Verdict, facts: Facts) -> Finding:
    return Finding(
        uids=(message.uid,),
        role=message.role,
        message_id=message.message_id,
        in_reply_to=message.in_reply_to,
        references=message.references,
        from_=message.from_,
        reply_to=message.reply_to,
        to=(*message.to, *message.cc, *message.bcc),
        subject=message.subject,
        internaldate=message.internaldate,
        date=message.date,
        verdict=verdict,
        facts=facts,
        attachments=message.attachments,
        delivery=message.delivery,
        authentication=message.authentication,
        automatic=any(mark.vote in ("absence", "automated", "report") for mark in message.marks),
        sha256=message.sha256,
        conversation=message.conversation,
    )


def _no_job(rule: str) -> Verdict:
    """The user's own mail needs no tag (its facts say what it is), and neither does ours."""
    return Verdict(Label.OTHER, Detail.NOT_JOB, 1.0, False, (), rule)
