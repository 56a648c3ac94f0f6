"""Where a mail really comes from: the provider's verdict (RFC 8601) and registrable domains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path

from publicsuffixlist import PSLFILE, PublicSuffixList

from inbox_watch.records import Authentication

_FROM_DOMAIN = re.compile(r"header\.from\s*=\s*\"?<?(?:[^\s;@\"<>]*@)?([^\s;\"<>()]+)", re.IGNORECASE)
_DMARC = re.compile(r"(?:^|[;\s])dmarc\s*=\s*([a-z]+)", re.IGNORECASE)
# Comments and quoted strings (RFC 8601 section 2.2) hold what the sender chose: `smtp.mailfrom="dmarc=pass"@x.example`.
_SENDERS_WORDS = re.compile(r"\"[^\"]{0,998}\"|\([^()]{0,998}\)")
_SPEAKS_OF_THE_SENDER = re.compile(r"\b(?:dmarc|dkim|spf|auth)\s*=", re.IGNORECASE)
_SPF_FAILS = re.compile(r"\bspf\s*=\s*(?:hard)?fail\b", re.IGNORECASE)
_DKIM_FAILS = re.compile(r"\bdkim\s*=\s*fail\b", re.IGNORECASE)
_DKIM_PASSES = re.compile(r"\bdkim\s*=\s*pass\b", re.IGNORECASE)
_DKIM = re.compile(r"\bdkim\s*=\s*pass\b[^;]{0,400}?header\.(?:d|i)\s*=\s*(?:[^\s;@()]*@)?([^\s;()]+)", re.IGNORECASE)


# What stands for the name in Authentication-Results of a provider that writes none, against RFC 8601 section 2.2.
UNNAMED = "unnamed"
_ANY_HOST_OF = "*."
# Nothing is known of a policy, or Microsoft would have passed a domain that publishes none.
_NO_POLICY = frozenset({"", "none", "unknown"})
_PASSES = frozenset({"pass", "bestguesspass"})


def authentication(results: Sequence[str], authserv_id: str, from_domain: str) -> Authentication | None:
    """Read the topmost Authentication-Results field, and only if the user's own provider wrote it.

    `results` are the field values in the order of the message; `authserv_id` is the provider's name for itself, empty
    when it is not known: one name, `*.` and a domain where each machine writes its own, or `unnamed` where it writes
    none. A sender can forge every field but the topmost one of a provider that stamps, so nothing else is believed.
    A pass counts only for the domain in From (alignment, RFC 7489 section 3.1).
    """
    own = list(takewhile(lambda value: _is_of(value, authserv_id.lower()), results))
    if not own:
        return None
    value = _stated(own)
    dmarc, stated = _DMARC.search(value), _FROM_DOMAIN.search(value)
    outcome = dmarc[1].lower() if dmarc else ""
    aligned = stated is None or same_registrable_domain(stated[1], from_domain)
    signed = any(same_registrable_domain(domain, from_domain) for domain in _DKIM.findall(value))
    passed = bool(from_domain) and aligned and (outcome in _PASSES or (outcome in _NO_POLICY and signed))
    failed = outcome == "fail" or (not passed and outcome in _NO_POLICY and _fails_twice(value))
    return Authentication(passed=passed, failed=failed, domain=from_domain if passed else "")


def _is_of(value: str, authserv_id: str) -> bool:
    """Does a field carry the provider's name?"""
    name = authserv_id_of(value)
    if authserv_id == UNNAMED:
        return "=" in name
    if authserv_id.startswith(_ANY_HOST_OF):
        return name.endswith(authserv_id.removeprefix("*"))
    return bool(authserv_id) and name == authserv_id


def _stated(own: Sequence[str]) -> str:
    """The topmost field without the sender's words; of a provider that writes one for each method, that of DMARC.

    Below the topmost field a sender's own may follow, so of these only the first that states DMARC counts: the provider
    states it for every mail, and a signature that stands alone is not looked for.
    """
    fields = [_SENDERS_WORDS.sub(" ", value) for value in own]
    if _SPEAKS_OF_THE_SENDER.search(fields[0]):
        return fields[0]
    return next((field for field in fields if _DMARC.search(field)), fields[0])


def _fails_twice(value: str) -> bool:
    """Where no policy is known: did neither the server (RFC 7208) nor any signature (RFC 6376) belong to the sender?"""
    return bool(_SPF_FAILS.search(value) and _DKIM_FAILS.search(value)) and not _DKIM_PASSES.search(value)


def authserv_id_of(value: str) -> str:
    """The name in an Authentication-Results field, its first token (RFC 8601 section 2.2), in lower case.

    Microsoft writes none and starts with the first method.
    """
    first = value.split(";", 1)[0].split()
    return first[0].lower() if first else ""


# Microsoft gives every customer a name below these; no list of suffixes has them.
_OF_TENANTS = (".mail.onmicrosoft.com", ".onmicrosoft.com")


@cache
def _suffixes(top_level: str) -> PublicSuffixList:
    """The rules of one top-level domain, without those of private registries: all of them take 40 ms to read."""
    return PublicSuffixList(suffix_rules(top_level))


def suffix_rules(top_level: str) -> Sequence[str]:
    """The rules of the public registries for a top-level domain, written as the list does or as the wire does."""
    line = rf"^(?:[^\s/]\S*\.)?{re.escape(as_written(top_level))}(?= |$)"
    return re.findall(line, _public_registries(), re.MULTILINE) if top_level else ()


@cache
def _public_registries() -> str:
    text = Path(PSLFILE).read_text("utf-8").lower()
    return text.partition("// ===begin icann domains===")[2].partition("// ===end icann domains===")[0]


@cache
def registrable_domain(domain: str) -> str:
    """Return the part of a domain somebody registered ("mail.acme.co.uk" to "acme.co.uk"); else the domain itself."""
    name = domain.lower().strip(".")
    for host in _OF_TENANTS:
        if name.endswith(host):
            return name.removesuffix(host).rpartition(".")[2] + ".onmicrosoft.com"
    return _suffixes(name.rpartition(".")[2]).privatesuffix(name) or domain.lower()


def as_written(label: str) -> str:
    """A label of a domain as a reader sees it (RFC 3492); one that cannot be read stays as it is."""
    try:
        return label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def same_registrable_domain(one: str, other: str) -> bool:
    """Do both names belong to the same registrant?"""
    return bool(one) and bool(other) and registrable_domain(one) == registrable_domain(other)
