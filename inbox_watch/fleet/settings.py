"""A client's record to the configuration that a poll takes: the same as is made of a config.toml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from inbox_watch.accounts import ImapAccount
from inbox_watch.config import Settings
from inbox_watch.fleet.clients import PLACEHOLDER, Client

ACCOUNT = "mailbox"


@dataclass(frozen=True, slots=True)
class House:
    """What is the same for all clients of a fleet.

    `data` is the folder above the clients' own folders. In `alert_targets`, `{client}` stands for the client's id: the
    fleet's own door knows how to reach them. `ca_file` is for servers of the fleet's own.
    """

    data: Path
    alert_targets: tuple[str, ...] = ()
    look_back_days: int = 730
    retention_days: int = 1095
    ca_file: Path | None = None


def account_of(client: Client, house: House) -> ImapAccount:
    """Return the one account of a client."""
    command = client.secret.command_for(client.id)
    return ImapAccount(
        name=ACCOUNT,
        host=client.host,
        port=client.port,
        security=client.security,
        user=client.user,
        password_cmd=command if client.secret.option == "password_cmd" else None,
        token_cmd=command if client.secret.option == "token_cmd" else None,
        ca_file=house.ca_file,
        authserv_id=client.authserv_id,
    )


def settings_of(client: Client, house: House) -> Settings:
    """Return the configuration of one client."""
    return Settings(
        accounts=(account_of(client, house),),
        data=house.data / client.id,
        addresses=client.addresses,
        country=client.country,
        timezone=ZoneInfo(client.timezone),
        language=client.language,
        look_back_days=house.look_back_days,
        retention_days=house.retention_days,
        alert_targets=tuple(target.replace(PLACEHOLDER, client.id) for target in house.alert_targets),
    )
