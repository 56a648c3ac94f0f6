"""A text, and a page of the same, as a mail to the user (RFC 5322; RFC 2046 for the two of them).

What apprise reads from an address (server, port, login, recipients) is used as it is; the mail is our own, because
apprise makes the text of a page by itself and sends a password unencrypted where the address does not say otherwise.
"""

from __future__ import annotations

import smtplib
import ssl
from base64 import b64encode
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import Any

from inbox_watch.alerts.refusals import LOGIN_REFUSED, of_smtp
from inbox_watch.clean import clean_line
from inbox_watch.errors import AlertNotSent, ConfigError, InboxWatchError, TargetRefused

# A mailbox that is read here may be the one we write to: our own mail is known by the first (knowledge/automatic.tsv).
OWN_FIELDS = {"X-Inbox-Watch": "1", "Auto-Submitted": "auto-generated"}
_SECONDS = 30.0
_WELCOME = 235  # RFC 4954 section 6
# The name of this machine is nobody's business, and to ask for it may ask the network.
_OUR_NAME = "localhost"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent: one line of subject, the text, and the same as a page where there is one.

    A repeat carries the `id` of what it repeats; without one, each is a letter by itself.
    """

    subject: str
    text: str
    html: str = ""
    id: str = ""


def is_mail(service: Any) -> bool:
    """Is it the plugin of apprise for mail?"""
    return bool(service.secure_protocol == "mailtos")


def post(name: str, service: Any, letter: Letter, now: datetime) -> None:
    """Mail a letter to the recipients of the service; `name` is what may be shown of its address.

    Raises ConfigError where the password would go unencrypted or somebody has no address, TargetRefused
    when the login is refused, and AlertNotSent.
    """
    recipients = [address for _, address in service.targets] + sorted({*service.cc, *service.bcc})
    message = _message(name, service, letter, now)
    try:
        with ExitStack() as stack:
            server = _connected(name, service, stack)
            refused = server.send_message(message, service.from_addr[1], recipients)
    except (OSError, smtplib.SMTPException) as error:
        raise _not_sent(name, error) from None
    if refused:
        raise AlertNotSent(f"The target {name} did not take it for {len(refused)} of its recipients.")


def _not_sent(name: str, error: Exception) -> InboxWatchError:
    """What went wrong, without the words of the server, which may repeat what it was sent."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return AlertNotSent(f"The target {name} did not take it: it accepts none of the recipients.")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return TargetRefused(f"The target {name} did not take it: {LOGIN_REFUSED} ({error.smtp_code}).")
    if isinstance(error, smtplib.SMTPResponseException):
        reason, is_about_login = of_smtp(error.smtp_code)
        return (TargetRefused if is_about_login else AlertNotSent)(f"The target {name} did not take it: {reason}.")
    if isinstance(error, ssl.SSLCertVerificationError):
        return AlertNotSent(f"The target {name} was not asked: nobody this machine knows vouches for its certificate.")
    return AlertNotSent(f"The target {name} did not take it: it could not be reached ({type(error).__name__}).")


def _connected(name: str, service: Any, stack: ExitStack) -> smtplib.SMTP:
    """A connection that is encrypted where the address says so or the server can, and logged in."""
    host, port, mode = service.smtp_host, service.port, str(service.secure_mode)
    context = ssl.create_default_context()
    if mode == "ssl":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, _OUR_NAME, timeout=_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, _OUR_NAME, timeout=_SECONDS)
    stack.enter_context(server)
    server.ehlo()
    if mode != "ssl" and (mode == "starttls" or server.has_extn("starttls")):
        server.starttls(context=context)
        server.ehlo()
    elif mode != "ssl" and service.password and host not in _LOOPBACK:
        raise ConfigError(f"The target {name} would send its password unencrypted: write mailtos:// instead.")
    if service.user and service.password:
        _log_in(server, service.user, service.password)
    return server


def _log_in(server: smtplib.SMTP, user: str, password: str) -> None:
    """smtplib knows ASCII alone; PLAIN takes names and passwords in UTF-8 (RFC 4616)."""
    if f"{user}{password}".isascii():
        server.login(user, password)
        return
    answer = b64encode(b"\0".join((b"", user.encode(), password.encode())))
    code, said = server.docmd("AUTH", f"PLAIN {answer.decode('ascii')}")
    if code != _WELCOME:
        raise smtplib.SMTPAuthenticationError(code, said)


def _message(name: str, service: Any, letter: Letter, now: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    try:
        _address(message, service)
    except ValueError as error:  # a line break in a name, or letters that an address cannot have
        raise ConfigError(f"The target {name} names a sender or recipient that is none: correct it.") from error
    domain = service.from_addr[1].partition("@")[2]
    message["Subject"] = clean_line(letter.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{letter.id}@{domain}>" if letter.id else make_msgid(domain=domain)
    for field, value in OWN_FIELDS.items():
        message[field] = value
    message.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


def _address(message: EmailMessage, service: Any) -> None:
    name, sender = service.from_addr
    message["From"] = Address("inbox-watch" if name in (None, False, "", service.app_id) else name, addr_spec=sender)
    message["To"] = [Address(to or "", addr_spec=address) for to, address in service.targets]
    if service.cc:
        message["Cc"] = [Address(addr_spec=address) for address in sorted(service.cc)]
