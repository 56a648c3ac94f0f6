"""A configuration as it is understood, with every default, in the words of config.toml; secrets are left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from importlib import resources
from pathlib import Path

from inbox_watch.accounts import Account, FilesAccount
from inbox_watch.config import Settings

_Value = str | int | Path | Sequence[str] | None
HIDDEN = "…"


def schema_text() -> str:
    """Return the JSON Schema of config.toml (draft 2020-12)."""
    return (resources.files("inbox_watch") / "config.schema.json").read_text("utf-8")


def shown(settings: Settings) -> str:
    """Return the settings as TOML that says what is in force. It is to be read, not to be copied: of a command only the
    program is shown, of an address that may hold a secret only what stands before ://."""
    return "\n".join(line for name, values in _tables(settings) for line in _table(name, values))


def _tables(settings: Settings) -> Iterator[tuple[str, Mapping[str, _Value]]]:
    for account in settings.accounts:
        yield f"accounts.{_key(account.name)}", _account(account)
    yield "paths", {"data": settings.data}
    yield (
        "me",
        {
            "addresses": sorted(settings.addresses),
            "country": settings.country or None,
            "timezone": settings.timezone.key,
            "language": settings.language,
            "phone_comfort": settings.phone_comfort,
            "contact_style": settings.contact_style,
        },
    )
    yield (
        "follow_up",
        {
            "look_back_days": settings.look_back_days,
            "retention_days": settings.retention_days,
            "wait_days": settings.wait_days,
            "move_on_days": settings.move_on_days,
        },
    )
    yield (
        "alerts",
        {
            "targets": [_target(each) for each in settings.alert_targets],
            "on": settings.alert_on,
            "digest_over": settings.digest_over,
            "min_severity": settings.alert_severity,
            "quiet_hours": [_clock(each) for each in settings.quiet_hours or ()],
        },
    )
    yield "report", {"send_to": [_target(each) for each in settings.report_targets]}
    yield "monitor", {"ping_url": _target(settings.ping_url) if settings.ping_url else None}


def _account(account: Account) -> Mapping[str, _Value]:
    if isinstance(account, FilesAccount):
        return {account.form: account.path, "role": account.role.value, "authserv_id": account.authserv_id or None}
    return {
        "host": account.host,
        "port": account.port,
        "security": account.security,
        "user": account.user,
        "password_cmd": _program(account.password_cmd),
        "password_file": account.password_file,
        "token_cmd": _program(account.token_cmd),
        "folders": account.folders,
        "ca_file": account.ca_file,
        "authserv_id": account.authserv_id or None,
    }


def _table(name: str, values: Mapping[str, _Value]) -> Iterator[str]:
    yield f"[{name}]"
    yield from (f"{key} = {_written(value)}" for key, value in values.items() if value is not None)
    yield ""


def _written(value: _Value) -> str:
    """A value as TOML writes it; its basic strings and arrays are those of JSON."""
    written = value if isinstance(value, str | int) else str(value) if isinstance(value, Path) else list(value or ())
    return json.dumps(written, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    """A bare key where it can be one."""
    is_bare = name.replace("-", "").replace("_", "").isalnum() and name.isascii()
    return name if is_bare else _written(name)


def _program(command: Sequence[str] | None) -> Sequence[str] | None:
    return [command[0], *([HIDDEN] if command[1:] else [])] if command else None


def _target(target: str) -> str:
    scheme, mark, _ = target.partition("://")
    if mark:
        return f"{scheme}://{HIDDEN}"
    kind, mark, _ = target.partition(":")
    return f"{kind}:{HIDDEN}" if mark else target


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"
