"""The moment at which all invented mailboxes end: now, in whole minutes, so that a poll of today finds them fresh."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime.now(UTC).replace(second=0, microsecond=0)
