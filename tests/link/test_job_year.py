"""The invented year itself: the same from the same seed, complete, true to its own story, and scored well."""

from __future__ import annotations

import email
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from email.header import decode_header, make_header

import pytest

from inbox_watch.knowledge.senders import platform_of
from inbox_watch.link.ledger import Ledger
from inbox_watch.records import Detail, Finding, FolderRole, Link, LinkReason
from tests.support.findings import received, replay, sent, sha256
from tests.support.job_year import make_year
from tests.support.year import cast
from tests.support.year.records import APPLICATIONS, BEGINS, ENDS, MESSAGES, Applied, Mail, Year
from tests.support.year.score import scored

pytestmark = pytest.mark.timeout(600)  # seconds of work; the limit leaves room for a busy machine

FREE_MAIL = ("gmail.com", "gmx.de", "web.de", "outlook.com")


@pytest.fixture(scope="module")
def year() -> Year:
    return make_year(5)


@pytest.fixture(scope="module")
def by_key(year: Year) -> dict[str, Applied]:
    return {about.key: about for about in year.applications}


def belonging(year: Year) -> list[tuple[str, Mail]]:
    return [(mail.application, mail) for mail in year.mails if mail.application]


def text_of(mail: Mail) -> str:
    """Subject and text parts as the standard library reads them."""
    read = email.message_from_bytes(mail.raw.octets)
    bodies = (part.get_payload(decode=True) for part in read.walk() if part.get_content_maintype() == "text")
    parts = [body.decode() for body in bodies if isinstance(body, bytes)]
    return "\n".join((header(mail, "Subject"), *parts)).replace("&amp;", "&")


def header(mail: Mail, name: str) -> str:
    read = email.message_from_bytes(mail.raw.octets)
    return str(make_header(decode_header(read[name])))


def test_the_same_seed_gives_the_same_year_and_another_seed_another(year: Year) -> None:
    assert make_year(5) == year
    assert not {mail.message_id for mail in make_year(6).mails} & {mail.message_id for mail in year.mails}


def test_a_year_is_as_large_as_it_should_be(year: Year) -> None:
    assert len(year.mails) == MESSAGES
    assert len(year.applications) == APPLICATIONS
    assert len({mail.message_id for mail in year.mails}) == len({mail.raw.uid for mail in year.mails}) == MESSAGES
    assert {mail.raw.role for mail in year.mails} == {FolderRole.INBOX, FolderRole.SENT, FolderRole.JUNK}
    arrivals = [mail.raw.internaldate for mail in year.mails]
    assert arrivals[0] >= BEGINS
    assert arrivals[-1] <= ENDS.replace(minute=1)
    assert len(belonging(year)) > 2_000


def test_every_hard_story_is_told(year: Year) -> None:
    stories = Counter(about.story for about in year.applications)
    assert stories["pair"] == 2 * cast.PAIRS
    assert stories["namesake"] == 2 * cast.NAMESAKES
    assert stories["refused at first"] == stories["again"] == cast.REAPPLIED
    assert stories["same number"] == 2 * cast.SAME_NUMBER
    assert stories["agency"] == cast.AGENCIES * cast.A_FIRM
    assert {about.via for about in year.applications} == {"mail", "portal", "board", "agency", "owner"}


def test_every_kind_of_mail_is_there(year: Year) -> None:
    """All but a read receipt and a delay, of which nothing is linked that is not linked by a bounce."""
    assert set(Detail) - {mail.detail for mail in year.mails} == {Detail.READ_RECEIPT, Detail.DELIVERY_DELAY}


def test_an_application_is_founded_once_and_nothing_comes_before_it(year: Year, by_key: dict[str, Applied]) -> None:
    founded: set[str] = set()
    for key, mail in belonging(year):
        assert mail.founds == (key not in founded), mail.kind
        founded.add(key)
        assert mail.raw.internaldate >= by_key[key].when
    assert founded == set(by_key)


def test_namesakes_differ_in_name_and_domain(year: Year) -> None:
    namesakes = [about.employer for about in year.applications if about.story == "namesake"]
    stems = Counter(employer.name.split()[0] for employer in namesakes)
    assert set(stems.values()) == {2}
    assert len({employer.domain for employer in namesakes}) == len({employer.name for employer in namesakes}) == 20


def test_no_two_other_employers_share_a_stem(year: Year) -> None:
    employers = {about.employer.slug: about.employer for about in year.applications if about.story != "namesake"}
    assert max(Counter(employer.name.split()[0] for employer in employers.values()).values()) == 1


def test_no_two_employers_have_recruiters_of_one_name(year: Year) -> None:
    employers = {about.employer.slug: about.employer for about in year.applications}
    assert max(Counter(employer.recruiter.name for employer in employers.values()).values()) == 1


def test_the_same_number_stands_at_two_employers(year: Year) -> None:
    numbers = Counter(about.job_id for about in year.applications if about.story == "same number")
    assert set(numbers.values()) == {2}


def test_who_tries_again_was_refused_before(year: Year, by_key: dict[str, Applied]) -> None:
    refused = {key: mail.raw.internaldate for key, mail in belonging(year) if mail.detail is Detail.REJECTION}
    again = [about for about in year.applications if about.story == "again"]
    assert all(refused[f"{about.employer.slug}-1"] < about.when for about in again)


def test_an_ambiguous_mail_could_be_of_several_applications_at_one_employer(
    year: Year, by_key: dict[str, Applied]
) -> None:
    ambiguous = [(key, mail) for key, mail in belonging(year) if mail.ambiguous]
    assert 3 <= len(ambiguous) <= 0.01 * len(belonging(year))
    for key, mail in ambiguous:
        could_be = [by_key[each] for each in mail.candidates]
        assert key in mail.candidates
        assert len(could_be) > 1
        assert {about.employer.slug for about in could_be} == {by_key[key].employer.slug}
        assert all(about.when < mail.raw.internaldate for about in could_be)
        assert by_key[key].role not in text_of(mail)
        assert not by_key[key].job_id or by_key[key].job_id not in text_of(mail)
        assert b"\r\nIn-Reply-To:" not in mail.raw.octets
    assert all(not mail.candidates for mail in year.mails if not mail.ambiguous)


@pytest.mark.parametrize(
    ("detail", "least", "most"), [(Detail.ACKNOWLEDGEMENT, 0.8, 0.9), (Detail.REJECTION, 0.73, 0.87)]
)
def test_mail_names_the_role_as_often_as_real_mail_does(
    detail: Detail, least: float, most: float, year: Year, by_key: dict[str, Applied]
) -> None:
    """In a portal's mail and people's first mail; in a thread the subject names it anyway."""
    named = [
        by_key[key].role in text_of(mail)
        for key, mail in belonging(year)
        if mail.detail is detail and by_key[key].via == "portal" and b"\r\nIn-Reply-To:" not in mail.raw.octets
    ]
    assert len(named) > 100
    assert least <= sum(named) / len(named) <= most


def test_every_mail_of_an_employer_says_whose_it_is(year: Year, by_key: dict[str, Applied]) -> None:
    """By name or by the domain or tenant of its sender; a small owner by address."""
    for key, mail in belonging(year):
        employer = by_key[key].employer
        if mail.detail in (None, Detail.DELIVERY_FAILURE):
            continue
        sender = header(mail, "From")
        address = sender.rpartition("<")[2].lower().replace("-", "").replace(".", "")
        names = employer.name in sender or employer.name in text_of(mail)
        assert names or employer.slug.replace("-", "") in address, (mail.kind, sender)


def test_no_address_is_of_a_real_firm(year: Year) -> None:
    for mail in year.mails:
        for name in ("From", "To"):
            address = header(mail, name).rpartition("<")[2].rstrip(">").lower()
            own = address.endswith(".example") or platform_of(address) is not None
            assert own or (address.endswith(FREE_MAIL) and ".beispiel@" in address), address


def test_the_octets_are_sound(year: Year) -> None:
    for mail in year.mails[::10]:
        read = email.message_from_bytes(mail.raw.octets)
        assert [part.defects for part in read.walk() if part.defects] == []
        assert b"\n" not in mail.raw.octets.replace(b"\r\n", b"")


# The score


def stand_ins(year: Year) -> list[Finding]:
    """A finding for each mail, of which the score needs identity alone."""
    plain = received("any", "2025-05-01")
    return [replace(plain, message_id=mail.message_id, sha256=sha256(mail.message_id)) for mail in year.mails]


def perfect(year: Year) -> Ledger:
    """What an all-knowing linker would say."""
    some_row = replay(sent("letter", "2025-05-01", role="Planner")).applications[0]
    first = dict(reversed(belonging(year)))
    rows = [replace(some_row, id=key, keys=(sha256(mail.message_id),)) for key, mail in first.items()]
    links = [
        Link(
            sha256(mail.message_id),
            None if mail.ambiguous else key,
            LinkReason.EMPLOYER,
            1.0,
            tuple(mail.candidates),
        )
        for key, mail in belonging(year)
    ]
    return Ledger(tuple(rows), tuple(links), {}, frozenset(), {})


def relinked(ledger: Ledger, mail: Mail, row: str | None, candidates: tuple[str, ...] = ()) -> Ledger:
    """The ledger with one mail tied to another row, asked about, or not linked at all."""
    others = tuple(each for each in ledger.links if each.sha256 != sha256(mail.message_id))
    link = Link(sha256(mail.message_id), row, LinkReason.EMPLOYER, 1.0, candidates)
    return replace(ledger, links=(*others, link) if row or candidates else others)


def with_row(ledger: Ledger, mail: Mail) -> Ledger:
    """The ledger with one more row, founded by this mail."""
    row = replace(ledger.applications[0], id="more", keys=(sha256(mail.message_id),))
    return relinked(replace(ledger, applications=(*ledger.applications, row)), mail, "more")


def first(mails: Iterable[Mail], is_it: Callable[[Mail], bool]) -> Mail:
    return next(mail for mail in mails if is_it(mail))


def test_a_perfect_ledger_is_right_throughout(year: Year) -> None:
    score = scored(year, stand_ins(year), perfect(year))
    asked = sum(mail.ambiguous for mail in year.mails)
    assert score.right == score.belonging - asked
    assert (score.wrong, score.count("rightly asked"), score.count("asked", "missed")) == (0, asked, 0)


def test_each_mistake_is_counted_as_what_it_is(year: Year) -> None:
    mails = year.mails
    reply = first(mails, lambda mail: bool(mail.application) and not mail.founds and not mail.ambiguous)
    other = first(mails, lambda mail: mail.application not in (None, reply.application)).application
    doubtful = first(mails, lambda mail: mail.ambiguous)
    homeless = first(mails, lambda mail: mail.application is None)
    true = perfect(year)
    cases = {
        "wrong link": relinked(true, reply, other),
        "homeless linked": relinked(true, homeless, other),
        "guessed": relinked(true, doubtful, doubtful.application),
        "false application": with_row(true, homeless),
        "split in two": with_row(true, reply),
        "asked": relinked(true, reply, None, ("one", "two")),
        "missed": relinked(true, reply, None),
    }
    for outcome, ledger in cases.items():
        score = scored(year, stand_ins(year), ledger)
        found = {name: len(struck) for name, struck in score.failures.items() if name != "rightly asked"}
        assert found == {outcome: 1}, outcome
        assert score.examples(outcome)[0].mail in (reply, homeless, doubtful)
        assert outcome in score.table()


def test_mail_that_follows_a_false_application_is_told_apart_from_its_cause(year: Year) -> None:
    homeless, drawn = [mail for mail in year.mails if mail.application is None][:2]
    ledger = relinked(with_row(perfect(year), homeless), drawn, "more")
    score = scored(year, stand_ins(year), ledger)
    assert (score.count("false application"), score.count("drawn to a false application"), score.wrong) == (1, 1, 2)
