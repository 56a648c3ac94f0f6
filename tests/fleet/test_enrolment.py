"""Who is enrolled, from a portal and from a list; and who is not."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.fleet.clients import Scope
from inbox_watch.fleet.enrolment import Enrolment, Terms, enrol, enrol_file
from inbox_watch.fleet.entries import FIELDS, Value
from inbox_watch.fleet.refusal import EnrolmentRefused
from inbox_watch.sources.ledger import DateOrder
from inbox_watch.sources.ledger.files import File
from tests.fleet.people import TODAY, client, entry

TERMS = Terms(TODAY)
SECRET = "abcd efgh ijkl mnop"  # nobody's

HEADINGS = "Client ID;Coach;Einwilligung von;Einwilligung am;Gültig bis;Umfang;E-Mail-Adresse;Passwortbefehl;Zeitzone"
ROW = "c-0001;brandt;form 4711;01.04.2026;31.12.2026;counts;runa@gmail.com;pass show {client};Europe/Berlin"


def refused(*entries: dict[str, Value], terms: Terms = TERMS) -> str:
    with pytest.raises(EnrolmentRefused) as error:
        enrol(entries, terms)
    return str(error.value)


def of_file(text: str | bytes, terms: Terms = TERMS) -> Enrolment:
    octets = text if isinstance(text, bytes) else text.encode()
    return enrol_file(File("clients.csv", octets), terms)


def refused_file(text: str | bytes, terms: Terms = TERMS) -> str:
    with pytest.raises(EnrolmentRefused) as error:
        of_file(text, terms)
    return str(error.value)


# A portal


def test_a_portal_enrols_with_one_call() -> None:
    assert enrol([entry()], TERMS) == Enrolment(new=(client(),), changed=(), same=())


def test_a_day_may_be_a_day_and_a_command_its_words() -> None:
    said = entry(
        consent_on=date(2026, 4, 1),
        consent_until=date(2026, 12, 31),
        password_cmd=["pass", "show", "career/{client}"],
    )
    assert enrol([said], TERMS).new == (client(),)


def test_an_empty_field_is_the_default_of_the_house() -> None:
    terms = Terms(
        TODAY, defaults={"coach": "brandt", "timezone": "Europe/Berlin", "password_cmd": "pass show {client}"}
    )
    bare = entry(coach="", timezone="", password_cmd="")
    found = enrol([bare], terms).new[0]
    assert (found.coach, found.timezone, found.secret.template) == (
        "brandt",
        "Europe/Berlin",
        ("pass", "show", "{client}"),
    )


def test_a_token_command_of_a_row_stands_for_the_password_command_of_the_house() -> None:
    terms = Terms(TODAY, defaults={"password_cmd": "pass show {client}"})
    said = entry(user="runa@outlook.com", password_cmd="", token_cmd="token-of {client}")
    assert enrol([said], terms).new[0].secret.option == "token_cmd"


def test_who_is_known_is_new_changed_or_the_same() -> None:
    known = {"c-0001": client(), "c-0002": client("c-0002", user="ole@gmail.com")}
    others = [entry(client="c-0002", user="ole@gmail.com", coach="meier"), entry(client="c-0003", user="pia@gmail.com")]
    found = enrol([entry(), *others], Terms(TODAY, known=known))
    assert [[each.id for each in part] for part in (found.same, found.changed, found.new)] == [
        ["c-0001"],
        ["c-0002"],
        ["c-0003"],
    ]


@pytest.mark.parametrize(
    ("said", "is_withdrawn"),
    [
        ({}, True),
        ({"language": "en"}, True),
        ({"consent_until": "2027-01-31"}, True),
        ({"consent_by": "form 4712"}, True),
        ({"consent_on": "2026-04-19"}, True),
        ({"consent_on": "2026-04-20"}, False),
    ],
)
def test_who_withdrew_stays_so_until_a_later_consent(said: dict[str, Value], *, is_withdrawn: bool) -> None:
    terms = Terms(TODAY, known={"c-0001": client()}, withdrawn={"c-0001": date(2026, 4, 20)})
    found = enrol([entry(**said)], terms)
    assert ([each.id for each in found.withdrawn], [each.id for each in found.changed]) == (
        (["c-0001"], []) if is_withdrawn else ([], ["c-0001"])
    )
    assert (found.new, found.same) == ((), ())


def test_on_the_day_of_the_withdrawal_another_paper_is_another_consent() -> None:
    terms = Terms(TODAY, known={"c-0001": client()}, withdrawn={"c-0001": date(2026, 4, 1)})
    assert enrol([entry()], terms).withdrawn
    assert enrol([entry(consent_by="form 4712")], terms).changed


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"user": "runa@icloud.com"}, ("iCloud", "imap.mail.me.com", 993, "tls", "runa")),
        ({"provider": "gmx", "user": "runa@firm.example"}, ("GMX", "imap.gmx.net", 993, "tls", "runa@firm.example")),
        ({"host": "mail.lindhof.example", "user": "runa"}, ("", "mail.lindhof.example", 993, "tls", "runa")),
        (
            {"host": "mail.lindhof.example:1143", "security": "starttls"},
            ("", "mail.lindhof.example", 1143, "starttls", "runa.falk@gmail.com"),
        ),
        ({"host": "imap.GMAIL.com"}, ("Gmail", "imap.gmail.com", 993, "tls", "runa.falk@gmail.com")),
        ({"host": "localhost:1143", "security": "none", "user": "r"}, ("", "localhost", 1143, "none", "r")),
    ],
)
def test_where_the_mail_is(said: dict[str, Value], expected: tuple[Any, ...]) -> None:
    found = enrol([entry(**said)], TERMS).new[0]
    assert (found.provider, found.host, found.port, found.security, found.user) == expected


def test_a_queue_is_the_provider_or_the_server() -> None:
    assert client().queue == "Gmail"
    assert client(provider="", host="mail.lindhof.example").queue == "mail.lindhof.example"


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("none", frozenset()),
        ("Counts", {Scope.COUNTS}),
        ("counts; cohort employers", {Scope.COUNTS, Scope.COHORT, Scope.EMPLOYERS}),
    ],
)
def test_what_is_consented_to(scope: str, expected: set[Scope]) -> None:
    assert enrol([entry(consent_scope=scope)], TERMS).new[0].consent.scope == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"client": ""}, "there is no client"),
        ({"client": "runa@gmail.com"}, "client must be up to 63 letters"),
        ({"client": "../etc"}, "client must be"),
        ({"client": "-rf"}, "client must be"),
        ({"client": "a..b"}, "client must be"),
        ({"client": "a" * 64}, "client must be"),
        ({"coach": "Anna Brandt"}, "coach must be up to 63 letters"),
        ({"coach": "", "consent_by": ""}, "there is no coach and no consent_by"),
        ({"consent_on": "2026-05-02"}, "consent_on 2026-05-02 lies in the future"),
        ({"consent_until": "2026-04-30"}, "consent_until 2026-04-30 is over"),
        ({"consent_on": "2026-02-30"}, "consent_on: the date 2026-02-30 is on no calendar"),
        ({"consent_on": "04/05/2026"}, "may mean"),
        ({"consent_scope": "everything"}, "consent_scope knows counts, cohort, employers, or none alone"),
        ({"consent_scope": "none, counts"}, "or none alone"),
        ({"consent_scope": ""}, "there is no consent_scope"),
        ({"consent_scope": " "}, "there is no consent_scope"),
        ({"consent_scope": ", ;"}, "consent_scope knows"),
        ({"consent_by": "\0"}, "there is no consent_by"),
        ({"consent_until": ""}, "there is no consent_until"),
        ({"provider": "Mailomat"}, "provider is not known"),
        ({"user": "runa@lindhof.example"}, "there is no provider and no host"),
        ({"provider": "Gmail", "host": "imap.gmail.com"}, "cannot both be named"),
        ({"host": "imap.gmail.com/x"}, "host must be the name of a server"),
        ({"host": "mail.example:99999"}, "host must be the name of a server"),
        ({"host": "mail.example", "security": "none"}, "in the clear"),
        ({"host": "mail.example", "security": "ssl"}, "security must be one of"),
        ({"user": "runa@proton.me"}, "a program on the client's own machine"),
        ({"user": "runa@outlook.com"}, "Outlook.com takes no passwords: write a token_cmd"),
        ({"timezone": "Berlin"}, "timezone must be a name such as Europe/Berlin"),
        ({"timezone": "../../etc/passwd"}, "timezone must be"),
        ({"language": "tlh"}, "language must be one of en"),
        ({"country": "Germany"}, "country must be a code"),
        ({"addresses": "runa"}, "addresses must be addresses"),
        ({"token_cmd": "token-of {client}"}, "exactly one of password_cmd and token_cmd is needed (there are 2)"),
        ({"password_cmd": ""}, "(there are 0)"),
        ({"langauge": "de"}, "there is no field 'langauge' (did you mean language?)"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_number_and_the_mend(said: dict[str, Value], expected: str) -> None:
    told = refused(entry(), entry(client="c-0002", user="ole@gmail.com") | said)
    assert told.startswith("Entry 2: ")
    assert expected in told


def test_everything_that_is_wrong_is_said_at_once_and_nobody_is_enrolled() -> None:
    told = refused(entry(client="", language="xx"), entry(client="c-0002"), entry(client="c-0003", country="XYZ9"))
    assert [line.partition(":")[0] for line in told.split("\n")] == ["Entry 1", "Entry 3"]
    assert "no client" in told
    assert "language must be" in told


def test_of_many_problems_the_first_are_shown_and_all_are_there() -> None:
    with pytest.raises(EnrolmentRefused) as error:
        enrol([entry(client=f"c-{number}", language="xx") for number in range(30)], TERMS)
    assert len(error.value.problems) > 20
    assert str(error.value).splitlines()[20] == f"And {len(error.value.problems) - 20} more."


def test_one_client_stands_in_one_row() -> None:
    assert refused(entry(), entry(client="C-0001", user="ole@gmail.com")).startswith(
        "Entry 2: the client stands in entry 1 already"
    )


def test_one_mailbox_has_one_client() -> None:
    assert "the mailbox is that of entry 1 too" in refused(entry(), entry(client="c-2", user="Runa.Falk@gmail.com"))
    known = {"c-0009": client("c-0009")}
    assert "enrolled under another client" in refused(entry(), terms=Terms(TODAY, known=known))


def test_a_client_is_not_enrolled_again_with_other_capitals() -> None:
    known = {"C-0001": client("C-0001", user="ole@gmail.com")}
    assert "with other capitals" in refused(entry(), terms=Terms(TODAY, known=known))


def test_nobody_is_nobody() -> None:
    assert refused() == "There is nobody to enrol."


# A list


def test_a_list_is_read_by_its_headings_in_another_language() -> None:
    found = of_file(f"{HEADINGS}\n{ROW}\n").new[0]
    assert found == client(
        consent=replace(client().consent, scope=frozenset({Scope.COUNTS})),
        user="runa@gmail.com",
        addresses=frozenset({"runa@gmail.com"}),
        secret=replace(client().secret, template=("pass", "show", "{client}")),
        language="en",
        country="",
    )


@pytest.mark.parametrize("text", [f"{HEADINGS}\r\n{ROW}\r\n", f"\n\n{HEADINGS}\n\n{ROW}\n;;;\n".lstrip()])
def test_blank_rows_and_line_ends_do_not_matter(text: str) -> None:
    assert len(of_file(text).new) == 1


@pytest.mark.parametrize(
    "octets",
    [codecs.BOM_UTF8 + f"{HEADINGS}\n{ROW}".encode(), codecs.BOM_UTF16_LE + f"{HEADINGS}\n{ROW}".encode("utf-16-le")],
)
def test_a_byte_order_mark_is_no_part_of_a_heading(octets: bytes) -> None:
    assert of_file(octets).new[0].id == "c-0001"


def test_our_own_names_of_fields_are_headings() -> None:
    values = [str(entry().get(name, "")).replace(",", "") for name in FIELDS]
    assert of_file(f"{','.join(FIELDS)}\n{','.join(values)}\n").new == (client(),)


def test_columns_without_a_meaning_are_named_and_not_kept() -> None:
    found = of_file(f"{HEADINGS};Telefon\n{ROW};0301234\n")
    assert found.left_alone == ("Telefon",)
    assert "0301234" not in repr(found)


def test_a_bad_row_is_named_as_a_spreadsheet_numbers_it() -> None:
    other = ROW.replace("c-0001", "c-0002").replace("runa@", "ole@").replace("31.12.2026", "gestern")
    told = refused_file(f"{HEADINGS}\n{ROW}\n\n{other}\n")
    assert told.startswith("clients.csv, row 4: consent_until: the date gestern cannot be read")


def test_one_date_settles_the_order_of_the_others() -> None:
    ambiguous = ROW.replace("01.04.2026", "01/04/2026").replace("31.12.2026", "31/12/2026")
    assert of_file(f"{HEADINGS}\n{ambiguous}\n").new[0].consent.on == date(2026, 4, 1)


def test_two_orders_are_refused_and_an_order_that_is_said_is_taken() -> None:
    one = ROW.replace("01.04.2026", "25/04/2026")
    other = ROW.replace("c-0001", "c-2").replace("runa@", "ole@").replace("01.04.2026", "04/13/2026")
    told = refused_file(f"{HEADINGS}\n{one}\n{other}\n")
    assert "row 2 (dmy)" in told
    assert "row 3 (mdy)" in told
    short = ROW.replace("01.04.2026", "01/04/2026").replace("31.12.2026", "12/11/2026")
    found = of_file(f"{HEADINGS}\n{short}\n", Terms(TODAY, order=DateOrder.MONTH_FIRST)).new[0].consent
    assert (found.on, found.until) == (date(2026, 1, 4), date(2026, 12, 11))


@pytest.mark.parametrize("heading", ["Passwort", "password", "Mot de passe", "TOKEN", "Contraseña"])
def test_a_list_with_a_column_of_secrets_is_not_read(heading: str) -> None:
    told = refused_file(f"{HEADINGS};{heading}\n{ROW};{SECRET}\n")
    assert "a column that holds secrets" in told
    assert SECRET not in told


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\0\1\2", f'{HEADINGS}\n"open'])
def test_what_is_no_list_is_refused(text: str) -> None:
    assert refused_file(text).startswith("clients.csv")


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: f"{HEADINGS}\n{text}".encode()))
def test_whatever_is_read_is_a_list_or_a_refusal(octets: bytes) -> None:
    with suppress(EnrolmentRefused):
        assert of_file(octets).new


@settings(deadline=None)  # an unknown country loads the library of all of them once
@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=80)))
def test_whatever_a_portal_says_is_a_client_or_a_refusal(fields: dict[str, Value]) -> None:
    with suppress(EnrolmentRefused):
        assert len(enrol([entry(**fields)], TERMS).new) == 1


# The page


def blocks(language: str) -> list[str]:
    page = (Path(__file__).parents[2] / "docs" / "fleet.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", blocks("csv"))
def test_a_list_that_the_page_shows_can_be_enrolled(block: str) -> None:
    assert len(of_file(block).new) == 2


@pytest.mark.parametrize("block", blocks("python"))
def test_what_the_page_shows_to_a_portal_runs(block: str) -> None:
    names: dict[str, Any] = {}
    exec(block, names)
    assert [each.id for each in names["found"].new] == ["c-0001"]


def test_the_page_names_every_field() -> None:
    page = (Path(__file__).parents[2] / "docs" / "fleet.md").read_text("utf-8")
    assert [field for field in FIELDS if f"| `{field}` |" not in page] == []


def test_a_formula_and_a_control_character_do_no_harm() -> None:
    found = of_file(f"{HEADINGS}\n{ROW.replace('form 4711', '=1+1' + chr(27) + '[31m')}\n").new[0]
    assert found.consent.by == "=1+1 [31m"
    assert "coach must be" in refused_file(f"{HEADINGS}\n{ROW.replace('brandt', '=1+1')}\n")
