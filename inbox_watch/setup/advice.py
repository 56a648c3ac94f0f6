"""What a provider wants from the user before a program may read the mail, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping

from inbox_watch.knowledge import remembered, table
from inbox_watch.knowledge.providers import Provider

_SHOWN_WITH_BLANKS = ("app_password", "imap_and_app_password")


def advice(provider: Provider) -> str:
    """One or two sentences with the address of the provider's page; empty where nothing has to be done first."""
    return _steps()[provider.first].format(name=provider.name, page=provider.help_page) if provider.first else ""


@remembered
def _steps() -> Mapping[str, str]:
    return {row["first"]: row["text"] for row in table("provider_steps")}


def password_name(provider: Provider | None) -> str:
    """What to call the password that is asked for."""
    return "App password" if provider and "app_password" in provider.first else "Password"


def as_meant(typed: str, provider: Provider | None) -> str:
    """The password without the blanks in which providers show app passwords, and which are no part of them."""
    return "".join(typed.split()) if provider and provider.first in _SHOWN_WITH_BLANKS else typed
