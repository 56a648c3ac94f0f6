"""Heads of forged mail, written out: each claims to come from an employer that the user applied to.

The user's provider is mx.postfach.example. `{own}` is the Message-ID of the user's application, `{receipt}` that of the
employer's genuine receipt.
"""

from __future__ import annotations

HOME = "mx.postfach.example"
_FROM = "From: Lindhof Labs <jobs@lindhof-labs.example>\n"
_NONE = f"Authentication-Results: {HOME}; spf=none; dkim=none; dmarc=none header.from=lindhof-labs.example\n"
_FAIL = f"Authentication-Results: {HOME}; spf=fail; dmarc=fail header.from=lindhof-labs.example\n"
_FORGED = "dmarc=pass header.from=lindhof-labs.example\n"
_EVIL = f"Authentication-Results: {HOME}; dmarc=pass header.from="

FORGED: dict[str, str] = {
    "nothing but the address": _FROM,
    "the provider says none": _NONE + _FROM,
    "the provider says fail": _FAIL + _FROM,
    "a result of its own below the true one": f"{_FAIL}Authentication-Results: {HOME}; {_FORGED}{_FROM}",
    "a result of its own above a true one of another hop": (
        f"Authentication-Results: relay.evil.example; {_FORGED}{_NONE}{_FROM}"
    ),
    "a result under another name alone": f"Authentication-Results: mx.evil.example; {_FORGED}{_FROM}",
    "a result under a longer name": f"Authentication-Results: {HOME}.evil.example; {_FORGED}{_FROM}",
    "a result without a name": f"Authentication-Results: {_FORGED}{_FROM}",
    "a pass in a comment": f"Authentication-Results: {HOME}; dmarc=none (was; dmarc=pass)\n{_FROM}",
    "a pass in a quoted local part": (
        f'Authentication-Results: {HOME}; spf=pass smtp.mailfrom="; dmarc=pass header.from=lindhof-labs.example"'
        f"@evil.example\n{_FROM}"
    ),
    "a pass of the signature of somebody else": (
        f"Authentication-Results: {HOME}; dkim=pass header.d=evil.example; dmarc=none\n" + _FROM
    ),
    "a chain of forwarders": f"ARC-Authentication-Results: i=1; {HOME}; {_FORGED}ARC-Seal: i=1; cv=pass\n{_FROM}",
    "another address in the name": f'{_EVIL}evil.example\nFrom: "jobs@lindhof-labs.example" <hr@evil.example>\n',
    "an address before the address (CVE-2023-27043)": (
        f"{_EVIL}lindhof-labs.example\nFrom: jobs@lindhof-labs.example)hr@evil.example\n"
    ),
    "an address in brackets before another": (
        f"{_EVIL}lindhof-labs.example\nFrom: <jobs@lindhof-labs.example>hr@evil.example\n"
    ),
    "two From fields": f"{_EVIL}evil.example\n{_FROM}From: hr@evil.example\n",
    "two From fields, the other order": f"{_EVIL}lindhof-labs.example\nFrom: Lindhof Labs <hr@evil.example>\n{_FROM}",
    "two addresses in From": (
        f"{_EVIL}lindhof-labs.example\nFrom: Lindhof Labs <hr@evil.example>, jobs@lindhof-labs.example\n"
    ),
    "two subjects": f"{_NONE}{_FROM}Subject: Nothing of interest\n",
    "a group": f"{_EVIL}evil.example\nFrom: Lindhof Labs: jobs@lindhof-labs.example, hr@evil.example;\n",
    "a letter changed": f"{_EVIL}lindhof-Iabs.example\nFrom: Lindhof Labs <jobs@lindhof-iabs.example>\n",
    "a word of hiring beside the name": (
        f"{_EVIL}lindhof-labs-careers.example\nFrom: Lindhof Labs <jobs@lindhof-labs-careers.example>\n"
    ),
    "the employer in front of a stranger's domain": (
        f"{_EVIL}evil.example\nFrom: Lindhof Labs <jobs@lindhof-labs.example.evil.example>\n"
    ),
    "a letter of another alphabet": (
        f"{_EVIL}xn--lindhf-labs-vnj.example\nFrom: Lindhof Labs <jobs@xn--lindhf-labs-vnj.example>\n"
    ),
    "the same name with another ending": f"{_EVIL}lindhof-labs.test\nFrom: Lindhof Labs <jobs@lindhof-labs.test>\n",
    "the thread of the receipt": f"{_NONE}{_FROM}In-Reply-To: {{receipt}}\nReferences: {{receipt}}\n",
    "the user's own thread, and the provider says fail": f"{_FAIL}{_FROM}In-Reply-To: {{own}}\nReferences: {{own}}\n",
    "answers to somebody else": f"{_NONE}{_FROM}Reply-To: Lindhof Labs <lindhof.labs.hr@gmail.com>\n",
    "another Sender and Return-Path": (
        f"Return-Path: <jobs@lindhof-labs.example>\n{_EVIL}evil.example\nSender: jobs@lindhof-labs.example\n"
        "From: Lindhof Labs <hr@evil.example>\n"
    ),
    "a free address": f"{_EVIL}gmail.com\nFrom: Lindhof Labs GmbH <lindhof.labs.hr@gmail.com>\n",
    "a NUL in the name": f"{_NONE}From: Lindhof\x00 Labs <jobs@lindhof-labs.example>\n",
    "signs that turn the line": f'{_EVIL}evil.example\nFrom: "Lindhof Labs \u202egro.sbal\u202c" <hr@evil.example>\n',
    "the Message-ID of the receipt": f"{_NONE}{_FROM}Message-ID: {{receipt}}\n",
    "the user's own address": f"Authentication-Results: {HOME}; dmarc=fail\nFrom: runa@falkenried.example\n",
}
