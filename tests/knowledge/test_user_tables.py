"""The user's own rows: each table they may lie over, what no row may say, and that the shipped tables come back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.classify.verdict import classify
from inbox_watch.errors import ConfigError
from inbox_watch.facts.employer import _PLACES
from inbox_watch.facts.gather import facts_of
from inbox_watch.facts.greeting import addressed
from inbox_watch.facts.names import same_employer
from inbox_watch.knowledge import columns, in_use, phrases, shipped, table, use
from inbox_watch.knowledge.extendable import EXTENDABLE, faults_of_cell
from inbox_watch.knowledge.senders import is_free_mail, platform_of
from inbox_watch.knowledge.user_tables import OF_THE_HOUSE, OF_THE_MODEL, layered, read_user_tables
from inbox_watch.records import AutomaticMark, Detail, Facts, Message, SentKind
from tests.facts.mails import BERLIN, letter, mail
from tests.support.findings import added, home, received, replay

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tables.md"


def facts(message: Message) -> Facts:
    return facts_of(message, Detail.ACKNOWLEDGEMENT, BERLIN)


def employer(message: Message) -> str:
    return next((each.name for each in facts(message).employers), "")


def written(folder: Path, name: str, *rows: str) -> Path:
    """A folder with one table of the user; the columns of a row are told apart by two blanks here."""
    lines = ["\t".join(columns(name)), *(row.replace("  ", "\t") for row in rows)]
    (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def put_to_use(folder: Path) -> None:
    use(layered(read_user_tables(folder)))


class Case(NamedTuple):
    """One row, what it changes, and how that was before."""

    table: str
    row: str
    outcome: Callable[[], object]
    before: object
    after: object


AWAY = replace(
    mail("Jeg holder ferie til den 9. juni.", subject="Din mail"),
    marks=(AutomaticMark("auto-submitted", "auto-replied", "absence"),),
)
BOARD = mail("Hej.", subject="Sendt: Pladsmand til Nordlys Optik", sender="post@jobtavle.example")
HIRED_BY = "no-reply@us.greenhouse-mail.io"


def linked_by_another_name() -> str:
    refusal = received("no", "2026-04-02", Detail.REJECTION, employers=["KWH"], from_=HIRED_BY)
    found = home(replay(refusal, statements=(added(1, "Kestrel Works GmbH", "2026-03-03"),)), refusal)
    return found.id if found else ""


CASES = (
    Case(
        "senders",
        "mail.stellwerk.example  Stellwerk  ats  large  display_name,subject",
        lambda: (
            facts(mail(sender="x@eu.mail.stellwerk.example")).platform,
            facts(mail(sender="x@mail.stellwerk.example")).platform_kind,
        ),
        ("", ""),
        ("Stellwerk", "ats"),
    ),
    Case("free_mail", "Postwinkel.example", lambda: employer(mail(sender="anna@postwinkel.example")), "Postwinkel", ""),
    Case("legal_forms", "S.p.k.", lambda: same_employer("Lindhof Labs SPK", "Lindhof Labs"), False, True),
    Case(
        "desk_words",
        "Kandidatbüro  end",
        lambda: employer(mail(name="Lindhof Labs Kandidatburo", sender=HIRED_BY)),
        "Lindhof Labs Kandidatburo",
        "Lindhof Labs",
    ),
    Case(
        "no_names",
        "Tillykke",
        lambda: employer(mail("Thank you for your application to Tillykke.", sender="a@gmail.com")),
        "Tillykke",
        "",
    ),
    Case(
        "subject_words",
        "mellemstatus",
        lambda: facts(mail(subject="Mellemstatus Logistics Planner")).role,
        "Mellemstatus Logistics Planner",
        "Logistics Planner",
    ),
    Case("employer_aliases", "KWH  Kestrel Works GmbH", linked_by_another_name, "", "a1"),
    Case(
        "board_templates",
        "jobtavle.example  Sendt: {role} til {employer}  application_sent",
        lambda: (classify(BOARD, None).detail, facts(BOARD).role, employer(BOARD)),
        (Detail.NOT_JOB, "", "Sendt"),
        (Detail.APPLICATION_SENT, "Pladsmand", "Nordlys Optik"),
    ),
    Case(
        "employer_phrases",
        "both  da  din ansøgning hos {name}",
        lambda: employer(mail("Tak for din ansøgning hos Nordlys Optik.", sender="a@gmail.com")),
        "",
        "Nordlys Optik",
    ),
    Case(
        "employer_phrases",
        "body  da  {name} har modtaget",
        lambda: employer(mail("I dag har det hele Nordlys Optik  har\nmodtaget den.", sender="a@gmail.com")),
        "",
        "Nordlys Optik",
    ),
    Case(
        "role_phrases",
        "da  stillingen som {role}",
        lambda: facts(mail("Tak for interessen for stillingen som Pladsmand.")).role,
        "",
        "Pladsmand",
    ),
    Case(
        "agency_words",
        "vikarbureau*",
        lambda: facts(mail(name="Nordlys Vikarbureauet")).platform_kind,
        "",
        "agency",
    ),
    Case("greetings", "da  kære", lambda: addressed("Kære  Runa,\nTak."), frozenset(), frozenset({"runa"})),
    Case(
        "title_words", "da  person  kranfører", lambda: facts(mail(subject="Havnekranfører")).role, "", "Havnekranfører"
    ),
    Case(
        "sent_words",
        "application  da  jeg søger hermed",
        lambda: facts(letter("Jeg søger\nhermed stillingen.")).sent_kind,
        SentKind.OTHER,
        SentKind.APPLICATION,
    ),
    Case("absence", "text  holder ferie", lambda: classify(AWAY, None).detail, Detail.NOT_JOB, Detail.OUT_OF_OFFICE),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.table)
def test_a_row_of_the_user_changes_what_a_mail_says_and_goes_again(case: Case, tmp_path: Path) -> None:
    assert case.outcome() == case.before
    put_to_use(written(tmp_path, case.table, case.row))
    assert case.outcome() == case.after
    use({})
    assert case.outcome() == case.before


def test_every_table_is_tried_here_and_each_either_can_be_extended_or_not() -> None:
    assert {case.table for case in CASES} == set(EXTENDABLE)
    names = {path.stem for path in (Path(phrases.__file__).parent).glob("*.tsv")}
    assert names == set(EXTENDABLE) | OF_THE_MODEL | OF_THE_HOUSE
    assert not set(EXTENDABLE) & (OF_THE_MODEL | OF_THE_HOUSE)


def test_the_shipped_rows_say_what_a_user_may_say() -> None:
    cells = [
        (name, column, row[column])
        for name, its in EXTENDABLE.items()
        for row in shipped(name)
        for column in row
        if column != "pattern"
    ]
    assert [cell for cell in cells if list(faults_of_cell(EXTENDABLE[cell[0]], cell[1], cell[2]))] == []


def test_a_user_names_only_places_that_are_read() -> None:
    assert EXTENDABLE["senders"].lists["employer_in"] - {"-"} <= set(_PLACES)


def test_the_page_about_the_tables_shows_each_with_its_columns_its_key_and_what_they_may_say() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    shown = {name: (*named.replace("*", "").split(),) for name, named, _ in rows}
    assert shown == {name: columns(name) for name in EXTENDABLE}
    for name, named, said in rows:
        assert re.findall(r"\*\*(\w+)\*\*", named) == ([EXTENDABLE[name].key] if EXTENDABLE[name].key else [])
        values = {**EXTENDABLE[name].values, **EXTENDABLE[name].lists, "detail": frozenset()}
        assert [value for its in values.values() for value in its if value != "-" and value not in said] == [], name


@pytest.mark.parametrize(
    "block", re.findall(r"^```text\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
)
def test_the_tables_on_the_page_hold(block: str, tmp_path: Path) -> None:
    header = tuple(next(line for line in block.splitlines() if not line.startswith("#")).split("\t"))
    name = next(name for name in EXTENDABLE if columns(name) == header)
    (tmp_path / f"{name}.tsv").write_text(block, "utf-8")
    assert len(read_user_tables(tmp_path)[0].rows) >= 1


# Which row holds


def test_a_row_with_the_key_of_a_shipped_one_replaces_it(tmp_path: Path) -> None:
    put_to_use(written(tmp_path, "senders", "Lever.co  Heber  job_board  -  subject"))
    found = platform_of("x@lever.co")
    assert found is not None
    assert (found.vendor, found.kind) == ("Heber", "job_board")
    assert len(table("senders")) == len(shipped("senders"))


def test_a_shipped_row_is_switched_off(tmp_path: Path) -> None:
    put_to_use(written(tmp_path, "free_mail", "! AOL.com", "postwinkel.example"))
    assert (is_free_mail("aol.com"), is_free_mail("gmail.com"), is_free_mail("postwinkel.example")) == (
        False,
        True,
        True,
    )


def test_phrases_of_the_user_come_before_the_shipped_ones_and_replace_none(tmp_path: Path) -> None:
    put_to_use(written(tmp_path, "role_phrases", "da  stillingen som {role}"))
    assert table("role_phrases")[1:] == shipped("role_phrases")


def test_the_user_says_what_a_subject_of_a_known_board_names(tmp_path: Path) -> None:
    message = mail(subject="Indeed Application: Planner (Kestrel Works)", sender="indeedapply@indeed.com")
    assert facts(message).role == "Planner (Kestrel Works)"
    put_to_use(written(tmp_path, "board_templates", "indeed.com  indeed application: {role} ({employer})  -"))
    assert (facts(message).role, employer(message)) == ("Planner", "Kestrel Works")


@pytest.mark.parametrize(
    ("rows", "one", "other", "same"),
    [
        (("KWH  Kestrel Works GmbH",), "K.W.H. Ltd", "KESTREL WORKS", True),
        (("KWH  Kestrel Works", "Kestrel Works  Falkenholding"), "KWH", "Falkenholding AG", True),
        (("Kestrel Works  Falkenholding", "KWH  Kestrel Works"), "KWH", "Falkenholding AG", True),
        (("KWH  Kestrel", "Kestrel  KWH"), "Kestrel", "KWH", True),
        (("KWH  kwh",), "KWH", "Kestrel", False),
        (("KWH  Kestrel", "Lindhof  Lindhof Labs"), "KWH", "Lindhof", False),
    ],
)
def test_names_of_one_employer_are_one_however_they_are_chained(
    rows: tuple[str, ...], one: str, other: str, same: bool, tmp_path: Path
) -> None:
    put_to_use(written(tmp_path, "employer_aliases", *rows))
    assert same_employer(one, other) is same


def test_what_is_no_table_is_passed_over(tmp_path: Path) -> None:
    for name in (".senders.tsv", "README.md", "senders.tsv~", "notes.txt", "~senders.tsv"):
        (tmp_path / name).write_bytes(b"\xff\tanything")
    (tmp_path / "free_mail.tsv").write_bytes("\ufeff# mine\r\ndomain\r\n\r\n postwinkel.example \r\n".encode())
    put_to_use(tmp_path)
    assert list(in_use()) == ["free_mail"]
    assert is_free_mail("postwinkel.example")


# What is wrong


WRONG = (
    ("senders", "jobs.example  Jobs  ats", "2: 5 columns belong here (address vendor kind size employer_in), a tab"),
    ("senders", "jobs.example  Jobs  atz  -  body", "2: kind knows no atz; did you mean ats?"),
    ("senders", "jobs.example  Jobs  ats  huge  body", "2: size knows no huge; known: -, large, midsize, small_owner"),
    ("senders", "jobs.example  Jobs  ats  -  body,footer", "2: employer_in knows no footer; known"),
    ("senders", "jobs  Jobs  ats  -  body", "2: address must be an address or a domain such as jobs.example"),
    ("senders", "jobs.example    ats  -  body", "2: vendor is empty"),
    ("free_mail", f"{'a' * 200}.example", "2: domain is longer than 200 letters"),
    ("free_mail", "!nowhere.example", "2: there is no shipped row nowhere.example to switch off"),
    ("legal_forms", "z o.o.", "2: form must be one word"),
    ("greetings", "danish  kære", "2: language must be two small letters such as en"),
    ("greetings", "!kære", "2: rows of this table cannot be switched off"),
    ("agency_words", r"\bvikar\b", "2: pattern is a plain phrase, not a regular expression"),
    ("agency_words", "(a+)+$", "2: pattern is a plain phrase, not a regular expression"),
    ("agency_words", "vikar.*", "2: pattern is a plain phrase, not a regular expression"),
    ("agency_words", "vikar|bureau", "2: pattern holds one phrase a row"),
    ("agency_words", "vikar {name}", "2: pattern may hold no braces"),
    ("agency_words", "*", "2: pattern needs 2 letters or more of its own"),
    ("agency_words", "*vikar", "2: pattern may hold * only at the end of a word"),
    ("employer_phrases", "both  da  hos*{name}", "2: pattern may hold * only at the end of a word"),
    ("title_words", "da  person  fører*", "2: pattern is matched at the end of a word, so it may hold no *"),
    ("title_words", "da  person  fyr", "2: pattern needs 4 letters or more"),
    ("employer_phrases", "both  da  hos", "2: pattern needs {name} once"),
    ("employer_phrases", "both  da  hos {name} og {name}", "2: pattern needs {name} once"),
    ("employer_phrases", "both  da  hos {name} som {role}", "2: pattern may hold in braces only name"),
    ("role_phrases", "da  {role}", "2: pattern needs 2 letters or more of its own"),
    ("board_templates", "jobs.example  sendt: {title}  -", "2: pattern may hold in braces only employer, role, job_id"),
    ("board_templates", "jobs.example  {role} i {role} sendt  -", "2: pattern may hold each place once"),
    ("board_templates", "jobs.example  sendt  sent", "2: detail knows no sent; "),
    ("absence", "body  holder ferie", "2: kind knows no body; known: deputy, left, other_matter, return, subject, "),
)


@pytest.mark.parametrize(("name", "row", "said"), WRONG)
def test_a_row_that_does_not_fit_is_told_with_its_line(name: str, row: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        read_user_tables(written(tmp_path, name, row))
    assert len(refused.value.problems) == 1
    assert refused.value.problems[0].startswith(f"{tmp_path / name}.tsv:{said}")


def test_a_row_that_stands_there_twice_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"free_mail\.tsv:4: post\.example stands in line 2 already"):
        read_user_tables(written(tmp_path, "free_mail", "Post.example", "mail.example", "post.example"))


def test_more_phrases_than_a_mail_has_time_for_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"agency_words\.tsv:202: 201 rows are more than 200"):
        read_user_tables(written(tmp_path, "agency_words", *(f"bureau {number}" for number in range(201))))


FILES = (
    ("concepts.tsv", b"", ": concepts belongs to the trained model and cannot be extended; `inbox-watch label`"),
    ("function_words.tsv", b"", ": function_words belongs to the trained model and cannot be extended"),
    ("quotation.tsv", b"", ": quotation cannot be extended; you can extend absence, agency_words"),
    ("sender.tsv", b"", ": there is no table sender; did you mean senders?"),
    ("zzzz.tsv", b"", ": there is no table zzzz; you can extend absence, "),
    ("senders.csv", b"", " is not read: save it as senders.tsv"),
    ("free_mail.tsv", b"", ":1: the first line must name the columns, a tab between them: domain"),
    ("free_mail.tsv", b"# mine\nwinkel.example\n", ":2: the first line must name the columns"),
    ("free_mail.tsv", b"domain\nwinkel.example\nb\xfcro.example\n", ":3: this is not UTF-8: save the file as UTF-8"),
    ("free_mail.tsv", "domain\n".encode("utf-16"), ":1: this is not UTF-8"),
)


@pytest.mark.parametrize(("name", "octets", "said"), FILES)
def test_a_file_that_does_not_fit_is_told(name: str, octets: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(octets)
    with pytest.raises(ConfigError) as refused:
        read_user_tables(tmp_path)
    assert len(refused.value.problems) == 1
    assert refused.value.problems[0].startswith(f"{tmp_path / name}{said}")


def test_a_file_in_place_of_the_folder_and_a_folder_in_place_of_a_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "knowledge").write_text("senders")
    with pytest.raises(ConfigError, match=r"knowledge cannot be read \(Not a directory\): it must be a folder"):
        read_user_tables(tmp_path / "knowledge")
    (tmp_path / "senders.tsv").mkdir()
    with pytest.raises(ConfigError, match=r"senders\.tsv cannot be read \(Is a directory\)"):
        read_user_tables(tmp_path)


def test_what_is_wrong_in_all_files_is_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, "free_mail", "nothing", "!nowhere.example")
    written(tmp_path, "absence", "body  *")
    (tmp_path / "cues.tsv").touch()
    with pytest.raises(ConfigError) as refused:
        read_user_tables(tmp_path)
    places = [problem.removeprefix(f"{tmp_path}/").split(" ")[0] for problem in refused.value.problems]
    assert places == ["absence.tsv:2:", "absence.tsv:2:", "cues.tsv:", "free_mail.tsv:2:", "free_mail.tsv:3:"]


# No phrase hangs


_ANY_PHRASE = st.text(st.sampled_from("aäßÉ* '’-.,:;!?#()[]&+/1x "), min_size=2, max_size=30).map(str.strip)


@given(_ANY_PHRASE)
def test_a_phrase_is_found_where_it_stands(phrase: str) -> None:
    if list(phrases.faults_of_words(phrase)):
        return
    text = f"1 {phrase.replace('*', 'x').replace('’', chr(39))} 2"
    for make in (phrases.anywhere, phrases.ending, phrases.greeting):
        assert re.search(make(phrase), text.replace("  ", "\n"), re.IGNORECASE)
    assert not re.search(phrases.anywhere(f"zz{phrase}"), text, re.IGNORECASE)


SLOW = {
    "letters": "a" * 6000,
    "names": "Aa " * 2000,
    "hyphened": "Aa-" * 2000,
    "long": "A" * 6000,
    "blanks": " " * 6000,
    "phrases": "a a " * 1500,
    "in a phrase": "aa Aa aa " * 700,
    "subject": "a - " * 125,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_no_phrase_is_slow_on_a_hostile_text(text: str, tmp_path: Path) -> None:
    written(tmp_path, "employer_phrases", "both  xx  aa {name}", "both  xx  {name} aa", "both  xx  aa* {name}a*")
    written(tmp_path, "role_phrases", "xx  aa {role}", "xx  {role} aa", "xx  a* a* {role} aa*")
    written(tmp_path, "agency_words", "a* a* a*", "a* - a")
    written(tmp_path, "title_words", "xx  person  aaaa")
    written(tmp_path, "sent_words", "application  xx  a* a* a* b")
    written(tmp_path, "board_templates", "acme.example  {role} - {employer} - {job_id} - bb  -")
    put_to_use(tmp_path)
    facts(mail())
    started = time.process_time()
    facts(mail(text, subject=text[:500]))
    facts(letter(text, subject=text[:500]))
    assert time.process_time() - started < 1.0
