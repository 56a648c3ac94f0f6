"""`init`: what was seen in the mailbox, and what only the user knows."""

from __future__ import annotations

import os
from collections.abc import Sequence

from inbox_watch.cli.asking import Asker
from inbox_watch.config import machine_timezone
from inbox_watch.errors import UsageError
from inbox_watch.records import FolderRole
from inbox_watch.setup.answers import Given, User
from inbox_watch.setup.countries import country_of_machine, name_of
from inbox_watch.setup.look_back import MONTHS, choices, messages
from inbox_watch.setup.readers import PHONE_COMFORT, one_of, read_addresses, read_country, read_months
from inbox_watch.setup.stamps import dominant
from inbox_watch.sources.preview import Preview
from inbox_watch.sources.wording import plain

_NO_FOLDER = "none"
_SHOWN_FOLDERS = 40


def tell_folders(seen: Preview, asker: Asker) -> None:
    """Show what will be read."""
    asker.say()
    asker.say("The login worked. These folders will be read:")
    for folder in seen.folders:
        asker.say(f"  {plain(folder.name, 60)} ({folder.role}): {messages(folder.messages)}")


def sent_folder(seen: Preview, given: Given, asker: Asker) -> str:
    """The folder with the user's own letters where none was found by itself; empty when there is none."""
    if given.sent_folder is not None:
        return given.sent_folder
    if any(folder.role is FolderRole.SENT for folder in seen.folders):
        return ""
    asker.say(
        "No folder for sent mail was found. Without it, applications show only by the receipts that came. "
        f"Other folders: {', '.join(seen.others[:_SHOWN_FOLDERS]) or 'none'}."
    )
    return asker.ask("Folder that holds the mail you sent", _NO_FOLDER, lambda text: _read_folder(text, seen.others))


def _read_folder(text: str, names: Sequence[str]) -> str:
    if text.strip().lower() == _NO_FOLDER:
        return ""
    if text.strip() not in names:
        raise UsageError(f"There is no folder {plain(text, 60)}: type its name as it is shown, or none.")
    return text.strip()


def authserv_id(known: str, seen: Preview, asker: Asker) -> str:
    """The name under which the provider vouches for senders: the known one, else what tops the newest mail."""
    learned = "" if known else dominant(seen.stamps)
    if learned:
        asker.say(f"Your provider notes as {learned} whether a sender is genuine; refusals are believed by that.")
    return known or learned


def asked_user(address: str, given: Given, seen: Preview, asker: Asker) -> User:
    """Ask for what [me] holds."""
    timezone = machine_timezone()
    return User(
        addresses=_addresses(address, given, seen, asker),
        country=_country(timezone, given, asker),
        timezone=timezone,
        phone_comfort=_phone_comfort(given, asker),
    )


def _addresses(address: str, given: Given, seen: Preview, asker: Asker) -> tuple[str, ...]:
    if given.own_addresses:
        return read_addresses(" ".join((address, *given.own_addresses)))
    suggested = dict.fromkeys((address.lower(), *seen.senders)) if asker.is_person else (address.lower(),)
    return asker.ask("All addresses you apply with", " ".join(suggested), read_addresses)


def _country(timezone: str, given: Given, asker: Asker) -> str:
    if given.country is not None:
        return read_country(given.country)
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "")
    found = country_of_machine(timezone, locale)
    if asker.is_person:
        asker.say(
            "Nobody answers on public holidays, so the country counts."
            + (f" This machine is set to {name_of(found)}." if found else "")
        )
    try:
        default = read_country(found)
    except UsageError:
        default = ""
    return asker.ask("Country you apply in", default, read_country)


def _phone_comfort(given: Given, asker: Asker) -> str:
    read = one_of(PHONE_COMFORT, "How you like calling")
    if given.phone_comfort is not None:
        return read(given.phone_comfort)
    return asker.ask(f"How do you like calling employers: {', '.join(PHONE_COMFORT)}", "so-so", read)


def asked_months(given: Given, counts: dict[int, int], fetch_seconds: float, asker: Asker) -> int:
    """How far back the first poll reads; `counts` are the messages by months."""
    lines = choices(counts, fetch_seconds)
    if given.look_back_months is not None or not asker.is_person:
        months = read_months(str(given.look_back_months or MONTHS[0]))
        asker.say(f"It reads {lines[MONTHS.index(months)]}.")
        return months
    asker.say()
    asker.say("How far back shall the first poll read?")
    return MONTHS[asker.choose("Number", lines)]
