"""Where a mail really comes from: the provider's verdict (RFC 8601) and registrable domains."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from publicsuffixlist import PSLFILE, PublicSuffixList

from inbox_watch.records import Authentication

_FROM_DOMAIN = re.compile(r"header\.from\s*=\s*\"?<?(?:[^\s;@\"<>]*@)?([^\s;\"<>()]+)", re.IGNORECASE)
_DMARC = re.compile(r"(?:^|[;\s])dmarc\s*=\s*([a-z]+)", re.IGNORECASE)
# Comments and quoted strings (RFC 8601 section 2.2) hold what the sender chose: `smtp.mailfrom="dmarc=pass"@x.example`.
_SENDERS_WORDS = re.compile(r"\"[^\"]{0,998}\"|\([^()]{0,998}\)")
_DKIM = re.compile(r"\bdkim\s*=\s*pass\b[^;]{0,400}?header\.(?:d|i)\s*=\s*(?:[^\s;@()]*@)?([^\s;()]+)", re.IGNORECASE)


def authentication(results: Sequence[str], authserv_id: str, from_domain: str) -> Authentication | None:
    """Read the topmost Authentication-Results field, and only if the user's own provider wrote it.

    `results` are the field values in the order of the message; `authserv_id` is the provider's name for itself, empty
    when it is not known. A sender can forge every field but the topmost one of a provider that stamps, so nothing else
    is believed. A pass counts only for the domain in From (alignment, RFC 7489 section 3.1).
    """
    if not results or not authserv_id or authserv_id_of(results[0]) != authserv_id.lower():
        return None
    value = _SENDERS_WORDS.sub(" ", results[0])
    dmarc = _DMARC.search(value)
    outcome = dmarc[1].lower() if dmarc else ""
    stated = _FROM_DOMAIN.search(value)
    aligned = stated is None or same_registrable_domain(stated[1], from_domain)
    signed = any(same_registrable_domain(domain, from_domain) for domain in _DKIM.findall(value))
    passed = bool(from_domain) and aligned and (outcome == "pass" or (outcome in ("", "none") and signed))
    return Authentication(passed=passed, failed=outcome == "fail", domain=from_domain if passed else "")


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
    return PublicSuffixList(_rules().get(top_level, ()))


@cache
def _rules() -> Mapping[str, Sequence[str]]:
    """The rules of the public registries by top-level domain, as the list writes it and as the wire does."""
    text = Path(PSLFILE).read_text("utf-8")
    section = text.partition("// ===BEGIN ICANN DOMAINS===")[2].partition("// ===END ICANN DOMAINS===")[0]
    found: dict[str, list[str]] = {}
    for line in section.splitlines():
        if line and not line.startswith("//"):
            rule = line.split(" ")[0].lower()
            found.setdefault(rule.rpartition(".")[2], []).append(rule)
    return found | {name.encode("idna").decode("ascii"): rules for name, rules in found.items() if not name.isascii()}


@cache
def registrable_domain(domain: str) -> str:
    """Return the part of a domain somebody registered ("mail.acme.co.uk" to "acme.co.uk"); else the domain itself."""
    name = domain.lower().strip(".")
    for host in _OF_TENANTS:
        if name.endswith(host):
            return name.removesuffix(host).rpartition(".")[2] + ".onmicrosoft.com"
    return _suffixes(name.rpartition(".")[2]).privatesuffix(name) or domain.lower()


def same_registrable_domain(one: str, other: str) -> bool:
    """Do both names belong to the same registrant?"""
    return bool(one) and bool(other) and registrable_domain(one) == registrable_domain(other)
