"""What is said beside a mail: its own signs, and those that its application shows; an acquaintance is no stranger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.followup.cautions import cautions, cautions_of
from inbox_watch.followup.look_alike import is_look_alike, is_other_end
from inbox_watch.records import Address, CounterpartKind, Detail, Event, Facts, Finding, FolderRole, Sign, Standing
from tests.alerts.standings import application, finding, standing

KNOWN = {"lindhof.example"}


@pytest.mark.parametrize(
    ("host", "alike"),
    [
        ("lindhof-careers.example", True),
        ("lindhofjobs.example", True),
        ("hr-lindhof.test", True),
        ("lindhof.example.evil.test", True),
        ("jobs.lindhof.example.evil.test", True),
        ("lindhof.evil.test", False),
        ("l1ndhof.example", True),
        ("lindhoff.example", True),
        ("lindhf.example", True),
        ("lindohf.example", True),
        ("xn--lindhf-0nf.example", True),
        ("lindenhof.example", False),
        ("lindhof-labs.example", False),
        ("kestrel.example", False),
    ],
)
def test_a_domain_that_only_looks_like_a_known_one(host: str, alike: bool) -> None:
    assert is_look_alike(host, KNOWN) is alike


def test_short_names_look_like_too_many() -> None:
    assert not is_look_alike("acne.example", {"acme.example"})
    assert is_look_alike("acme.example.evil.test", {"acme.example"})


def test_the_same_name_with_another_ending() -> None:
    assert is_other_end("lindhof.test", KNOWN)
    assert not is_other_end("lindhof-labs.test", KNOWN)


def mail(detail: Detail, *signs: Sign, from_: str = "petra@lindhof.example") -> Finding:
    found = finding(detail)
    return replace(found, from_=Address("", from_), facts=Facts(signs=signs))


def told(found: Finding, place: Standing | None = None, least: str = "medium") -> list[str]:
    return [caution.kind for caution in cautions(found, place, least=least)]


def test_the_gravest_come_first_and_three_are_enough() -> None:
    signs = (Sign("pressure"), Sign("failing"), Sign("money", "pay"), Sign("chat_app", "Telegram"), Sign("gone"))
    assert told(mail(Detail.OFFER, *signs), standing()) == ["money", "chat_app", "pressure"]


def test_what_shows_a_sign_is_said_with_it() -> None:
    (caution,) = cautions(mail(Detail.STATUS_UPDATE, Sign("money", "buy … gift\u202e cards")))
    assert (caution.severity, caution.text) == ("critical", 'asks for money ("buy … gift cards")')


def test_a_sign_is_told_of_its_labels_and_from_its_severity_on() -> None:
    signs = (Sign("free_mail", "x@gmail.com"), Sign("training", "bootcamp"))
    assert told(mail(Detail.INTERVIEW_INVITE, *signs)) == ["free_mail"]
    assert told(mail(Detail.INTERVIEW_INVITE, *signs), least="info") == ["free_mail", "training"]
    assert told(mail(Detail.ACKNOWLEDGEMENT, *signs)) == []
    assert told(replace(mail(Detail.OFFER, *signs), role=FolderRole.SENT)) == []


def test_an_offer_out_of_nothing() -> None:
    assert told(mail(Detail.OFFER)) == ["unasked_offer"]
    assert told(mail(Detail.OFFER), standing()) == []


def test_who_is_known_is_no_stranger_but_answers_go_where_the_sender_says() -> None:
    asks = (Sign("identity", "send … iban"), Sign("reply_elsewhere", "x@gmail.com"))
    stranger = mail(Detail.INFO_REQUEST, *asks, from_="hr@elsewhere.example")
    acquaintance = mail(Detail.INFO_REQUEST, *asks)
    assert told(stranger, standing(stranger, verified=False)) == ["identity", "reply_elsewhere"]
    assert told(acquaintance, standing(acquaintance, verified=False)) == ["reply_elsewhere"]
    assert told(stranger, standing(stranger)) == []


def test_a_small_firm_writes_from_a_free_address() -> None:
    free = mail(Detail.INTERVIEW_INVITE, Sign("free_mail", "bakery@gmail.com"), from_="bakery@gmail.com")
    small = replace(application(), kind=CounterpartKind.SMALL_OWNER)
    assert told(free, standing(free, verified=False)) == ["free_mail"]
    assert told(free, standing(free, verified=False, of=small)) == []


def test_papers_after_a_sure_talk_are_ordinary() -> None:
    asks = mail(Detail.INFO_REQUEST, Sign("identity", "send … iban"), from_="hr@elsewhere.example")
    talk = replace(finding(Detail.INTERVIEW_SCHEDULED, number=2), internaldate=finding().internaldate.replace(month=4))
    for verified in (True, False):
        place = standing(asks, talk, verified=False)
        events = [_vouched(event, verified=verified) if event.finding is talk else event for event in place.events]
        assert told(asks, replace(place, events=tuple(events))) == ([] if verified else ["identity"])


def _vouched(event: Event, *, verified: bool) -> Event:
    return replace(event, link=replace(event.link, verified=verified))


def test_a_look_alike_is_told_where_the_employers_domain_is_known() -> None:
    false = mail(Detail.INTERVIEW_INVITE, from_="petra@lindhof-careers.example")
    end = mail(Detail.INTERVIEW_INVITE, from_="petra@lindhof.test")
    assert told(false, standing(false, verified=False)) == ["look_alike"]
    assert told(end, standing(end, verified=False)) == ["other_end"]
    nobody = replace(application(), contacts=())
    assert told(false, standing(false, verified=False, of=nobody)) == []
    assert told(false, standing(false)) == []


def test_a_warning_stays_when_a_harmless_mail_comes_behind_it() -> None:
    wants = mail(Detail.OFFER, Sign("money", "pay"))
    later = replace(finding(number=2), internaldate=wants.internaldate.replace(month=6))
    assert [each.kind for each in cautions_of(standing(wants, later))] == ["money"]
    assert cautions_of(standing(finding())) == ()
