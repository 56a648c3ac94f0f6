"""A configuration is accepted as the contract writes it, or refused with every problem, its line and no secret."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.accounts import FilesAccount, ImapAccount
from inbox_watch.config import DEFAULT_ALERTS, Settings, load_settings, machine_timezone
from inbox_watch.config_reader import Problems
from inbox_watch.errors import EXIT_CONFIGURATION, ConfigError
from inbox_watch.records import FolderRole

# The example of the contract, word for word, but for the remarks.
CONTRACT = """\
[accounts.personal]
host = "imap.example.org"
port = 993
security = "tls"
user = "me@example.org"
password_cmd = ["pass", "show", "mail/me"]
folders = ["INBOX"]
ca_file = "…"

[accounts.archive]
maildir = "~/Mail/old"

[paths]
data = "~/.local/share/inbox_watch"

[me]
addresses = ["me@example.org", "old@example.net"]
country = "DE"
timezone = "Europe/Berlin"
language = "de"
phone_comfort = "so-so"
contact_style = "balanced"

[follow_up]
look_back_days = 730
retention_days = 1095
wait_days = 7
move_on_days = 45

[alerts]
targets = ["ntfy://…", "mailto://…"]
on = ["acknowledgement", "interview", "assessment", "info_request", "offer", "rejection", "delivery_failure",
      "follow_up_due"]
digest_over = 5

[report]
send_to = ["mailto://…"]

[monitor]
ping_url = "https://…"
"""
SMALLEST = '[accounts.a]\nmaildir = "mail"\n'
LOGIN = '[accounts.a]\nhost = "imap.example.org"\nuser = "me@example.org"\n'


def load(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    return load_settings(path, data_home=tmp_path / "home")


def problems(tmp_path: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, text)
    assert refused.value.exit_code == EXIT_CONFIGURATION
    return refused.value.problems


# What holds


def test_the_example_of_the_contract_holds(tmp_path: Path) -> None:
    settings = load(tmp_path, CONTRACT)
    personal, archive = settings.accounts
    assert isinstance(personal, ImapAccount)
    assert isinstance(archive, FilesAccount)
    assert (personal.name, personal.host, personal.port, personal.security) == (
        "personal",
        "imap.example.org",
        993,
        "tls",
    )
    assert personal.password_cmd == ("pass", "show", "mail/me")
    assert (archive.form, archive.role, archive.path) == ("maildir", FolderRole.INBOX, Path("~/Mail/old").expanduser())
    assert settings.data == Path("~/.local/share/inbox_watch").expanduser()
    assert settings.addresses == {"me@example.org", "old@example.net"}
    assert (settings.country, settings.timezone, settings.language) == ("DE", ZoneInfo("Europe/Berlin"), "de")
    assert settings.alert_on == DEFAULT_ALERTS
    assert settings.report_targets == ("mailto://…",)
    assert settings.ping_url == "https://…"
    assert "https" not in repr(settings), "whoever knows the address can speak for the user"


def test_one_account_is_enough_and_the_rest_has_defaults(tmp_path: Path) -> None:
    settings = load(tmp_path, SMALLEST)
    assert settings == Settings(
        accounts=(FilesAccount("a", Path("mail"), "maildir"),),
        data=tmp_path / "home",
        timezone=ZoneInfo(machine_timezone()),
    )


@pytest.mark.parametrize(("security", "port"), [("tls", 993), ("starttls", 143), ("none", 143)])
def test_the_port_follows_the_security(security: str, port: int, tmp_path: Path) -> None:
    (account,) = load(tmp_path, f'{LOGIN}security = "{security}"\ntoken_cmd = ["token"]\n').accounts
    assert isinstance(account, ImapAccount)
    assert (account.security, account.port, account.folders) == (security, port, ("INBOX",))


@pytest.mark.parametrize("form", ["maildir", "mbox", "eml"])
def test_mail_on_this_machine_may_be_sent_mail(form: str, tmp_path: Path) -> None:
    (account,) = load(tmp_path, f'[accounts.a]\n{form} = "x"\nrole = "sent"\n').accounts
    assert isinstance(account, FilesAccount)
    assert (account.form, account.role) == (form, FolderRole.SENT)


def test_the_name_at_the_login_is_an_address_of_the_user(tmp_path: Path) -> None:
    text = '[accounts.a]\nhost = "h"\nuser = "Me@Example.org"\npassword_file = "p"\n'
    text += '[me]\naddresses = ["Old@Example.net"]\n'
    assert load(tmp_path, text).addresses == {"me@example.org", "old@example.net"}


@pytest.mark.parametrize(("value", "zone"), [("Europe/Madrid", "Europe/Madrid"), (":Asia/Tokyo", "Asia/Tokyo")])
def test_the_machines_zone_is_the_default(
    value: str, zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", value)
    assert load(tmp_path, SMALLEST).timezone == ZoneInfo(zone)


def test_quiet_hours_are_two_times_of_day(tmp_path: Path) -> None:
    assert load(tmp_path, f'{SMALLEST}[alerts]\nquiet_hours = ["22:00", "07:30"]\n').quiet_hours == (
        time(22),
        time(7, 30),
    )
    assert load(tmp_path, f"{SMALLEST}[alerts]\nquiet_hours = []\n").quiet_hours is None


# What does not


BROKEN = [
    ("", 1, "there is no [accounts.NAME] table"),
    ("[accounts]\n", 1, "there is no [accounts.NAME] table"),
    ("accounts = 3\n", 1, "[accounts] must be a table"),
    ("[me]\n[accounts]\na = 3\n", 3, "[accounts.a] must be a table"),
    (f"me = 1\n{SMALLEST}", 1, "[me] must be a table"),
    (f"{SMALLEST}[alert]\n", 3, "unknown key alert; did you mean alerts?"),
    (f"{SMALLEST}[zzzz]\n", 3, "unknown key zzzz; known here: accounts, paths, me"),
    (f'{SMALLEST}[me]\ncontry = "DE"\n', 4, "unknown key contry in [me]; did you mean country?"),
    (f'{SMALLEST}[paths]\nzzz = "x"\n', 4, "unknown key zzz in [paths]; known here: data"),
    ('[accounts.a]\nmaildr = "x"\n', 2, "unknown key maildr in [accounts.a]; did you mean maildir?"),
    (f'{SMALLEST}mbox = "x"\n', 3, "unknown key mbox in [accounts.a]"),
    (f'{SMALLEST}[report]\nto = "x"\n', 4, "unknown key to in [report]"),
    ('[accounts.a]\nuser = "x"\npassword_cmd = ["p"]\n', 1, "[accounts.a] needs host"),
    ('[accounts.a]\nhost = ""\nuser = "x"\npassword_cmd = ["p"]\n', 2, "[accounts.a] needs host"),
    ('[accounts.a]\nhost = "x"\npassword_cmd = ["p"]\n', 1, "[accounts.a] needs user"),
    (LOGIN, 1, "needs exactly one of password_cmd, password_file, token_cmd (it has 0)"),
    (f"{LOGIN}password_cmd = []\n", 1, "exactly one of password_cmd, password_file, token_cmd (it has 0)"),
    (f'{LOGIN}password_cmd = ["x"]\npassword_file = "y"\n', 1, "(it has 2)"),
    (f'{LOGIN}password_cmd = "pass show x"\n', 4, "password_cmd in [accounts.a] must be a list of texts"),
    (f"{LOGIN}password_file = 3\n", 4, "password_file in [accounts.a] must be a text in quotes"),
    (f'{LOGIN}password_file = "~nobody-here/p"\n', 4, "the home of a user that this machine does not know"),
    (f'{LOGIN}token_cmd = ["t"]\nsecurity = "ssl"\n', 5, "security in [accounts.a] must be one of tls, starttls, none"),
    (f'{LOGIN}token_cmd = ["t"]\nport = 0\n', 5, "port in [accounts.a] must be a whole number from 1 to 65535"),
    (f'{LOGIN}token_cmd = ["t"]\nport = "993"\n', 5, "port in [accounts.a] must be a whole number"),
    (f'{LOGIN}token_cmd = ["t"]\nport = true\n', 5, "port in [accounts.a] must be a whole number"),
    (f'{LOGIN}token_cmd = ["t"]\nfolders = "INBOX"\n', 5, "folders in [accounts.a] must be a list of texts"),
    (f'{LOGIN}token_cmd = ["t", 1]\n', 4, "token_cmd in [accounts.a] must be a list of texts"),
    ("[accounts.a]\nmaildir = 1\n", 2, "maildir in [accounts.a] must be a text in quotes"),
    ('[accounts.a]\neml = ""\n', 2, "[accounts.a] needs eml"),
    (f'{SMALLEST}role = "junk"\n', 3, "role in [accounts.a] must be one of inbox, sent"),
    (f"{SMALLEST}[paths]\ndata = 1\n", 4, "data in [paths] must be a text in quotes"),
    (f'{SMALLEST}[me]\ncountry = "Germany"\n', 4, "country in [me] must be a two-letter code such as DE, not Germany"),
    (f'{SMALLEST}[me]\ntimezone = "Berlin"\n', 4, "timezone in [me] must be a name such as Europe/Berlin, not Berlin"),
    (f'{SMALLEST}[me]\ntimezone = "Europe"\n', 4, "timezone in [me] must be a name such as Europe/Berlin"),
    (f'{SMALLEST}[me]\ntimezone = "../x"\n', 4, "timezone in [me] must be a name such as Europe/Berlin"),
    (f'{SMALLEST}[me]\naddresses = "me"\n', 4, "addresses in [me] must be a list of texts"),
    (f'{SMALLEST}[me]\nphone_comfort = "bad"\n', 4, "phone_comfort in [me] must be one of good, so-so, avoid"),
    (f'{SMALLEST}[me]\ncontact_style = ["quiet"]\n', 4, "contact_style in [me] must be one of quiet, balanced"),
    (f"{SMALLEST}[follow_up]\nlook_back_days = 0\n", 4, "look_back_days in [follow_up] must be a whole number from 1"),
    (f"{SMALLEST}[follow_up]\nwait_days = 7.5\n", 4, "wait_days in [follow_up] must be a whole number from 5 to 21"),
    (f"{SMALLEST}[follow_up]\nmove_on_days = 13\n", 4, "must be a whole number from 14 to 365"),
    (f'{SMALLEST}[alerts]\ntargets = "stdout"\n', 4, "targets in [alerts] must be a list of texts"),
    (f'{SMALLEST}[alerts]\non = [\n"offer",\n"offers"]\n', 4, "on in [alerts] knows no offers; known: acknowledgement"),
    (f"{SMALLEST}[alerts]\ndigest_over = 0\n", 4, "digest_over in [alerts] must be a whole number from 1 to 1000"),
    (f'{SMALLEST}[alerts]\nmin_severity = "pressing"\n', 4, "min_severity in [alerts] must be one of info, normal"),
    (f'{SMALLEST}[alerts]\nquiet_hours = ["22:00"]\n', 4, "quiet_hours in [alerts] must be two times of day such as"),
    (f'{SMALLEST}[alerts]\nquiet_hours = ["22:00", "7"]\n', 4, "quiet_hours in [alerts] must be two times of day"),
    (f'{SMALLEST}[alerts]\nquiet_hours = ["24:00", "07:00"]\n', 4, "quiet_hours in [alerts] must be two times"),
    (f'{SMALLEST}[alerts]\nquiet_hours = ["07:00", "07:00"]\n', 4, "quiet_hours in [alerts] must be two times"),
    (f'{SMALLEST}[alerts]\nquiet_hours = "22-7"\n', 4, "quiet_hours in [alerts] must be a list of texts"),
    (f"{SMALLEST}[me]\n\n# x\n'country' = 1\n", 6, "country in [me] must be a text"),
    (f"me.country = 1\n{SMALLEST}", 1, "country in [me] must be a text"),
    (f"me = {{ country = 1 }}\n{SMALLEST}", 1, "country in [me] must be a text"),
    (f"{SMALLEST}[ accounts . 'b.c' ] # x\nmbox = 1\n", 4, "mbox in [accounts.b.c] must be a text"),
    (f'{SMALLEST}[accounts.b]\nmaildir = "y"\nrole = "x"\n', 5, "role in [accounts.b] must be one of"),
]


@pytest.mark.parametrize(("text", "line", "message"), BROKEN)
def test_a_broken_configuration_is_refused_with_its_line(text: str, line: int, message: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    found = problems(tmp_path, text)
    assert any(problem.startswith(f"{path}:{line}: ") and message in problem for problem in found), found
    assert all(re.match(rf"{re.escape(str(path))}:\d+: .+(?<![.?])[.?]$", problem) for problem in found)


def test_all_problems_come_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = '[me]\ncountry = 1\nfoo = 2\n[accounts.a]\nhost = "h"\nport = 0\n[alerts]\non = ["x", "y"]\n'
    found = problems(tmp_path, text)
    lines = [int(problem.split(":")[1]) for problem in found]
    assert lines == [2, 3, 4, 4, 6, 8, 8]


def test_a_problem_without_its_key_stands_at_the_table(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, f'{SMALLEST}[accounts.b]\nhost = "h"\npassword_file = "p"\n')
    assert problem.endswith(":3: [accounts.b] needs user.")


@pytest.mark.parametrize("text", ["[accounts", "a = b", 'x = "\n', "a = 1\na = 2\n", "[a]\n[a]\n"])
def test_what_is_no_toml_is_refused_with_its_line(text: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"line \d|end of document"):
        load(tmp_path, text)


def test_a_file_that_is_not_there_or_no_text_is_refused_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="There is no configuration at"):
        load_settings(tmp_path / "nowhere.toml", data_home=tmp_path)
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path, data_home=tmp_path)
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="UTF-8"):
        load_settings(tmp_path / "config.toml", data_home=tmp_path)


SECRET = "hunter2-s3cret"


@pytest.mark.parametrize(
    "text",
    [
        f'{LOGIN}password = "{SECRET}"\n',
        f'{LOGIN}password_cmd = "{SECRET}"\n',
        f'{LOGIN}password_cmd = ["{SECRET}"]\npassword_file = "{SECRET}"\n',
        f'{LOGIN}password_cmd = ["{SECRET}", 1]\n',
        f'{LOGIN}password_file = ["{SECRET}"]\n',
        f'{LOGIN}password_file = "~{SECRET}/x"\n',
        f'{LOGIN}token_cmd = {{ a = "{SECRET}" }}\n',
        f'{LOGIN}password_cmd = "{SECRET}\n',
        f"{LOGIN}password_cmd = {SECRET}\n",
        f'{SMALLEST}[alerts]\ntargets = "ntfy://{SECRET}"\n',
        f'{SMALLEST}[alerts]\ntarget = ["ntfy://{SECRET}"]\n',
        f'{SMALLEST}[monitor]\nping = "https://{SECRET}"\n',
        f'{SMALLEST}[monitor]\nping_url = "http://ping.example/{SECRET}"\n',
        f'{SMALLEST}[monitor]\nping_url = "https://[{SECRET}"\n',
        f'{SMALLEST}[monitor]\nping_url = "https://ping.example/{SECRET} x"\n',
        f'{SMALLEST}[monitor]\nping_url = "{SECRET}"\n',
    ],
)
def test_no_message_holds_a_secret(text: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, text)
    assert SECRET not in str(refused.value)


@given(st.text(max_size=300))
def test_any_text_has_lines_for_its_keys(text: str) -> None:
    found = Problems(Path("c"), text)
    found.add(("me", "country"), "x")
    (sentence,) = found.sentences()
    assert 1 <= int(sentence.split(":")[1]) <= len(text.split("\n"))
