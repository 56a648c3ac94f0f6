"""What time has made due, told once on each occasion; here is found out whether there is anything to look at."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256

from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.config import Settings
from inbox_watch.heard import Moment, is_deaf, moment_of
from inbox_watch.link.rules import rules
from inbox_watch.store.store import Store


def tell_what_is_due(store: Store, settings: Settings, moment: Moment) -> None:
    """Queue an alert for each follow-up that time has made due, and remember the ids of applications.

    All applications are looked at once on an occasion, after that only those to which something came. What has grown
    too old is removed then.
    """
    wishes = wishes_of(store, settings, moment)
    occasion = _occasion(store, settings, moment, wishes)
    is_told = store.is_told(occasion)
    if is_told and not store.has_untold():
        return
    from inbox_watch.due import tell_all, tell_the_untold  # 40 ms that a poll with nothing new need not pay

    if is_told:
        tell_the_untold(store, settings, moment, wishes, occasion)
    else:
        tell_all(store, settings, moment, wishes, occasion)


def wishes_of(store: Store, settings: Settings, moment: Moment) -> AlertWishes:
    """What is older than a day before the first run of an account is no news there.

    A first run that is still to come was made by a clock that went wrong.
    """
    first = store.first_runs()
    names = sorted({*first, *(account.name for account in settings.accounts)})
    since = {name: _day_before(min(first.get(name, moment.now), moment.now), settings) for name in names}
    return AlertWishes(settings.alert_on, min(since.values()), since, settings.alert_severity)


def _day_before(moment: datetime, settings: Settings) -> date:
    return (moment - timedelta(days=1)).astimezone(settings.timezone).date()


def _occasion(store: Store, settings: Settings, moment: Moment, wishes: AlertWishes) -> str:
    """All that makes a follow-up due besides mail: the day, the settings, what the user said, whether all is heard.

    As a digest, since targets may hold a password.
    """
    deaf = is_deaf(store.heard(moment.now), settings, moment_of(moment.today, moment.now, settings.timezone))
    decisive = (
        moment.today,
        deaf,
        wishes,
        settings.alert_targets,
        settings.timezone.key,
        settings.country,
        settings.wait_days,
        settings.move_on_days,
        settings.look_back_days,
        settings.phone_comfort,
        settings.contact_style,
        store.last_said(),
        rules(settings.addresses),
    )
    return sha256(repr(decisive).encode()).hexdigest()
