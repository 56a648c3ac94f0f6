"""Standing to the words of its one follow-up, folded under its line: the user reads them over and sends them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from inbox_watch.followup.draft import MAILED, author_of, draft
from inbox_watch.followup.envelope import as_mailto, is_writable
from inbox_watch.followup.objections import objection, refusal, remarks
from inbox_watch.followup.occasion import language_for, occasion
from inbox_watch.followup.thread import thread
from inbox_watch.records import Channel, Draft, DraftKind, Finding, FolderRole, Report, Standing

_KINDS: Mapping[Channel, DraftKind] = {Channel.PHONE: DraftKind.CALL, Channel.LINKEDIN: DraftKind.LINKEDIN}
_TITLES: Mapping[DraftKind, str] = {
    DraftKind.LETTER: "The letter, ready to read over",
    DraftKind.LINKEDIN: "The note, ready to read over",
    DraftKind.CALL: "What to say on the telephone",
}


@dataclass(frozen=True, slots=True)
class Ready:
    """Words for the user to send, say or post; `link` is a mailto: address, or empty where there is none to write to.

    `minded` is what to know before they go out, a sentence each.
    """

    title: str
    language: str
    subject: str
    body: str
    link: str
    minded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the mail the user sent, the newest first, and the language of letters that answer nobody."""

    sent: tuple[Finding, ...]
    language: str
    report: Report

    def ready(self, standing: Standing) -> Ready | None:
        """Write the follow-up of an application; None where none can be written today, or none is advised."""
        about = occasion(standing, ZoneInfo(self.report.timezone))
        kind = _KINDS.get(standing.follow_up.channel, DraftKind.LETTER)
        if refusal(about, kind, self.report.as_of) or objection(standing, kind):
            return None
        author = author_of([*_own(standing), *self.sent], ())
        language = language_for(standing, self.language)
        written = draft(about, kind, thread(standing, about.address), author, language)
        return _ready(written, tuple(_not_yet_said(remarks(about, kind, author), standing)))


def writer(report: Report, language: str) -> Writer:
    """Gather the user's own mail; `language` (ISO 639-1) is that of letters where no correspondence tells one."""
    sent = {finding.sha256: finding for standing in report.standings for finding in _own(standing)}
    return Writer(tuple(sorted(sent.values(), key=_sent_at, reverse=True)), language, report)


def _own(standing: Standing) -> Iterator[Finding]:
    return (event.finding for event in reversed(standing.events) if event.finding.role is FolderRole.SENT)


def _sent_at(finding: Finding) -> datetime:
    return finding.internaldate


def _not_yet_said(sentences: Iterator[str], standing: Standing) -> Iterator[str]:
    """A warning stands above the words already."""
    said = {f"Mind: {warning}." for warning in standing.follow_up.warnings}
    return (sentence for sentence in sentences if sentence not in said)


def _ready(written: Draft, minded: tuple[str, ...]) -> Ready:
    can_be_opened = written.kind in MAILED and is_writable(written.to.address)
    return Ready(
        title=_TITLES[written.kind],
        language=written.language,
        subject=written.subject,
        body=written.body,
        link=as_mailto(written) if can_be_opened else "",
        minded=minded,
    )
