"""What a contestant prints."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable


def told(work: Callable[[], tuple[int, int]]) -> None:
    """Do the work, which returns messages and octets, and print these and what it took."""
    wall, cpu = time.monotonic(), time.process_time()
    messages, octets = work()
    seconds = {"seconds": time.monotonic() - wall, "cpu": time.process_time() - cpu}
    sys.stdout.write(json.dumps({"messages": messages, "octets": octets, **seconds}) + "\n")
