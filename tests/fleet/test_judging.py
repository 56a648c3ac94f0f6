"""Judge processes that threads share: each client's mail is judged as that client's, and answered to it alone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inbox_watch.config import Settings
from inbox_watch.consider import Judge
from inbox_watch.fleet.judging import Judges
from inbox_watch.records import Finding, FolderRole, RawMessage
from tests.test_workers import JUDGE, mail, raw

SETTINGS = Settings((), Path("unused"), country="DE", timezone=ZoneInfo("Europe/Berlin"))
OWN = (
    "Authentication-Results: mx.test; dmarc=pass header.from=client.example\r\nFrom: runa@client.example\r\n"
    "To: jobs@firm.example\r\nSubject: My application\r\nMessage-ID: <1@client.example>\r\n\r\nHello.\r\n"
)


@pytest.fixture
def judges() -> Iterator[Judges]:
    made = Judges(recipe, 2)
    yield made
    made.stop()


def recipe() -> tuple[Judge, tuple[str, ...]]:
    """A recipe that a worker process finds by its name."""
    return JUDGE, ()


def test_threads_get_the_answers_to_their_own_mail(judges: Judges) -> None:
    def ask(client: int) -> list[str]:
        messages = [mail(1000 * client + number) for number in range(45)]
        return [each.subject for each in judges.of(SETTINGS).consider_all(messages) if isinstance(each, Finding)]

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(ask, range(6)))
    assert answers == [[f"Hello {1000 * client + number}" for number in range(45)] for client in range(6)]


def test_mail_is_judged_as_that_of_its_client(judges: Judges) -> None:
    own = replace(SETTINGS, addresses=frozenset({"runa@client.example"}))
    assert role_of(judges, own) is FolderRole.SENT
    assert role_of(judges, SETTINGS) is FolderRole.INBOX


def role_of(judges: Judges, settings: Settings) -> FolderRole:
    message: RawMessage = raw(1, OWN.encode())
    (answer,) = judges.of(settings).consider_all([message], "mx.test")
    assert isinstance(answer, Finding)
    return answer.role


def test_a_process_that_failed_is_there_for_the_next() -> None:
    broken = Judges(_raising, 1)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="ended before it could judge"):
            broken.of(SETTINGS).consider_all([mail(1)])
    broken.stop()


def _raising() -> tuple[Judge, tuple[str, ...]]:
    raise ZeroDivisionError
