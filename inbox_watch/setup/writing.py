"""Answers to the text of config.toml; what is there already stays as it is, octet for octet."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Container, Iterator
from typing import Any

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import ConfigError
from inbox_watch.setup.answers import Answers, User

_HEAD = "# Written by `inbox-watch init`. docs/settings.md of inbox_watch says what every line means.\n"
_PORT_OF_TLS, _PORT_OF_OTHERS = 993, 143


def new_config(answers: Answers) -> str:
    """A whole configuration."""
    parts = (
        _HEAD,
        _account(answers.account),
        *((_user(answers.user),) if answers.user else ()),
        _table("follow_up", {"look_back_days": answers.look_back_days}),
        _table("alerts", {"targets": ["stdout"]}),
    )
    return "\n".join(parts)


def with_account(text: str, answers: Answers) -> str:
    """The configuration that is there with one account more, and with [me] where it has none.

    Raises ConfigError with the lines to add by hand when the file is written in a way that takes no table at its end.
    """
    parts = (_account(answers.account), *((_user(answers.user),) if answers.user else ()))
    addition = "\n".join(parts)
    longer = f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}\n{addition}"
    try:
        tomllib.loads(longer)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"The configuration takes no account at its end. Add it by hand:\n{addition}") from error
    return longer


def account_name(address: str, taken: Container[str]) -> str:
    """A short name for the account, after its domain: `gmail`, and `gmail-2` for the second."""
    first_label = address.rpartition("@")[2].partition(".")[0].lower()
    name = re.sub(r"[^a-z0-9-]+", "-", first_label).strip("-") or "mailbox"
    names = (name if number == 1 else f"{name}-{number}" for number in range(1, 1000))
    return next(each for each in names if each not in taken)


def _account(account: ImapAccount) -> str:
    return _table(f"accounts.{account.name}", dict(_keys_of(account)))


def _keys_of(account: ImapAccount) -> Iterator[tuple[str, Any]]:
    """What differs from the defaults."""
    yield "host", account.host
    if account.port != (_PORT_OF_TLS if account.security == "tls" else _PORT_OF_OTHERS):
        yield "port", account.port
    if account.security != "tls":
        yield "security", account.security
    yield "user", account.user
    for name in ("password_cmd", "password_file", "token_cmd", "ca_file", "authserv_id"):
        value = getattr(account, name)
        if value:
            yield name, list(value) if isinstance(value, tuple) else str(value)
    if account.folders != ("INBOX",):
        yield "folders", list(account.folders)


def _user(user: User) -> str:
    keys = {"addresses": list(user.addresses), "country": user.country, "timezone": user.timezone}
    return _table("me", {**{key: value for key, value in keys.items() if value}, "phone_comfort": user.phone_comfort})


def _table(name: str, keys: dict[str, Any]) -> str:
    return f"[{name}]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in keys.items())


def _value(value: str | int | list[str]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_quoted, value))}]"
    return str(value) if isinstance(value, int) else _quoted(value)


def _quoted(text: str) -> str:
    """A basic string of TOML is one of JSON, except that DEL has to be escaped (TOML 1.0, section String)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
