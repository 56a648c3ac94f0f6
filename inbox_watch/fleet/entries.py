"""One entry of a list or a portal, field by field, to a client, or to all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from inbox_watch.accounts import Security
from inbox_watch.fleet.clients import Client, Consent, Scope, SecretOption, SecretReference
from inbox_watch.fleet.secret_reference import fault_of, words_of
from inbox_watch.fleet.servers import Server, server_of
from inbox_watch.knowledge.wording import LANGUAGES
from inbox_watch.sources.ledger import DateOrder, is_address
from inbox_watch.sources.ledger.dates import read_date
from inbox_watch.sources.wording import plain
from inbox_watch.workdays import known_country

Value = str | date | Sequence[str]
Entry = Mapping[str, Value]
FIELDS = (
    *("client", "coach", "consent_by", "consent_on", "consent_until", "consent_scope"),
    *("provider", "host", "security", "user", "addresses", "password_cmd", "token_cmd"),
    *("timezone", "language", "country"),
)
NOTHING_MORE = "none"
_NEEDED = ("client", "coach", "consent_by", "consent_on", "consent_until", "consent_scope", "user", "timezone")
_OPTIONS: tuple[SecretOption, ...] = ("password_cmd", "token_cmd")
_SECURITIES: tuple[Security, ...] = ("tls", "starttls", "none")
# A coach is a login at PostgreSQL, where names end after 63 octets.
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.)){0,62}")
_UTC = ZoneInfo("UTC")
_DIVIDERS = re.compile(r"[,;\s]+")
_LONGEST = 300


@dataclass(slots=True)
class Reader:
    """Reads one entry; `problems` grows with all that is wrong. An empty field is the default's."""

    entry: Entry
    defaults: Entry
    today: date
    order: DateOrder | None = None
    problems: list[str] = field(default_factory=list)

    def client(self) -> Client | None:
        """Return the client, or None with the problems noted."""
        self._needs_everything()
        consent, server, secret = self._consent(), self._server(), self._secret()
        names = self._id("client"), self._id("coach")
        fields = *names, self._timezone(), self._language(), self._country(), self._addresses()
        if self.problems or consent is None or server is None or secret is None:
            return None
        self._agree(server, secret)
        return None if self.problems else self._made(consent, server, secret, fields)

    def _made(
        self,
        consent: Consent,
        server: Server,
        secret: SecretReference,
        fields: tuple[str, str, str, str, str, frozenset[str]],
    ) -> Client:
        name, coach, timezone, language, country, addresses = fields
        return Client(
            id=name,
            coach=coach,
            consent=consent,
            provider=server.provider,
            host=server.host,
            port=server.port,
            security=server.security,
            user=server.user,
            secret=secret,
            timezone=timezone,
            language=language,
            country=country,
            addresses=addresses,
            authserv_id=server.authserv_id,
        )

    # One field each

    def _value(self, name: str) -> Value:
        return self.entry.get(name) or self.defaults.get(name) or ""

    def _text(self, name: str) -> str:
        value = self._value(name)
        if isinstance(value, date):
            return value.isoformat()
        return plain(value if isinstance(value, str) else ", ".join(value), _LONGEST)

    def _needs_everything(self) -> None:
        missing = [name for name in _NEEDED if not self._text(name)]
        if missing:
            self.problems.append(f"there is no {' and no '.join(missing)}")

    def _check(self, name: str, fits: Callable[[str], object], wanted: str) -> str:
        """The text of a field; a problem where it is there and does not fit."""
        text = self._text(name)
        if text and not fits(text):
            self.problems.append(f"{name} must be {wanted}")
        return text

    def _id(self, name: str) -> str:
        wanted = "up to 63 letters, digits, dots, dashes and underscores, and no address: it stands in logs"
        return self._check(name, _ID.fullmatch, wanted)

    def _timezone(self) -> str:
        return self._check("timezone", _is_timezone, "a name such as Europe/Berlin")

    def _language(self) -> str:
        return self._check("language", LANGUAGES.__contains__, f"one of {', '.join(LANGUAGES)}") or "en"

    def _country(self) -> str:
        return self._check("country", known_country, "a code of two letters such as DE")

    def _addresses(self) -> frozenset[str]:
        """The user name where it is an address, and those named beside it."""
        named = [each for each in _DIVIDERS.split(self._text("addresses")) if each]
        if not all(map(is_address, named)):
            self.problems.append("addresses must be addresses, a comma between them")
        return frozenset(each.lower() for each in (*named, self._text("user")) if is_address(each))

    def _consent(self) -> Consent | None:
        on, until, scope = self._day("consent_on"), self._day("consent_until"), self._scope()
        if on is None or until is None or scope is None:
            return None
        if on > self.today:
            self.problems.append(f"consent_on {on} lies in the future")
        if until < max(on, self.today):
            self.problems.append(f"consent_until {until} is over: nothing may be read without a new consent")
        return Consent(self._text("consent_by"), on, until, scope)

    def _day(self, name: str) -> date | None:
        value = self._value(name)
        if isinstance(value, date):
            return value
        text = self._text(name)
        if not text:
            return None
        try:
            return read_date(text, _UTC, self.order)
        except ValueError as error:
            self.problems.append(f"{name}: {error}")
            return None

    def _scope(self) -> frozenset[Scope] | None:
        words = {each.lower() for each in _DIVIDERS.split(self._text("consent_scope")) if each}
        known = {scope.value for scope in Scope}
        if words == {NOTHING_MORE}:
            return frozenset()
        if not words or not words <= known:
            self.problems.append(f"consent_scope knows {', '.join(Scope)}, or {NOTHING_MORE} alone")
            return None
        return frozenset(map(Scope, words))

    def _server(self) -> Server | None:
        security = self._check("security", _SECURITIES.__contains__, f"one of {', '.join(_SECURITIES)}")
        try:
            return server_of(self._text("provider"), self._text("host"), security, self._text("user"))
        except ValueError as error:
            self.problems.append(str(error))
            return None

    def _secret(self) -> SecretReference | None:
        """The row's own command, else the default one; a row that names its own leaves the default's kind alone."""
        own = [option for option in _OPTIONS if self.entry.get(option)]
        given = own or [option for option in _OPTIONS if self.defaults.get(option)]
        if len(given) != 1:
            self.problems.append(f"exactly one of {' and '.join(_OPTIONS)} is needed (there are {len(given)})")
            return None
        value = self._value(given[0])
        try:
            words = words_of(value) if isinstance(value, str) else _words(value)
            fault = fault_of(words)
        except ValueError as error:
            fault = f"cannot be read ({error})"
        if fault:
            self.problems.append(f"{given[0]} {fault}")
            return None
        return SecretReference(given[0], words)

    def _agree(self, server: Server, secret: SecretReference) -> None:
        """Some providers take tokens alone."""
        if server.wants_token and secret.option != "token_cmd":
            self.problems.append(f"{server.provider} takes no passwords: write a token_cmd")


def _words(value: date | Sequence[str]) -> tuple[str, ...]:
    return () if isinstance(value, date) else tuple(map(str, value))


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
