"""Header fields that servers and bulk senders add: four to six kilobytes that no reader ever sees."""

from __future__ import annotations

import base64
import random
from datetime import datetime, timedelta
from email.utils import format_datetime

from benchmarks.mail.texts import ME, Text

AUTHSERV_ID = "mx.postfach.example"
_SIGNED = "from:subject:date:to:message-id"


def trace(dice: random.Random, text: Text, when: datetime) -> list[str]:
    """The fields above a received mail, topmost first."""
    domain = text.sender.domain or "post.example"
    lines = [f"Return-Path: <bounces+{dice.randrange(10**6, 10**7)}@{domain}>", f"Delivered-To: {ME.address}"]
    lines += [_hop(dice, domain, when - timedelta(seconds=2 * hop)) for hop in range(dice.randint(3, 7))]
    lines += [_seal(dice, "ARC-Seal", domain), _seal(dice, "ARC-Message-Signature", domain)]
    lines.append(
        f"Authentication-Results: {AUTHSERV_ID};\n dkim=pass header.d={domain};\n spf=pass smtp.mailfrom={domain};\n"
        f" dmarc=pass (p=reject) header.from={domain}"
    )
    lines.append(_seal(dice, "DKIM-Signature", domain))
    return lines + (_bulk(dice, domain) if text.is_bulk else [])


def _hop(dice: random.Random, domain: str, when: datetime) -> str:
    host, number = f"out{dice.randint(1, 99)}.{domain}", ".".join(str(dice.randint(1, 254)) for _ in range(3))
    return (
        f"Received: from {host} ({host} [198.{number}])\n by {AUTHSERV_ID} with ESMTPS id {letters(dice, 20)}\n"
        f" for <{ME.address}>; {format_datetime(when)}"
    )


def _seal(dice: random.Random, name: str, domain: str) -> str:
    return (
        f"{name}: i=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=s1;\n h={_SIGNED};\n"
        f" bh={letters(dice, 44)};\n b={folded(letters(dice, 344))}"
    )


def _bulk(dice: random.Random, domain: str) -> list[str]:
    return [
        f"List-Unsubscribe: <https://{domain}/u/{letters(dice, 120).replace('/', '_')}>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        f"List-Id: <news.{domain}>",
        "Precedence: bulk",
        f"X-Campaign: {folded(letters(dice, 240))}",
    ]


def letters(dice: random.Random, count: int) -> str:
    """So many signs of base64 that mean nothing."""
    return base64.b64encode(dice.randbytes(count)).decode()[:count]


def folded(text: str) -> str:
    """Broken into lines, as long values in a header are."""
    return "\n ".join(text[at : at + 72] for at in range(0, len(text), 72))
