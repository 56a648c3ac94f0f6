"""Mistakes in a configuration: what is written instead of a right line, and what the answer has to name."""

from __future__ import annotations

from typing import NamedTuple

RIGHT = """\
[accounts.a]
host = "imap.falkenried.example"
user = "runa@falkenried.example"
password_cmd = ["echo", "secret"]
[paths]
data = "DATA"
[me]
country = "DE"
timezone = "Europe/Berlin"
[follow_up]
wait_days = 7
[alerts]
targets = ["stdout"]
[report]
send_to = []
[monitor]
ping_url = ""
"""


class Mistake(NamedTuple):
    """A line of RIGHT, what stands there instead, a word that the answer names, and the line that it gives."""

    right: str
    wrong: str
    named: str
    line: int | None


MISTAKES = (
    Mistake("[accounts.a]", "[acounts.a]", "accounts", 1),
    Mistake("[accounts.a]", "[accounts.a", "line 1", None),
    Mistake("[accounts.a]", "[accounts]\na = 1", "accounts.a", 2),
    Mistake("[accounts.a]", "[[accounts.a]]", "accounts.a", 1),
    Mistake('host = "imap', 'hots = "imap', "host", 2),
    Mistake('host = "imap.falkenried.example"', "", "host", 1),
    Mistake('host = "imap.falkenried.example"', "host = 12", "host", 2),
    Mistake('host = "imap.falkenried.example"', "host = imap.falkenried.example", "line 2", None),
    Mistake('host = "imap.falkenried.example"', 'host = "x"\nhost = "y"', "line 3", None),
    Mistake('host = "imap.falkenried.example"', 'host = "x"\nport = "143"', "port", 3),
    Mistake('host = "imap.falkenried.example"', 'host = "x"\nport = 0', "port", 3),
    Mistake('host = "imap.falkenried.example"', 'host = "x"\nport = 70000', "port", 3),
    Mistake('host = "imap.falkenried.example"', 'host = "x"\nport = true', "port", 3),
    Mistake('host = "imap.falkenried.example"', 'host = "x"\nsecurity = "ssl"', "security", 3),
    Mistake('host = "imap.falkenried.example"', 'host = "x"\nfolders = "INBOX"', "folders", 3),
    Mistake('host = "imap.falkenried.example"', 'host = "x"\nfolders = ["INBOX", 3]', "folders", 3),
    Mistake('host = "imap.falkenried.example"', 'host = "x"\nca_file = "~nobody-is-called-so/ca.pem"', "ca_file", 3),
    Mistake('user = "runa@falkenried.example"', "", "user", 1),
    Mistake('user = "runa@falkenried.example"', 'user = "a"\nuser_name = "b"', "user_name", 4),
    Mistake('password_cmd = ["echo", "secret"]', "", "password_cmd", 1),
    Mistake('password_cmd = ["echo", "secret"]', 'password_cmd = "echo secret"', "password_cmd", 4),
    Mistake('password_cmd = ["echo", "secret"]', 'password = "s3cret-4711"', "password_cmd", 4),
    Mistake('password_cmd = ["echo", "secret"]', 'password_cmd = ["a"]\ntoken_cmd = ["b"]', "exactly one", 1),
    Mistake('password_cmd = ["echo", "secret"]', 'password_cmd = ["a"]\nmaildir = "/x"', "host", 2),
    Mistake('data = "DATA"', "data = 4", "data", 6),
    Mistake('data = "DATA"', 'date = "DATA"', "data", 6),
    Mistake('data = "DATA"', 'data = "DATA', "line 6", None),
    Mistake("[paths]", "paths = 3", "paths", 5),
    Mistake('country = "DE"', 'country = "Germany"', "country", 8),
    Mistake('country = "DE"', 'contry = "DE"', "country", 8),
    Mistake('timezone = "Europe/Berlin"', 'timezone = "Berlin/Europe"', "timezone", 9),
    Mistake('timezone = "Europe/Berlin"', 'timezone = "../../etc/passwd"', "timezone", 9),
    Mistake('timezone = "Europe/Berlin"', 'timezone = "Europe/Berlin"\naddresses = "a@b.example"', "addresses", 10),
    Mistake('timezone = "Europe/Berlin"', 'timezone = "Europe/Berlin"\nphone_comfort = "bad"', "phone_comfort", 10),
    Mistake('timezone = "Europe/Berlin"', 'timezone = "Europe/Berlin"\nlanguage = "tlh"', "language", 10),
    Mistake("wait_days = 7", "wait_days = 0", "wait_days", 11),
    Mistake("wait_days = 7", "wait_days = 7.5", "wait_days", 11),
    Mistake("wait_days = 7", 'wait_days = "a week"', "wait_days", 11),
    Mistake("wait_days = 7", "wait_days = 7\nretention_days = 10", "retention_days", 12),
    Mistake("wait_days = 7", "wait_days = 7\nlook_back_days = -1", "look_back_days", 12),
    Mistake('targets = ["stdout"]', 'targets = "stdout"', "targets", 13),
    Mistake('targets = ["stdout"]', 'targets = ["stdout"', "line", None),
    Mistake('targets = ["stdout"]', 'targets = ["stdout"]\non = ["intervew"]', "intervew", 14),
    Mistake('targets = ["stdout"]', 'targets = ["stdout"]\ndigest_over = 0', "digest_over", 14),
    Mistake('targets = ["stdout"]', 'targets = ["stdout"]\nmin_severity = "loud"', "min_severity", 14),
    Mistake('targets = ["stdout"]', 'targets = ["stdout"]\nquiet_hours = ["22:00"]', "quiet_hours", 14),
    Mistake('targets = ["stdout"]', 'targets = ["stdout"]\nquiet_hours = ["25:00", "07:00"]', "quiet_hours", 14),
    Mistake("send_to = []", 'send = ["a"]', "send_to", 15),
    Mistake("send_to = []", 'send_to = "me@falkenried.example"', "send_to", 15),
    Mistake('ping_url = ""', 'ping_url = "http://monitor.example/x"', "ping_url", 17),
    Mistake('ping_url = ""', 'ping_url = "monitor"', "ping_url", 17),
    Mistake('ping_url = ""', 'ping_ulr = "https://monitor.example"', "ping_url", 17),
    Mistake("[monitor]", "[[monitor]]", "monitor", 16),
    Mistake("[monitor]", "[monitors]", "monitor", 16),
)
