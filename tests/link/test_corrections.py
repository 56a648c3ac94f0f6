from dataclasses import replace

import pytest

from inbox_watch.link.corrections import corrected, last_labels
from inbox_watch.records import Detail, Label, Statement, StatementKind
from tests.support.findings import at, home, received, replay, sent, sha256


def relabel(number: int, key: str, detail: Detail) -> Statement:
    return Statement(number, StatementKind.RELABEL, at("2026-05-01"), sha256(key), {"detail": detail.value})


def test_of_several_labels_the_last_counts() -> None:
    said = (relabel(1, "no", Detail.OFFER), relabel(2, "other", Detail.NOT_JOB), relabel(3, "no", Detail.REJECTION))
    assert last_labels(said) == {sha256("no"): Detail.REJECTION, sha256("other"): Detail.NOT_JOB}


def test_a_labelled_finding_has_the_users_verdict_and_the_rest_stays() -> None:
    labelled = received("no", "2026-04-01", Detail.ACKNOWLEDGEMENT)
    untouched = received("yes", "2026-04-02", Detail.OFFER)
    first, second = corrected((labelled, untouched), (relabel(1, "no", Detail.POSITION_CLOSED),))
    assert (first.verdict.label, first.verdict.detail) == (Detail.POSITION_CLOSED.label, Detail.POSITION_CLOSED)
    assert (first.verdict.probability, first.verdict.unsure, first.verdict.judged_by) == (1.0, False, "user")
    assert first.facts == labelled.facts
    assert second == untouched


def test_what_else_was_said_labels_nothing() -> None:
    said = Statement(1, StatementKind.CLOSE, at("2026-05-01"), sha256("no"))
    finding = received("no", "2026-04-01", Detail.ACKNOWLEDGEMENT)
    assert list(corrected((finding,), (said,))) == [finding]


@pytest.mark.parametrize(
    ("detail", "label"),
    [
        (Detail.POSITION_CLOSED, Label.REJECTION),
        (Detail.TALENT_POOL, Label.STATUS_UPDATE),
        (Detail.READ_RECEIPT, Label.OTHER),
        (Detail.OFFER, Label.OFFER),
    ],
)
def test_a_detail_the_user_said_brings_its_label_and_no_other_score(detail: Detail, label: Label) -> None:
    (found,) = corrected((received("no", "2026-04-01", unsure=True),), (relabel(1, "no", detail),))
    assert (found.verdict.detail, found.verdict.label) == (detail, label)
    assert found.verdict.scores == ((label, 1.0),)
    assert not found.verdict.unsure


def test_nothing_but_the_verdict_of_a_finding_changes() -> None:
    before = received("no", "2026-04-01", role="Planner", employers=("Lindhof Labs",), passed=True, automatic=True)
    (after,) = corrected((before,), (relabel(1, "no", Detail.REJECTION),))
    assert after != before
    assert replace(after, verdict=before.verdict) == before


def test_findings_keep_their_order_and_without_a_statement_they_are_the_same() -> None:
    findings = [received(key, "2026-04-01") for key in ("c", "a", "b")]
    assert list(corrected(findings, ())) == findings
    assert [each.sha256 for each in corrected(findings, (relabel(1, "a", Detail.OFFER),))] == [
        each.sha256 for each in findings
    ]


def test_the_last_label_counts_and_not_the_latest_date() -> None:
    early = replace(relabel(2, "no", Detail.REJECTION), said_at=at("2026-01-01"))
    (found,) = corrected((received("no", "2026-04-01"),), (relabel(1, "no", Detail.OFFER), early))
    assert found.detail is Detail.REJECTION


def test_a_label_of_a_message_that_is_not_there_changes_nothing() -> None:
    finding = received("no", "2026-04-01")
    assert list(corrected((finding,), (relabel(1, "gone", Detail.OFFER),))) == [finding]


def test_mail_that_the_user_calls_unrelated_is_still_in_its_thread() -> None:
    cv = sent("cv", "2026-03-02", to="jobs@lindhof.example", role="Planner")
    answer = received("no", "2026-04-01", Detail.REJECTION, from_="jobs@lindhof.example", answers="cv")
    ledger = replay(*corrected((cv, answer), (relabel(1, "no", Detail.NOT_JOB),)))
    assert home(ledger, cv) is not None
    assert home(ledger, answer) == home(ledger, cv)
