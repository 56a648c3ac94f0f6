"""One account's connection that waits for mail, kept up until the farewell: IDLE, renewal, and a new try after a break.

What happens is told as a record; reading the mail is left to others, over connections of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from inbox_watch.accounts import ImapAccount
from inbox_watch.errors import ConfigError, InboxWatchError, LoginRefused, NoSecret
from inbox_watch.records import FolderRole
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.folders import Folder, choose
from inbox_watch.sources.idling import Idle, after
from inbox_watch.sources.imap import session_of
from inbox_watch.sources.patience import Farewell, Patience
from inbox_watch.sources.server import FolderState, MisreadError
from inbox_watch.sources.session import Session
from inbox_watch.sources.trouble import explained
from inbox_watch.sources.wire import WatchGuard

_INBOX = Folder("INBOX", "INBOX", FolderRole.INBOX)
# One answer may come in pieces.
_ANSWER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class News:
    """There may be mail: something came, or nobody listened for a while."""

    account: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection broke off and a first new attempt failed; `reason` is a sentence. It is tried on."""

    account: str
    reason: InboxWatchError


@dataclass(frozen=True, slots=True)
class Back:
    """After `Lost`, the connection stands and has held for a while."""

    account: str


@dataclass(frozen=True, slots=True)
class Deaf:
    """The server has no IDLE: it has to be asked. The last word about this account."""

    account: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Only the user can mend it: the last word about this account."""

    account: str
    reason: InboxWatchError


@dataclass(frozen=True, slots=True)
class Fallen:
    """The listener ended by a bug of ours, whose traceback its thread has shown: the last word about this account."""

    account: str


Event = News | Lost | Back | Deaf | GivenUp | Fallen


class Listener:
    """Listens to one account in a thread of its own."""

    def __init__(
        self,
        account: ImapAccount,
        tell: Callable[[Event], None],
        farewell: Farewell,
        *,
        patience: Patience,
        clock: Callable[[], float],
        chance: Callable[[], float],
    ) -> None:
        """`clock` counts seconds, also while the machine sleeps; `chance` gives numbers from 0 to 1."""
        self._account = account
        self._tell = tell
        self._farewell = farewell
        self._patience = patience
        self._clock = clock
        self._chance = chance
        self._deadline = Deadline(_ANSWER_SECONDS)
        self._failures = self._refusals = 0
        self._is_lost = self._was_well = False
        self._settles_at = 0.0

    def run(self) -> None:
        """Listen until the farewell, or until there is a last word."""
        last: Event | None = Fallen(self._account.name)
        try:
            last = self._last_word()
        finally:
            if last:
                self._tell(last)

    def _last_word(self) -> Event | None:
        while True:
            try:
                if not self._listen():
                    return Deaf(self._account.name)
            except InboxWatchError as error:
                if self._is_final(error):
                    return GivenUp(self._account.name, error)
                self._fail(error)
            if self._rests(self._pause()):
                return None

    def _is_final(self, error: InboxWatchError) -> bool:
        """What worked may work again: a hotel's network shows a certificate of its own, a token waits for the network.

        A password that is refused is not tried for ever, or the provider locks the account.
        """
        if isinstance(error, NoSecret | ConfigError):
            return not self._was_well
        if isinstance(error, LoginRefused):
            self._refusals += 1
            return not self._was_well or self._refusals >= self._patience.refusals
        return False

    def _fail(self, error: InboxWatchError) -> None:
        """A single break is no news: servers hang up now and then, and the next attempt is a second away."""
        self._failures += 1
        if not self._is_lost and (self._failures > 1 or not self._was_well):
            self._is_lost = True
            self._tell(Lost(self._account.name, error))

    def _pause(self) -> float:
        return self._patience.before_attempt(self._failures, self._chance()) if self._failures else 0.0

    def _rests(self, seconds: float) -> bool:
        """Wait before the next attempt, and not on after the machine slept; return whether the farewell came."""
        ends_at = self._clock() + seconds
        while (left := ends_at - self._clock()) > 0:
            if self._farewell.comes_within(min(left, self._patience.glance)):
                return True
        return self._farewell.comes_within(0)

    def _listen(self) -> bool:
        """Connect and listen until the farewell; return False at once when the server has no IDLE."""
        self._deadline.renew()
        with session_of(self._account, self._deadline, WatchGuard) as session, explained(self._account):
            session.hurry(self._patience.answer)
            folder = self._folder(session)
            state = session.examine(folder)
            idle = self._begin(session)
            if idle:
                self._tell(News(self._account.name))
                self._was_well, self._refusals = True, 0
                self._settles_at = self._clock() + self._patience.settled
            while idle:
                state = self._hear(idle, state)
                self._deadline.renew()
                state, is_news = after(idle.end(), state)
                if self._farewell.comes_within(0):
                    return True
                before, state = state, session.examine(folder)
                if is_news or state != before:
                    self._tell(News(self._account.name))
                idle = self._begin(session)
        return False

    def _folder(self, session: Session) -> Folder:
        """INBOX, or the first folder of the configuration when that has none."""
        chosen, _ = choose(session.list_folders(), self._account.folders)
        inboxes = [folder for folder in chosen if folder.role is FolderRole.INBOX]
        return _INBOX if _INBOX in inboxes or not inboxes else inboxes[0]

    def _begin(self, session: Session) -> Idle | None:
        try:
            return session.idle()
        except MisreadError as error:
            if error.refused:
                return None
            raise session.unavailable(f"has no usable answer to IDLE ({error.reason})") from error

    def _hear(self, idle: Idle, state: FolderState) -> FolderState:
        """Tell what the server says until the IDLE has to be renewed."""
        ends_at = self._clock() + self._patience.renewal
        uidvalidity = state.uidvalidity
        while state.uidvalidity == uidvalidity and (left := ends_at - self._clock()) > 0:
            asked = self._clock()
            speaks = idle.wait(min(left, self._next_look()), self._farewell.fileno())
            if self._farewell.comes_within(0):
                break
            if speaks:
                state = self._take(idle, state)
            self._settle()
            if self._clock() - asked > 2 * self._patience.glance:
                break  # the machine slept, and the connection may be dead without a word
        return state

    def _take(self, idle: Idle, state: FolderState) -> FolderState:
        self._deadline.renew()
        state, is_news = after(idle.lines(), state)
        if is_news:
            self._tell(News(self._account.name))
        self._farewell.comes_within(self._patience.breath)
        return state

    def _next_look(self) -> float:
        """When nothing is said, look again then."""
        if self._failures:
            return min(self._patience.glance, max(0.01, self._settles_at - self._clock()))
        return self._patience.glance

    def _settle(self) -> None:
        """Forget the failures once the connection has held for a while."""
        if self._clock() < self._settles_at:
            return
        self._failures = 0
        if self._is_lost:
            self._is_lost = False
            self._tell(Back(self._account.name))
