"""Drafts as a test needs them: a standing, a kind, and the words that come of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from inbox_watch.followup.draft import draft
from inbox_watch.followup.occasion import occasion
from inbox_watch.followup.thread import thread
from inbox_watch.records import Attachment, Draft, DraftKind, Finding, Standing
from tests.support.findings import ME, TIMEZONE, sent

CV = Attachment("CV_Falkenried.pdf", "application/pdf", 90_000)


def written(standing: Standing, kind: DraftKind = DraftKind.LETTER, language: str = "en", **changes: Any) -> Draft:
    """The draft of a standing, in English unless it is said otherwise."""
    about = occasion(standing, TIMEZONE)
    answered = thread(standing, about.address)
    return draft(about, kind, answered, changes.pop("author", ME), language, **changes)


def letter(when: str = "2026-03-02", **facts: Any) -> Finding:
    """An application by mail with a CV."""
    return replace(sent("letter", when, **facts), attachments=(CV,))


def paragraphs(written: Draft) -> list[str]:
    """What stands between greeting and closing."""
    return written.body.split("\n\n")[1:-1]
