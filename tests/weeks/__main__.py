"""Write the twenty tables."""

from __future__ import annotations

from tests.support.sample import shipped_judge, truly_judged
from tests.weeks.tables import FOLDER, FRIDAYS, table

evidence = truly_judged(shipped_judge())
for friday in FRIDAYS:
    (FOLDER / f"{friday}.txt").write_text(table(evidence, friday), "utf-8")
