"""config.toml to frozen settings; every problem at once, each with its line and the nearest valid key."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from inbox_watch.accounts import Account, ImapAccount
from inbox_watch.config_accounts import accounts_of
from inbox_watch.config_reader import Table, read_checked
from inbox_watch.knowledge.wording import LANGUAGES
from inbox_watch.workdays import known_country

ALERT_KINDS = (
    "acknowledgement",
    "interview",
    "assessment",
    "info_request",
    "offer",
    "rejection",
    "human_reply",
    "status_update",
    "out_of_office",
    "delivery_failure",
    "recruiter_outreach",
    "incomplete_application",
    "referral_notice",
    "follow_up_due",
)
DEFAULT_ALERTS = (
    "acknowledgement",
    "interview",
    "assessment",
    "info_request",
    "offer",
    "rejection",
    "delivery_failure",
    "follow_up_due",
)


_UTC = ZoneInfo("UTC")
_CLOCK_TIME = re.compile(r"[0-2]\d:[0-5]\d")


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration, checked."""

    accounts: tuple[Account, ...]
    data: Path
    addresses: frozenset[str] = frozenset()
    country: str = ""
    timezone: ZoneInfo = _UTC
    phone_comfort: str = "so-so"
    contact_style: str = "balanced"
    language: str = "en"
    look_back_days: int = 730
    retention_days: int = 1095
    wait_days: int = 7
    move_on_days: int = 45
    alert_targets: tuple[str, ...] = ()
    alert_on: tuple[str, ...] = DEFAULT_ALERTS
    digest_over: int = 5
    alert_severity: str = "info"
    quiet_hours: tuple[time, time] | None = None
    report_targets: tuple[str, ...] = field(default=(), repr=False)
    ping_url: str = field(default="", repr=False)


def load_settings(path: Path, *, data_home: Path) -> Settings:
    """Read and check the file; raises ConfigError with every problem. `data_home` is the default of `paths.data`."""
    missing = f"There is no configuration at {path}. Run `inbox-watch init` to make one, or name another with -c FILE."
    return read_checked(path, missing, lambda document: _settings(document, data_home))


def _settings(document: Table, data_home: Path) -> Settings:
    document.only(("accounts", "paths", "me", "follow_up", "alerts", "report", "monitor"))
    me, follow_up, alerts = (document.table(name) for name in ("me", "follow_up", "alerts"))
    paths = document.table("paths")
    paths.only(("data",))
    me.only(("addresses", "country", "timezone", "language", "phone_comfort", "contact_style"))
    follow_up.only(("look_back_days", "retention_days", "wait_days", "move_on_days"))
    alerts.only(("targets", "on", "digest_over", "min_severity", "quiet_hours"))
    report, monitor = document.table("report"), document.table("monitor")
    report.only(("send_to",))
    monitor.only(("ping_url",))
    accounts = accounts_of(document)
    return Settings(
        accounts=accounts,
        data=paths.path("data") or data_home,
        addresses=_addresses(me, accounts),
        country=_country(me),
        timezone=_timezone(me),
        phone_comfort=me.choice("phone_comfort", ("good", "so-so", "avoid"), "so-so"),
        contact_style=me.choice("contact_style", ("quiet", "balanced"), "balanced"),
        language=me.choice("language", LANGUAGES, "en"),
        look_back_days=follow_up.number("look_back_days", 730, 1, 3650),
        retention_days=follow_up.number("retention_days", 1095, 90, 36500),
        wait_days=follow_up.number("wait_days", 7, 5, 21),
        move_on_days=follow_up.number("move_on_days", 45, 14, 365),
        alert_targets=alerts.texts("targets"),
        alert_on=_alert_kinds(alerts),
        digest_over=alerts.number("digest_over", 5, 1, 1000),
        alert_severity=alerts.choice("min_severity", ("info", "normal", "urgent"), "info"),
        quiet_hours=_quiet_hours(alerts),
        report_targets=report.texts("send_to"),
        ping_url=_ping_url(monitor),
    )


# The user


def _addresses(me: Table, accounts: tuple[Account, ...]) -> frozenset[str]:
    """The user's own addresses: those listed, and the log-in names that are one."""
    users = (account.user for account in accounts if isinstance(account, ImapAccount) and "@" in account.user)
    return frozenset(address.lower() for address in (*me.texts("addresses"), *users))


def _country(me: Table) -> str:
    country = me.text("country")
    if country and not known_country(country):
        me.problem("country", f"country in [me] must be a two-letter code such as DE, not {country}")
    return country


def _timezone(me: Table) -> ZoneInfo:
    name = me.text("timezone") or machine_timezone()
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        me.problem("timezone", f"timezone in [me] must be a name such as Europe/Berlin, not {name}")
        return _UTC


def _alert_kinds(alerts: Table) -> tuple[str, ...]:
    kinds = alerts.texts("on") if "on" in alerts.values else DEFAULT_ALERTS
    for kind in kinds:
        if kind not in ALERT_KINDS:
            alerts.problem("on", f"on in [alerts] knows no {kind}; known: {', '.join(ALERT_KINDS)}")
    return kinds


def _quiet_hours(alerts: Table) -> tuple[time, time] | None:
    """From when to when, at the user's place; none where the list is empty."""
    given = alerts.texts("quiet_hours")
    if not given:
        return None
    try:
        begin, end = (time.fromisoformat(text) for text in given if _CLOCK_TIME.fullmatch(text))
    except ValueError:
        begin = end = time()
    if begin == end:
        alerts.problem("quiet_hours", 'quiet_hours in [alerts] must be two times of day such as ["22:00", "07:00"]')
        return None
    return begin, end


def _ping_url(monitor: Table) -> str:
    url = monitor.text("ping_url")
    if url and not _is_private(url):
        monitor.problem(
            "ping_url", "ping_url in [monitor] must begin with https://, or http:// for this machine itself"
        )
        return ""
    return url


def _is_private(url: str) -> bool:
    """Can nobody on the way read the address, which is all that a monitor knows a caller by?"""
    try:
        scheme, host = urlsplit(url).scheme, urlsplit(url).hostname
    except ValueError:
        return False
    if not host or any(character.isspace() for character in url):
        return False
    return scheme == "https" or (scheme == "http" and host in ("localhost", "127.0.0.1", "::1"))


def machine_timezone() -> str:
    """The machine's zone name: TZ, else /etc/timezone, else the target of /etc/localtime, else UTC."""
    if os.environ.get("TZ"):
        return os.environ["TZ"].lstrip(":")
    try:
        return Path("/etc/timezone").read_text("ascii").strip() or "UTC"
    except OSError:
        target = os.path.realpath("/etc/localtime")
        return target.partition("zoneinfo/")[2] or "UTC"
