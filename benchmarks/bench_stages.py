"""The processor time of a mail, stage by stage."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from benchmarks.cost import cost_of, medians, python
from benchmarks.mail.mailbox import mailbox
from benchmarks.program import write_secret
from benchmarks.records import Result, Table
from benchmarks.served import served
from benchmarks.sizes import Sizes
from benchmarks.today import NOW

# In the order in which a mail meets them; `inside` ones are part of the stage above them.
_STAGES = ("fetch", "parsing", "mail-parser", "text", "judge", "facts", "keeping", "linking and standing")
_INSIDE = {"mail-parser": "of it mail-parser", "text": "of it HTML and text"}
_BESIDE = "handing over"


def stages(sizes: Sizes) -> Result:
    """Measure the stages in rounds, each in a process of its own."""
    with served(mailbox(sizes.staged, 7, NOW)) as there, tempfile.TemporaryDirectory() as folder:
        secret = write_secret(Path(folder))
        fetches = [
            cost_of(python("benchmarks.contestants.fetched", there.server.port, secret)) for _ in range(sizes.rounds)
        ]
    each_fetch = median(cost.told("cpu") for cost in fetches) * 1000 / sizes.staged
    rounds = [json.loads(cost_of(python("benchmarks.stage_work", sizes.staged)).printed) for _ in range(sizes.rounds)]
    milliseconds = {"fetch": each_fetch, **medians(rounds)}
    said = (
        f"{sizes.staged} messages of the backlog's mailbox, in milliseconds of the processor a message; median of "
        f"{sizes.rounds}. One in seven was read before the clock started. Linking is that of everything at once. "
        "Handing over is what a poll spends on its workers; it stands beside the sum, since both run at once.",
    )
    return Result("Stages", said, (_table(milliseconds),))


def _table(milliseconds: Mapping[str, float]) -> Table:
    total = sum(milliseconds[stage] for stage in _STAGES if stage not in _INSIDE)
    rows = [_row(_INSIDE.get(stage, stage), milliseconds[stage], total) for stage in _STAGES]
    return Table(
        ("stage", "ms", "share"),
        (*rows, _row("all", total, total), _row(_BESIDE, milliseconds[_BESIDE], total)),
    )


def _row(stage: str, milliseconds: float, total: float) -> tuple[str, float, str]:
    return (stage, milliseconds, f"{milliseconds / total:.0%}")
