"""What the user corrects in the ledger: edit, merge, split, and undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from inbox_watch.records import Detail
from tests.cli.calls import Called, call, is_one_plain_line
from tests.cli.remembered import ANSWER, COOK, NEWS, PLANNER, applications, learn, remembered, subjects
from tests.support.findings import received


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return remembered(tmp_path, PLANNER, COOK, NEWS, ANSWER)


def apply(config: Path, *arguments: str) -> Called:
    return call("-c", config, "applications", *arguments)


def undo(config: Path) -> Called:
    return call("-c", config, "undo")


def test_an_edit_is_told_and_helps_later_mail(config: Path) -> None:
    done = apply(config, "edit", "a2", "--employer", "Birkwerk GmbH", "--role", "Baker", "--applied-on", "2026-03-01")
    assert done == Called(0, "a2: Birkwerk GmbH, Baker, applied on 2026-03-01.\n", "")
    learn(config, received("later", "2026-04-01", Detail.STATUS_UPDATE, from_="x@far.example", employers=["Birkwerk"]))
    assert subjects(applications(config)["a2"]) == ["cook", "later"]


def test_kind_and_contact_change_whom_to_write_to_and_when(config: Path) -> None:
    before = applications(config, "2026-03-10")["a2"]
    assert apply(config, "edit", "a2", "--kind", "large", "--contact", "Jo@Kestrel.example").code == 0
    explained = call("-c", config, "explain", "a2").out
    assert "large (as you said); contacts: jo@kestrel.example, jobs@kestrel.example." in explained
    assert applications(config, "2026-03-10")["a2"]["follow_up"]["due_on"] > before["follow_up"]["due_on"]


def test_the_day_moves_the_clock(config: Path) -> None:
    apply(config, "edit", "a2", "--applied-on", "2026-03-20")
    assert applications(config, "2026-03-25")["a2"]["clock_start"] == "2026-03-20"


def test_what_only_the_user_knows_is_told_and_taken_back(config: Path) -> None:
    """SR13, SR19, SR26, SR28, SR32: each is a field of its own, and undo names it."""
    given = (
        "--referred-by",
        "H. Jo",
        "--speculative",
        "--no-instructions-followed",
        "--inside-contact",
        "Kim@X.example",
        "--hiring-manager",
        "Dana Voss",
    )
    done = apply(config, "edit", "a2", *given, "--targeted")
    told = [
        "It answers no advert.",
        "H. Jo recommended you.",
        "Dana Voss decides.",
        "You did not do what the advert asks.",
        "You know there: kim@x.example.",
    ]
    assert done.out.splitlines()[1:] == told
    assert [line for line in call("-c", config, "explain", "a2").out.splitlines() if line in told] == told
    done = apply(config, "edit", "a2", "--referred-by", "", "--no-speculative", "--instructions-followed")
    assert done.out.splitlines()[1:] == [told[2], "You did what the advert asks.", told[4]]
    assert undo(config).out.startswith(
        "Taken back: your change of a2 (referred by, speculative no, instructions followed yes).\n"
    )
    assert undo(config).out.startswith(
        "Taken back: your change of a2 (referred by H. Jo, speculative yes, instructions followed no, "
        "inside contact Kim@X.example, hiring manager Dana Voss, targeted yes).\n"
    )
    assert call("-c", config, "explain", "a2").out.count("recommended you") == 0


def test_an_advert_ends_that_an_application_answers_none(config: Path) -> None:
    """SR28: what answers an advert is not speculative."""
    apply(config, "edit", "a2", "--speculative")
    advert = config.parent / "advert.txt"
    advert.write_text("Cook wanted. No phone calls, please.\n", "utf-8")
    done = apply(config, "edit", "a2", "--posting", str(advert))
    assert done.out.splitlines()[1:] == ["The advert: it asks not to be called."]


@pytest.mark.parametrize(
    "arguments",
    [
        ("a1",),
        ("a1", "--inside-contact", "Kim"),
        ("a77", "--role", "Cook"),
        ("a1", "--employer", " "),
        ("a1", "--role", ""),
        ("a1", "--applied-on", "1.3.2026"),
        ("a1", "--applied-on", "2099-01-01"),
        ("a1", "--contact", "nobody"),
    ],
)
def test_an_edit_that_cannot_be_is_one_line(config: Path, arguments: tuple[str, ...]) -> None:
    done = apply(config, "edit", *arguments)
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)


def test_merged_rows_are_one_with_the_first_id(config: Path) -> None:
    done = apply(config, "merge", "a2", "a1")
    assert done.out == "a2 and a1 are one application now.\na2: Kestrel, Cook, applied on 2026-03-02.\n"
    assert {id_: subjects(each) for id_, each in applications(config).items()} == {
        "a2": ["planner", "cook", "news", "answer"]
    }
    assert apply(config, "merge", "a2", "a1").code == 2


def test_an_added_row_and_its_mail_are_merged(config: Path) -> None:
    apply(config, "add", "--employer", "Nordwind", "--role", "Pilot", "--applied-on", "2026-01-05")
    assert apply(config, "merge", "a1", "a3").code == 0
    assert sorted(applications(config)) == ["a1", "a2"]
    assert applications(config)["a1"]["applied_on"] == "2026-01-05"


@pytest.mark.parametrize("names", [("a1", "a1"), ("a1",), ("a1", "a77"), ("a1", "a2", "a2")])
def test_a_merge_of_nothing_is_one_line(config: Path, names: tuple[str, ...]) -> None:
    done = apply(config, "merge", *names)
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)


def test_split_mail_gets_an_id_of_its_own_and_its_thread_follows(config: Path) -> None:
    done = apply(config, "split", "a1", NEWS.message_id)
    assert done.out == (
        "1 of its messages no longer belongs to a1.\n"
        "a3: Lindhof Labs, applied on 2026-03-20. It is an application of its own now.\n"
    )
    now = applications(config)
    assert (subjects(now["a1"]), subjects(now["a3"])) == (["planner"], ["news", "answer"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a1", "planner@mail.example"), "split off its other messages"),
        (("a1", "planner@mail.example", "news@mail.example", "answer@mail.example"), "split off its other messages"),
        (("a2", "cook@mail.example"), "split off its other messages"),
        (("a1", "cook@mail.example"), "explain a1"),
        (("a1", "nobody@mail.example"), "Message-ID"),
        (("a77", "news@mail.example"), "applications list"),
    ],
)
def test_a_split_that_cannot_be_is_one_line(config: Path, arguments: tuple[str, ...], said: str) -> None:
    done = apply(config, "split", *arguments)
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)
    assert said in done.err


def test_an_application_that_was_split_off_keeps_its_first_message(config: Path) -> None:
    apply(config, "split", "a1", NEWS.message_id)
    assert apply(config, "split", "a3", NEWS.message_id).code == 2
    assert subjects(applications(config)["a3"]) == ["news", "answer"]


def test_undo_takes_back_one_word_after_the_other(config: Path) -> None:
    before = applications(config)
    apply(config, "add", "--employer", "Nordwind", "--role", "Pilot", "--applied-on", "2026-01-05")
    call("-c", config, "label", NEWS.message_id, "offer")
    call("-c", config, "link", NEWS.message_id, "a2")
    apply(config, "edit", "a2", "--role", "Baker", "--applied-on", "2026-03-01")
    apply(config, "close", "a2", "--on", "2026-04-01")
    apply(config, "split", "a2", NEWS.message_id)
    apply(config, "merge", "a1", "a2")
    assert [undo(config).out.splitlines()[0] for _ in range(7)] == [
        "Taken back: your word that others are one with a1.",
        "Taken back: the split of a2.",
        "Taken back: the closing of a2.",
        "Taken back: your change of a2 (role Baker, applied on 2026-03-01).",
        'Taken back: your word that "news" belongs to a2.',
        'Taken back: your word that "news" is offer.',
        "Taken back: your row Nordwind, Pilot, applied on 2026-01-05.",
    ]
    assert applications(config) == before
    done = undo(config)
    assert done.code == 2
    assert is_one_plain_line(done.err)


def test_undo_says_which_application_is_back(config: Path) -> None:
    apply(config, "merge", "a1", "a2")
    assert "a2: Kestrel, Cook, applied on 2026-03-04. It is an application of its own now.\n" in undo(config).out


def test_a_row_that_was_taken_back_can_be_imported_again(config: Path) -> None:
    table = config.parent / "table.csv"
    table.write_text("company,date\nNordwind,2026-01-05\n", "utf-8")
    assert apply(config, "import", str(table)).code == 0
    undo(config)
    assert "1 application added" in apply(config, "import", str(table)).out
