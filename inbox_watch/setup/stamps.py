"""The name under which a provider vouches for senders (RFC 8601), learned from mail that has come."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_FEWEST = 10
_SHARE = 0.8
_NAME = re.compile(r"(?<![a-z0-9.-])[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\.[a-z0-9-]{2,63}")


def dominant(stamps: Sequence[str]) -> str:
    """Return the name that tops most of the mail, or nothing.

    `stamps` has the name in the topmost Authentication-Results of each message, empty where there is none. A provider
    that stamps does so on nearly all mail. One that does not leaves what senders wrote, and no name of theirs is on
    four messages of five.
    """
    if not stamps:
        return ""
    name, count = Counter(stamp.lower() for stamp in stamps).most_common(1)[0]
    return name if count >= max(_FEWEST, _SHARE * len(stamps)) and _NAME.fullmatch(name) else ""
