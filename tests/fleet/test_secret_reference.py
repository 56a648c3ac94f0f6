"""A command that knows a secret is taken; a secret is not, and no refusal shows it."""

from __future__ import annotations

import pytest

from inbox_watch.fleet.clients import SecretReference
from inbox_watch.fleet.enrolment import Terms, enrol
from inbox_watch.fleet.refusal import EnrolmentRefused
from inbox_watch.fleet.secret_reference import fault_of, words_of
from tests.fleet.people import TODAY, entry

GOOD = (
    "pass show career/{client}",
    "/usr/local/bin/secret-of {client}",
    "secret-tool lookup service inbox-watch client {client}",
    "gopass show -o clients/{client}/imap",
    "vault kv get -field=password secret/mail/{client}",
    "oama access {client}@career.example",
    "mailctl access 9e5f94bc-e8a4-4e73-b8be-63364c29d753 {client}",
    "op read op://Career/{client}/password",
    "keeper --token-file /etc/fleet/{client}.json",
)
# Each is invented.
SECRETS = (
    "abcd efgh ijkl mnop",
    "get {client} abcd-efgh-ijkl-mnop",
    "tool {client} hQ7kd92LsPq81ZxmA03w",
    "tool {client} 8f14e45fceea167a5a36dedd4bea2543",
    "tool {client} eyJhbGciOiJIUzI1NiJ9.e30.x",
    "tool {client} ya29.a0AfB",
    "tool {client} --password hunter2",
    "tool {client} --password=hunter2",
    "tool {client} password:hunter2",
    "tool {client} Gr8!secret",
    "curl https://vault.example/{client}?token=abc -H token:abc",
)


@pytest.mark.parametrize("command", GOOD)
def test_a_command_is_taken(command: str) -> None:
    assert fault_of(words_of(command)) == ""


@pytest.mark.parametrize("command", SECRETS)
def test_what_looks_like_a_secret_is_refused_and_not_shown(command: str) -> None:
    with pytest.raises(EnrolmentRefused) as error:
        enrol([entry(password_cmd=command)], Terms(TODAY))
    told = str(error.value)
    assert "looks as if a secret stood in it" in told
    assert not [word for word in command.split() if len(word) > 3 and word not in ("{client}", "tool") and word in told]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("", "begins with no program"),
        ("{client} show", "begins with no program"),
        ("my program; {client}", "needs a shell"),
        ("pass show {client} | head -1", "needs a shell"),
        ("pass show $HOME/{client}", "needs a shell"),
        ("echo {client}", "prints what stands in this list"),
        ("/usr/bin/printf {client}", "prints what stands in this list"),
        ("pass show {user}", "braces that mean nothing"),
        ("pass show everybody", "the same for every client"),
        ("hunter2", "the same for every client"),
    ],
)
def test_what_cannot_work_is_refused(command: str, expected: str) -> None:
    assert expected in fault_of(words_of(command))


def test_an_open_quotation_mark_is_told() -> None:
    with pytest.raises(EnrolmentRefused, match="password_cmd cannot be read \\(a quotation mark is missing\\)"):
        enrol([entry(password_cmd="pass show '{client}")], Terms(TODAY))


def test_the_id_stands_in_the_words_of_a_command_and_makes_no_new_word() -> None:
    reference = SecretReference("password_cmd", ("pass", "show", "a/{client}/{client}"))
    assert reference.command_for("c-0001") == ("pass", "show", "a/c-0001/c-0001")
