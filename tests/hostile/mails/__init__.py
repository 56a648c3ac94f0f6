"""More than two hundred hostile mails of our own, by name; each is built when it is asked for, and always the same."""

from __future__ import annotations

from collections.abc import Mapping

from tests.hostile.mails import bodies, damage, dates, names, pages, reports, structure
from tests.hostile.mails.writing import Make

MAILS: Mapping[str, Make] = {
    f"{page.__name__.rpartition('.')[2]}: {name}": make
    for page in (structure, names, dates, bodies, pages, reports, damage)
    for name, make in page.cases()
}
