"""Laws of what the user says: any order, once is as good as twice, and nothing else changes."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.link.evidence import QUEUE
from inbox_watch.link.ledger import Ledger
from inbox_watch.records import CounterpartKind, Finding, LinkReason, Statement, StatementKind
from tests.support.any_mail import any_mail
from tests.support.findings import added, edited, home, linked, merged, replay, split, undone

ROW = added(1, "kestrel", "2026-03-04", role="Cook")
_MOST = 6


@st.composite
def any_words(draw: st.DrawFn, findings: list[Finding]) -> list[Statement]:
    """Some statements about any mail, as if each of them were what an application is known from."""
    keys = [*(finding.sha256 for finding in findings), "statement:1"]
    said = [ROW]
    for number in range(2, 2 + draw(st.integers(1, _MOST))):
        mail, other = draw(st.sampled_from(findings)), draw(st.sampled_from(keys))
        said.append(
            draw(
                st.sampled_from(
                    [
                        linked(number, mail, draw(st.sampled_from([other, "none", "new"]))),
                        edited(number, other, employer="Birkwerk", role=draw(st.sampled_from(["Cook", "Baker"]))),
                        edited(number, other, applied_on=f"2026-03-{draw(st.integers(1, 20)):02d}", kind="small_owner"),
                        edited(number, other, contact="jo@kestrel.example"),
                        edited(number, other, targeted="yes", referred_by=draw(st.sampled_from(["H. Jo", ""]))),
                        edited(number, other, speculative=draw(st.sampled_from(["yes", "no"])), no_calls="yes"),
                        edited(number, other, inside_contact=draw(st.sampled_from(["a@x.example", "b@x.example"]))),
                        merged(number, *draw(st.permutations(keys))[:3]),
                        split(number, mail, *draw(st.permutations(findings))[:2]),
                        undone(number, replace(ROW, number=draw(st.integers(2, number)))),
                    ]
                )
            )
        )
    return said


@st.composite
def any_world(draw: st.DrawFn) -> tuple[list[Finding], list[Statement]]:
    findings = draw(any_mail())
    return findings, draw(any_words(findings))


@given(any_world(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_any_order_of_mail_and_of_statements_gives_the_same_sound_ledger(
    world: tuple[list[Finding], list[Statement]], dice: random.Random
) -> None:
    findings, said = world
    ledger = replay(*findings, statements=said)
    assert replay(*dice.sample(findings, len(findings)), statements=dice.sample(said, len(said))) == ledger
    known = [application.id for application in ledger.applications]
    assert len(set(known)) == len(known)
    keys = [key for application in ledger.applications for key in application.keys]
    assert len(set(keys)) == len(keys)
    assert len({each.sha256 for each in ledger.links}) == len(ledger.links)
    for each in ledger.links:
        assert set(known).issuperset({*each.candidates, *each.beside})
        assert each.application_id is None or each.application_id in known
        assert (each.application_id is None and not each.candidates) <= (each.reason is LinkReason.USER)


@given(any_world(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_ids_stay_when_the_same_is_said_of_more_mail(
    world: tuple[list[Finding], list[Statement]], dice: random.Random
) -> None:
    findings, said = world
    before = replay(*dice.sample(findings, len(findings) // 2), statements=said)
    after = replay(*findings, statements=said, known=before.ids)
    assert before.ids.keys() <= after.ids.keys()
    assert replay(*findings, statements=said, known=after.ids).ids == after.ids


@given(any_world())
@settings(max_examples=100, deadline=None)
def test_what_is_said_twice_holds_once(world: tuple[list[Finding], list[Statement]]) -> None:
    """Of merges and edits at least: a mail that founds an application again founds another."""
    findings, said = world
    again = [
        replace(each, number=len(said) + 2)
        for each in said[-1:]
        if each.kind in (StatementKind.MERGE, StatementKind.EDIT)
    ]
    assert replay(*findings, statements=[*said, *again]) == replay(*findings, statements=said)


@given(any_world(), st.data())
@settings(max_examples=100, deadline=None)
def test_what_is_taken_back_was_never_said(world: tuple[list[Finding], list[Statement]], data: st.DataObject) -> None:
    findings, said = world
    said = [each for each in said if each.kind is not StatementKind.UNDO]
    back = data.draw(st.sampled_from(said))
    rest = [each for each in said if each is not back]
    assert replay(*findings, statements=[*said, undone(99, back)]) == replay(*findings, statements=rest)


def of(ledger: Ledger, mail: list[Finding]) -> list[object]:
    """All that a ledger says of some mail and its applications."""
    mine = {finding.sha256 for finding in mail}
    links = [each for each in ledger.links if each.sha256 in mine]
    return [*links, *(each for each in ledger.applications if mine.intersection(each.keys))]


@given(
    any_mail(firms=["kestrel"], name="k"), any_mail(firms=["lindhof"], name="l"), st.data(), st.sampled_from([1, 2, 3])
)
@settings(max_examples=150, deadline=None)
def test_a_word_about_one_employer_changes_nothing_at_another(
    others: list[Finding], mine: list[Finding], data: st.DataObject, count: int
) -> None:
    """Two searches that share no name, no address and no thread."""
    keys = [each.sha256 for each in mine]
    said = [
        data.draw(
            st.sampled_from(
                [
                    linked(
                        number, data.draw(st.sampled_from(mine)), data.draw(st.sampled_from([*keys, "none", "new"]))
                    ),
                    edited(
                        number, data.draw(st.sampled_from(keys)), employer="Lindhof Labs", contact="jo@lindhof.example"
                    ),
                    edited(number, data.draw(st.sampled_from(keys)), applied_on="2026-03-01", role="Baker"),
                    merged(number, *data.draw(st.permutations(keys))[:2]),
                    split(number, mine[0], *data.draw(st.permutations(mine))[:2]),
                ]
            )
        )
        for number in range(1, 1 + count)
    ]
    before = replay(*others, *mine)
    after = replay(*others, *mine, statements=said, known=before.ids)
    assert of(after, others) == of(replay(*others, *mine, known=before.ids), others)


@given(any_mail(), st.sampled_from([CounterpartKind.SMALL_OWNER, CounterpartKind.LARGE]), st.data())
@settings(max_examples=60, deadline=None)
def test_an_edit_of_the_kind_changes_that_application_alone(
    findings: list[Finding], kind: CounterpartKind, data: st.DataObject
) -> None:
    before = replay(*findings)
    if not before.applications:
        return
    mine = data.draw(st.sampled_from(before.applications))
    after = replay(*findings, statements=[edited(1, mine.keys[0], kind=kind.value)])
    assert after.links == before.links
    assert after.applications == tuple(
        replace(each, kind=kind, kind_guessed=False) if each is mine else each for each in before.applications
    )


@given(any_mail(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_link_puts_the_mail_there_and_moves_only_what_was_said_after_it(
    findings: list[Finding], data: st.DataObject
) -> None:
    """What came within the hour before another mail is looked at last of all, and may have learned from it."""
    before = replay(*findings)
    if not before.applications:
        return
    target = data.draw(st.sampled_from(before.applications))
    others = [each for each in findings if each.sha256 != target.keys[0]]
    if not others:
        return
    mail = data.draw(st.sampled_from(others))
    said = [linked(1, mail, target.keys[0])]
    after = replay(*findings, statements=said, known=before.ids)
    home_now = home(after, mail)
    assert home_now
    assert target.keys[0] in home_now.keys
    came = [each.internaldate for each in findings]
    earlier = {
        each.sha256
        for each in findings
        if each.internaldate < mail.internaldate and not any(0 < (at - each.internaldate) / QUEUE <= 1 for at in came)
    }
    assert [each for each in after.links if each.sha256 in earlier] == [
        each for each in before.links if each.sha256 in earlier
    ]
