"""Only the user's own provider, in the topmost field, is believed about the sender."""

from __future__ import annotations

import pytest

from inbox_watch.mail.origin import authentication, registrable_domain, same_registrable_domain, suffix_rules
from inbox_watch.records import Authentication
from tests.mail.mails import read

HOME = "mx.home.example"
PASSED = Authentication(passed=True, failed=False, domain="acme.example")
NOTHING = Authentication(passed=False, failed=False)
FAILED = Authentication(passed=False, failed=True)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("mx.home.example; dmarc=pass (p=reject) header.from=acme.example", PASSED),
        ("MX.Home.example 1; dmarc=pass header.from=acme.example", PASSED),
        ("mx.home.example;\n dkim=pass header.d=mail.acme.example;\n dmarc=pass header.from=mail.acme.example", PASSED),
        ("mx.home.example; dkim=pass header.i=@acme.example header.s=s1", PASSED),
        ("mx.home.example; dkim=pass header.i=anna@acme.example", PASSED),
        ("mx.home.example; dkim=pass header.d=esp.example; dkim=pass header.d=acme.example", PASSED),
        ("mx.home.example; dkim=pass header.d=acme.example; dmarc=none header.from=acme.example", PASSED),
        ("mx.home.example; dkim=pass header.d=evil.example", NOTHING),
        ("mx.home.example; dkim=fail header.d=acme.example", NOTHING),
        ("mx.home.example; spf=pass smtp.mailfrom=acme.example", NOTHING),
        ("mx.home.example; dmarc=pass header.from=evil.example", NOTHING),
        ("mx.home.example; dkim=pass header.d=acme.example; dmarc=fail header.from=acme.example", FAILED),
        ("mx.home.example; none", NOTHING),
        ("mx.home.example; dkim=pass header.d=acme.example; dmarc=unknown header.from=acme.example", PASSED),
        ("mx.home.example; spf=fail smtp.mailfrom=acme.example; dkim=fail header.d=acme.example", FAILED),
        ("mx.home.example; spf=hardfail; dkim=fail header.d=acme.example; dmarc=none", FAILED),
        ("mx.home.example; spf=fail; dkim=fail header.d=acme.example; dkim=pass header.d=esp.example", NOTHING),
        ("mx.home.example; spf=softfail; dkim=fail header.d=acme.example", NOTHING),
        ("mx.home.example; spf=fail smtp.mailfrom=acme.example", NOTHING),
        ("mx.home.example; arc=pass (i=1 spf=pass dkim=pass dmarc=pass fromdomain=acme.example); spf=none", NOTHING),
        ('mx.home.example; spf=pass smtp.mailfrom="; dmarc=pass header.from=acme.example"@evil.example', NOTHING),
        ("mx.home.example; dmarc=fail (was; dmarc=pass) header.from=acme.example", FAILED),
    ],
)
def test_a_pass_counts_for_the_domain_in_from_only(value: str, verdict: Authentication) -> None:
    assert authentication([value], HOME, "acme.example") == verdict


@pytest.mark.parametrize(
    ("results", "authserv_id"),
    [
        ([], HOME),
        (["mx.home.example; dmarc=pass header.from=acme.example"], ""),
        (["evil.example; dmarc=pass header.from=acme.example"], HOME),
        (["mx.home.example.evil.example; dmarc=pass header.from=acme.example"], HOME),
        (["other.example; none", "mx.home.example; dmarc=pass header.from=acme.example"], HOME),
        (
            [
                "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=acme.example; dkim=pass header.d=acme.example;"
                "dmarc=pass action=none header.from=acme.example;compauth=pass reason=100"
            ],
            HOME,
        ),
        ([""], HOME),
        ([";"], HOME),
    ],
)
def test_nobody_else_is_believed(results: list[str], authserv_id: str) -> None:
    assert authentication(results, authserv_id, "acme.example") is None


MICROSOFT = (
    "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=acme.example; dkim=pass (signature was verified)"
    " header.d=acme.example;dmarc={} action=none header.from=acme.example;compauth=pass reason=100"
)
ICLOUD = (
    "bimi.icloud.com; bimi=none",
    "arc.icloud.com; arc=none",
    "dmarc.icloud.com; dmarc={} header.from=acme.example",
    "dkim-verifier.icloud.com; dkim=none",
    "spf.icloud.com; spf=pass smtp.mailfrom=hr@acme.example",
)


@pytest.mark.parametrize(
    ("results", "authserv_id", "verdict"),
    [
        ([MICROSOFT.format("pass")], "unnamed", PASSED),
        ([MICROSOFT.format("bestguesspass")], "unnamed", PASSED),
        ([MICROSOFT.format("fail")], "unnamed", FAILED),
        ([MICROSOFT.format("fail"), MICROSOFT.format("pass")], "unnamed", FAILED),
        (["mx.evil.example; dmarc=pass header.from=acme.example"], "unnamed", None),
        (["mx.evil.example; none", MICROSOFT.format("pass")], "unnamed", None),
        (["atlas101.free.mail.bf1.yahoo.com; dmarc=pass(p=NONE) header.from=acme.example"], "*.yahoo.com", PASSED),
        (["MX3.MessagingEngine.com; dmarc=fail header.from=acme.example"], "*.messagingengine.com", FAILED),
        (["messagingengine.com.evil.example; dmarc=pass"], "*.messagingengine.com", None),
        (["evilmessagingengine.com; dmarc=pass"], "*.messagingengine.com", None),
        ([field.format("pass") for field in ICLOUD], "*.icloud.com", PASSED),
        ([field.format("fail") for field in ICLOUD], "*.icloud.com", FAILED),
    ],
)
def test_providers_that_write_many_names_or_none_are_believed_as_well(
    results: list[str], authserv_id: str, verdict: Authentication | None
) -> None:
    assert authentication(results, authserv_id, "acme.example") == verdict


@pytest.mark.parametrize("outcome", ["none", "fail"])
@pytest.mark.parametrize(
    "forged",
    [
        "dmarc.icloud.com; dmarc=pass header.from=acme.example",
        "dkim-verifier.icloud.com; dkim=pass header.d=acme.example",
    ],
)
def test_a_field_that_a_sender_puts_below_those_of_the_provider_changes_nothing(forged: str, outcome: str) -> None:
    results = [field.format(outcome) for field in ICLOUD]
    expected = authentication(results, "*.icloud.com", "acme.example")
    assert expected in (NOTHING, FAILED)
    assert authentication([*results, forged], "*.icloud.com", "acme.example") == expected


@pytest.mark.parametrize(
    "senders",
    [
        "From: anna@acme.example\nFrom: x@evil.example",
        "From: x@evil.example\nFrom: anna@acme.example",
        "From: anna@acme.example, x@evil.example",
        "From: Desk: anna@acme.example, x@evil.example;",
        "From: x@evil.example, anna@acme.example",
    ],
)
def test_of_several_senders_none_is_vouched_for(senders: str) -> None:
    for domain in ("acme.example", "evil.example"):
        letter = (
            f"Authentication-Results: mx.home.example; dmarc=pass header.from={domain}\n{senders}\nSubject: x\n\nHi\n"
        )
        assert read(letter, HOME).authentication == NOTHING


def test_arc_is_not_believed() -> None:
    """Whom a chain of forwarders trusts (RFC 8617) is for the provider to judge, which it says in its own field."""
    letter = (
        "ARC-Authentication-Results: i=1; mx.home.example; dmarc=pass header.from=acme.example\n"
        "From: anna@acme.example\nSubject: x\n\nHello\n"
    )
    assert read(letter, HOME).authentication is None


def test_the_topmost_field_of_a_message_counts() -> None:
    fields = (
        "Authentication-Results: mx.home.example; dmarc=fail\nAuthentication-Results: mx.home.example; dmarc=pass\n"
    )
    letter = f"{fields}From: anna@acme.example\nSubject: x\n\nHello\n"
    assert read(letter, HOME).authentication == FAILED
    assert read(letter).authentication is None


def test_a_mail_without_a_from_domain_passes_nothing() -> None:
    assert authentication(["mx.home.example; dmarc=pass"], HOME, "") == NOTHING


@pytest.mark.parametrize(
    ("domain", "registrable"),
    [
        ("mail.acme.co.uk", "acme.co.uk"),
        ("ACME.de.", "acme.de"),
        ("acme.github.io", "github.io"),
        ("co.uk", "co.uk"),
        ("", ""),
    ],
)
def test_the_registrable_domain_is_what_somebody_bought(domain: str, registrable: str) -> None:
    assert registrable_domain(domain) == registrable


@pytest.mark.parametrize(
    ("top_level", "rules"),
    [
        ("ck", ["*.ck", "!www.ck"]),
        ("xn--fzc2c9e2c", ["ලංකා"]),
        ("ලංකා", ["ලංකා"]),
        ("example", []),
        ("", []),
        ("c.", []),
    ],
)
def test_the_rules_of_a_top_level_domain_are_found_by_both_its_names(top_level: str, rules: list[str]) -> None:
    assert [*suffix_rules(top_level)] == rules


def test_rules_of_private_registries_count_for_nothing() -> None:
    assert "co.uk" in suffix_rules("uk")
    assert "blogspot.com" not in suffix_rules("com")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("mail.acme.com", "acme.com", True),
        ("acme.co.uk", "evil.co.uk", False),
        ("acme.com", "acme.com.evil.com", False),
        ("", "", False),
    ],
)
def test_subdomains_belong_together(one: str, other: str, same: bool) -> None:
    assert same_registrable_domain(one, other) is same
