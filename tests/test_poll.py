"""Polls that look only at what changed tell and name the same as polls that look at everything each time."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.accounts import FilesAccount
from inbox_watch.alerts.choose import alerts_for_due, alerts_for_mail
from inbox_watch.alerts.deliver import addressed
from inbox_watch.alerts.severity import Occasion
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.config import ALERT_KINDS, Settings
from inbox_watch.heard import Moment
from inbox_watch.knowledge import use
from inbox_watch.link.islands import said_there
from inbox_watch.memory import gather, gather_for_report
from inbox_watch.poll import learned
from inbox_watch.records import (
    Alert,
    Batch,
    Cursor,
    Detail,
    Finding,
    FolderRole,
    Standing,
    Statement,
)
from inbox_watch.store.islands import Nearby
from inbox_watch.store.runs import Run
from inbox_watch.store.store import Learned, Store, open_store
from inbox_watch.survey import ABOUT_A_JOB, Evidence, survey
from inbox_watch.tell import tell_what_is_due
from tests.support.findings import TIMEZONE, edited, received, sent
from tests.support.islands import any_mailbox, any_words, labelled

SETTINGS = Settings(
    accounts=(FilesAccount("demo", Path("mail"), "maildir"),),
    data=Path("data"),
    timezone=TIMEZONE,
    alert_targets=("stdout",),
    alert_on=ALERT_KINDS,
)
BEGIN = datetime(2026, 3, 3, 11, tzinfo=UTC)


def batch_of(number: int, now: datetime, *, is_read: bool = True) -> Batch:
    return Batch(FolderRole.INBOX, Cursor("demo", "INBOX", 1, number), read_until=now if is_read else None)


@dataclass(slots=True)
class Naive:
    """Polls that replay everything: the ids they give and the alerts they queue."""

    findings: list[Finding] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    alerts: dict[str, Alert] = field(default_factory=dict)

    def standings(self, store: Store, moment: Moment, new: Sequence[Finding] = ()) -> tuple[Standing, ...]:
        """What all mail comes to, with the words and the hearing of the store; ids are remembered."""
        everything = Evidence((*self.findings, *new), (), store.statements(), self.ids, store.heard(moment.now))
        seen = survey(everything, SETTINGS, today=moment.today, now=moment.now)
        self.ids |= seen.ledger.given
        return seen.report.standings

    def keep(self, store: Store, new: Sequence[Finding], moment: Moment, wishes: AlertWishes) -> None:
        if any(each.internaldate.date() >= wishes.since for each in new):
            first_read = not any(each.until for each in store.heard(moment.now))
            at = Occasion(moment.now, moment.today, TIMEZONE, first_read=first_read, began=BEGIN)
            self._queue(alerts_for_mail(new, self.standings(store, moment, new), wishes, at))
        self.findings += new

    def tell(self, store: Store, moment: Moment, wishes: AlertWishes) -> None:
        self._queue(alerts_for_due(self.standings(store, moment), wishes))

    def _queue(self, alerts: Sequence[Alert]) -> None:
        for alert in addressed(alerts, SETTINGS.alert_targets):
            self.alerts.setdefault(alert.key, alert)


@dataclass(frozen=True, slots=True)
class Step:
    """One poll: how long after the last, for which day, with which mail in which batches; and what is said after it."""

    after: timedelta
    back: int
    batches: tuple[tuple[Finding, ...], ...]
    is_read: bool
    said: tuple[Statement, ...]


_POLLS = 4


@st.composite
def any_polls(draw: st.DrawFn) -> list[Step]:
    """All mail in random order, in a few polls of two batches, with words between."""
    mail = draw(any_mailbox())
    words = draw(any_words(mail))
    batches: list[list[Finding]] = [[] for _ in range(2 * _POLLS)]
    for each in mail:
        draw(st.sampled_from(batches)).append(each)
    return [
        Step(
            after=timedelta(hours=draw(st.sampled_from([0, 1, 5, 24, 7 * 24, 30 * 24]))),
            back=draw(st.sampled_from([0, 0, 0, 2])),
            batches=(tuple(batches[2 * poll]), tuple(batches[2 * poll + 1])),
            is_read=draw(st.integers(0, 4)) < 4,
            said=tuple(words[poll * 2 : poll * 2 + 2]),
        )
        for poll in range(_POLLS)
    ]


_template = tempfile.TemporaryDirectory(prefix="empty-store-")


@contextmanager
def new_store() -> Iterator[Store]:
    """A store of its own; to make one from nothing takes longer than to copy it."""
    empty = Path(_template.name) / "empty.sqlite3"
    if not empty.exists():
        open_store(empty).close()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(empty, Path(folder) / "store.sqlite3")
        with open_store(Path(folder) / "store.sqlite3") as store:
            yield store


@pytest.fixture(scope="module", autouse=True)
def few_at_a_time() -> Iterator[None]:
    """All applications are looked at in parts of some findings each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inbox_watch.due.PART", 3)
        yield


@given(any_polls())
@settings(max_examples=40, deadline=None)
def test_the_same_is_told_and_named_as_by_polls_that_look_at_everything(steps: list[Step]) -> None:
    naive, now = Naive(), BEGIN
    wishes = AlertWishes(SETTINGS.alert_on, (BEGIN - timedelta(days=1)).astimezone(TIMEZONE).date())
    with new_store() as store:
        store.log_run(Run("demo", BEGIN, BEGIN, 0, 0))
        for number, step in enumerate(steps):
            now += step.after
            moment = Moment(now, now.astimezone(TIMEZONE).date() - timedelta(days=step.back))
            for mail in step.batches:
                batch = batch_of(number, now, is_read=step.is_read)
                taught = learned(batch, mail, store, SETTINGS, moment)
                naive.keep(store, mail, moment, wishes)
                store.keep(taught, now)
            tell_what_is_due(store, SETTINGS, moment)
            naive.tell(store, moment, wishes)
            assert dict(store.application_ids()) == naive.ids
            assert {item.alert.key: item.alert for item in store.unsent_alerts()} == naive.alerts
            for said in step.said:
                store.say(said.kind, said.about, said.values, now)


@given(any_polls())
@settings(max_examples=30, deadline=None)
def test_new_mail_changes_only_what_is_near_and_near_it_all_is_as_in_a_full_replay(steps: list[Step]) -> None:
    now = BEGIN + timedelta(days=9)
    today = now.astimezone(TIMEZONE).date()

    def stand(evidence: Evidence) -> dict[tuple[str, ...], Standing]:
        told = survey(evidence, SETTINGS, today=today, now=now).report.standings
        return {tuple(each.application.keys): each for each in told}

    with new_store() as store:
        for number, step in enumerate(steps):
            for mail in step.batches:
                tell_what_is_due(store, SETTINGS, Moment(now, today))
                before = stand(gather(store, now))
                store.keep(Learned(FolderRole.INBOX, Cursor("demo", "INBOX", 1, number), mail, read_until=now), now)
                near = store.near()
                everything = gather(store, now)
                after = stand(everything)
                part = replace(
                    everything, findings=near.findings, statements=said_there(everything.statements, near.keys)
                )
                assert near.keys <= store.near(mail).keys
                assert stand(part) == {keys: each for keys, each in after.items() if near.keys.intersection(keys)}
                far = {keys: each for keys, each in after.items() if not near.keys.intersection(keys)}
                assert far == {keys: each for keys, each in before.items() if not near.keys.intersection(keys)}
            for said in step.said:
                store.say(said.kind, said.about, said.values, now)


@given(any_polls())
@settings(max_examples=15, deadline=None)
def test_a_report_reads_less_and_says_what_a_replay_of_everything_says(steps: list[Step]) -> None:
    now = BEGIN + timedelta(days=9)
    today = now.astimezone(TIMEZONE).date()
    with new_store() as store:
        for number, step in enumerate(steps):
            mail = sum(step.batches, ())
            store.keep(Learned(FolderRole.INBOX, Cursor("demo", "INBOX", 1, number), mail, read_until=now), now)
            for said in step.said:
                store.say(said.kind, said.about, said.values, now)
            part, everything = gather_for_report(store, now), gather(store, now)
            left_out = {*everything.findings}.difference(part.findings)
            assert not [each for each in left_out if each.verdict.label in ABOUT_A_JOB]
            assert (
                survey(part, SETTINGS, today=today, now=now).report
                == survey(everything, SETTINGS, today=today, now=now).report
            )
            assert not everything.findings or store.worth_a_look(ABOUT_A_JOB) is not None


class Counting(Store):
    """A store that counts the findings it is asked for."""

    loaded = 0

    def findings(self) -> tuple[Finding, ...]:
        found = super().findings()
        self.loaded += len(found)
        return found

    def near(self, findings: Sequence[Finding] = (), beside: Iterable[int] = ()) -> Nearby:
        near = super().near(findings, beside)
        self.loaded += len(near.findings)
        return near

    def told_parts(self, at_most: int) -> Iterator[Nearby]:
        for part in super().told_parts(at_most):
            self.loaded += len(part.findings)
            yield part


LETTERS = [sent(f"letter{number}", "2026-03-03 09:00", to=f"jobs@firm{number}.example") for number in range(20)]
DUE_ON = BEGIN + timedelta(days=7)


@pytest.fixture
def store() -> Iterator[Counting]:
    """Twenty applications, followed by a poll."""
    with new_store() as empty:
        store = Counting(empty.database)
        keep(store, BEGIN, *LETTERS)
        store.log_run(Run("demo", BEGIN, BEGIN, 0, 0))
        assert told(store, BEGIN) == set()
        yield store


def keep(store: Store, now: datetime, *mail: Finding) -> None:
    batch = batch_of(0, now)
    store.keep(learned(batch, mail, store, SETTINGS, Moment(now, now.astimezone(TIMEZONE).date())), now)


def told(store: Store, now: datetime, wishes: Settings = SETTINGS) -> set[str]:
    """The kinds of alerts that a look at what is due has added."""
    before = store.unsent_alerts()
    tell_what_is_due(store, wishes, Moment(now, now.astimezone(TIMEZONE).date()))
    return {item.alert.kind for item in store.unsent_alerts() if item not in before}


def test_on_a_day_that_is_told_nothing_is_loaded_without_news(store: Counting) -> None:
    store.loaded = 0
    assert told(store, BEGIN + timedelta(hours=3)) == set()
    assert store.loaded == 0


def test_the_next_day_everything_is_looked_at_once(store: Counting) -> None:
    keep(store, DUE_ON)
    store.loaded = 0
    assert told(store, DUE_ON) == {"follow_up_due"}
    assert store.loaded == len(LETTERS)
    assert told(store, DUE_ON) == set()
    assert store.loaded == len(LETTERS)


def test_new_mail_loads_its_own_application_alone(store: Counting) -> None:
    store.loaded = 0
    answer = received("answer", "2026-03-03 11:00", Detail.REJECTION, from_="jobs@firm7.example", passed=True)
    keep(store, BEGIN, answer)
    assert told(store, BEGIN) == set()
    assert store.loaded == 1 + 2
    assert [item.alert.key[:5] for item in store.unsent_alerts()] == ["mail:"]


def test_a_changed_setting_is_told_the_same_day(store: Counting) -> None:
    now = BEGIN + timedelta(days=6)
    keep(store, now)
    assert told(store, now, replace(SETTINGS, wait_days=10)) == set()
    assert told(store, now, replace(SETTINGS, wait_days=5)) == {"follow_up_due"}


def test_a_folder_heard_again_is_told_the_same_day(store: Counting) -> None:
    assert told(store, DUE_ON) == set()
    keep(store, DUE_ON)
    assert told(store, DUE_ON) == {"follow_up_due"}


@pytest.mark.parametrize(
    "word",
    [
        edited(1, LETTERS[3], applied_on="2026-02-25"),
        edited(1, LETTERS[3], kind="recruiter"),
    ],
)
def test_a_word_of_the_user_is_told_the_same_day(store: Counting, word: Statement) -> None:
    now = BEGIN + timedelta(days=6)
    keep(store, now)
    assert told(store, now) == set()
    store.say(word.kind, word.about, word.values, now)
    assert told(store, now) == {"follow_up_due"}


def test_a_label_ties_and_tells_the_same_day(store: Counting) -> None:
    """What was taken for a newsletter is an answer of the employer: the follow-up is not due."""
    news = received("news", "2026-03-03 11:30", Detail.NOT_JOB, from_="jobs@firm7.example")
    keep(store, BEGIN, news)
    assert told(store, BEGIN) == set()
    assert store.near([news]).keys == {news.sha256}
    word = labelled(1, news, Detail.HUMAN_REPLY)
    store.say(word.kind, word.about, word.values, BEGIN)
    told(store, BEGIN)
    assert store.near([news]).keys >= {news.sha256, LETTERS[7].sha256}


def test_mail_of_a_clock_that_is_fast_is_told_when_its_time_has_come(store: Counting) -> None:
    ahead = sent("ahead", "2026-03-03 14:00", to="jobs@lindhof.example")
    keep(store, BEGIN, ahead)
    told(store, BEGIN)
    assert ahead.sha256 not in store.application_ids()
    told(store, BEGIN + timedelta(hours=3))
    assert ahead.sha256 in store.application_ids()


def test_findings_judged_anew_are_charted_and_told_anew(store: Counting) -> None:
    store.replace_findings([replace(LETTERS[7], to=(LETTERS[6].to[0],))])
    assert store.near([LETTERS[7]]).keys >= {LETTERS[6].sha256, LETTERS[7].sha256}
    store.loaded = 0
    told(store, BEGIN)
    assert store.loaded == len(LETTERS)


def test_other_names_of_employers_chart_all_anew(store: Counting) -> None:
    one, other = LETTERS[3], LETTERS[4]
    assert store.near([one]).keys == {one.sha256}
    use({"employer_aliases": ({"name": "Firm3", "employer": "Firm4"},)})
    assert store.near([one]).keys >= {one.sha256, other.sha256}
