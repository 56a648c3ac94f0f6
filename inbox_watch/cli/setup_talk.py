"""`init`: the course of the talk, from the address to a written configuration."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from inbox_watch.accounts import ImapAccount
from inbox_watch.cli.asking import Asker
from inbox_watch.cli.context import Shared
from inbox_watch.cli.setup_files import write_setup
from inbox_watch.cli.setup_mailbox import asked_months, asked_user, authserv_id, sent_folder, tell_folders
from inbox_watch.cli.setup_secret import AnotherServerError, Proven, proven
from inbox_watch.cli.setup_server import (
    Place,
    asked_place,
    known_place,
    settled_place,
    tell_what_is_wanted,
    with_certificate,
)
from inbox_watch.config import Settings
from inbox_watch.errors import UsageError
from inbox_watch.setup.answers import Answers, Given, missing
from inbox_watch.setup.look_back import MONTHS, days_of, since
from inbox_watch.setup.readers import read_address, read_country
from inbox_watch.setup.writing import account_name
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.preview import Preview, preview
from inbox_watch.sources.secrets import Secret

_LOOK_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Ready:
    """A mailbox that can be read: the name of its account, from which day on, and how many messages that are."""

    account: str
    since: date
    expected: int


def set_up(shared: Shared, given: Given, asker: Asker, today: date) -> Ready:
    """Ask, try the login, and write the configuration last; a mailbox that is set up already is only looked at."""
    before = shared.settings() if shared.config_file.exists() else None
    address = given.address if given.address is None else read_address(given.address)
    if not asker.is_person:
        _want_all(address, given)
    address = address or asker.ask("Your email address", None, read_address)
    name = account_name(address, {account.name for account in before.accounts} if before else ())
    place = settled_place(address, given, name, asker)
    known = _same(before, place.account)
    if before and known:
        asker.say(f"This mailbox is set up already, as [accounts.{known.name}]; the configuration stays as it is.")
        start = _since_of(before, today)
        seen = preview(known, None, [start], Deadline(_LOOK_SECONDS))
        tell_folders(seen, asker)
        return Ready(known.name, start, seen.count(start))
    if before and not asker.confirm(f"{shared.config_file} is there already. Add this mailbox to it?", default=True):
        raise UsageError(f"Nothing was changed. To begin anew, move {shared.config_file} away first.")
    return _new(shared, address, given, place, before, asker, today)


def _since_of(settings: Settings, today: date) -> date:
    """The day from which the configuration reads."""
    return today - timedelta(days=settings.look_back_days)


def _want_all(address: str | None, given: Given) -> None:
    """Name all flags that are missing at once."""
    is_known = address is None or known_place(address, given, "") is not None
    lacking = tuple(missing(given, server_is_known=is_known))
    if lacking:
        raise UsageError(f"--non-interactive needs more: {'; '.join(lacking)}.")


def _same(before: Settings | None, account: ImapAccount) -> ImapAccount | None:
    """The account for the same user of the same server, when the configuration has one."""
    mailboxes = (each for each in before.accounts if isinstance(each, ImapAccount)) if before else ()
    wanted = (account.host.lower(), account.port, account.user.lower())
    return next((each for each in mailboxes if (each.host.lower(), each.port, each.user.lower()) == wanted), None)


def _new(
    shared: Shared, address: str, given: Given, place: Place, before: Settings | None, asker: Asker, today: date
) -> Ready:
    days = {months: since(months, today) for months in MONTHS}
    done, place = _logged_in(shared.config_file, address, given, place, asker, days)
    tell_folders(done.seen, asker)
    done = _with_sent_folder(done, sent_folder(done.seen, given, asker), days)
    account = replace(done.account, authserv_id=authserv_id(done.account.authserv_id, done.seen, asker))
    user = None if before and before.addresses else asked_user(address, given, done.seen, asker)
    counts = {months: done.seen.count(day) for months, day in days.items()}
    months = asked_months(given, counts, done.seen.seconds_per_message, asker)
    write_setup(shared.config_file, Answers(account, user, days_of(months)), done.password)
    asker.say(f"{shared.config_file} is written.")
    if before and address.lower() not in shared.settings().addresses:
        asker.say(f"Add {address} to `addresses` under [me] there, so that your own letters are known.")
    if before and user is None and given.country and read_country(given.country) != before.country:
        asker.say(f'Write country = "{read_country(given.country)}" under [me] there: what is there was not changed.')
    return Ready(account.name, days[months], counts[months])


def _logged_in(
    config_file: Path, address: str, given: Given, place: Place, asker: Asker, days: Mapping[int, date]
) -> tuple[Proven, Place]:
    """Try until a login works, at another server when the user names one."""

    def look(account: ImapAccount, secret: Secret | None) -> Preview:
        asker.say(f"Trying {account.host}:{account.port} as {account.user}.")
        return preview(account, secret, tuple(days.values()), Deadline(_LOOK_SECONDS))

    while True:
        tell_what_is_wanted(place, asker)
        place = with_certificate(place, given, asker)
        password_file = config_file.absolute().with_name(f"password-{place.account.name}")
        with contextlib.suppress(AnotherServerError):
            return proven(place, address, given, password_file, asker, look), place
        place = asked_place(address, place.account.name, asker)


def _with_sent_folder(done: Proven, folder: str, days: Mapping[int, date]) -> Proven:
    """Look once more where the user named a folder: letters in it are known by the user's addresses."""
    if not folder or folder in done.account.folders:
        return done
    account = replace(done.account, folders=(*done.account.folders, folder))
    seen = preview(account, done.password, tuple(days.values()), Deadline(_LOOK_SECONDS))
    if seen.missing:
        raise UsageError(f"There is no folder {folder} in this mailbox: there are {', '.join(seen.others)}.")
    return Proven(account, seen, done.password)
