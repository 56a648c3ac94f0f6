"""What a coach may read, all of it: views over figures, of clients who consented. No table, and no word of any mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from inbox_watch.records import SILENT_STATES, State

SCHEMA = "coach"
# Fewer clients than this have no curve, and no curve is longer than this (fleet/cohort.py draws by the same numbers).
FEWEST_CLIENTS, LONGEST_CURVE = 5, 90


@dataclass(frozen=True, slots=True)
class View:
    """What each column is made of, and the rows it is of: `s` in the source is what the consent `c` is about."""

    columns: Mapping[str, str]
    source: str


# A consent holds on the days it was given for, by a clock that no session can set; whose it is, by the login.
_CONSENT = (
    "c.coach = current_user AND c.withdrawn_on IS NULL "
    "AND (now() AT TIME ZONE 'UTC')::date BETWEEN c.given_on AND c.until"
)


def _consented(scope: str) -> str:
    return f"JOIN fleet.consents c ON c.client = s.client AND c.scope = '{scope}' AND {_CONSENT}"


def _how_many(condition: str) -> str:
    return f"count(*) FILTER (WHERE {condition})"


_SILENT = ", ".join(f"'{state}'" for state in sorted(SILENT_STATES))

# Waits of the clients who are counted together. A step that rests on few clients would be somebody's answer: with fewer
# than five there is none, and what lasted longer than the fifth longest client waited is as good as still open then.
_TOGETHER = f"""(
  WITH waits AS (
    SELECT s.client, s.waited_days AS days, s.was_answered AS came
    FROM fleet.standings s {_consented("cohort")} WHERE s.waited_days IS NOT NULL
  ), longest AS (
    SELECT max(days) AS days FROM waits GROUP BY client
  ), bounds AS (
    SELECT count(*) AS clients, least((array_agg(days ORDER BY days DESC))[{FEWEST_CLIENTS}], {LONGEST_CURVE}) AS last
    FROM longest
  )
  SELECT least(days, last) AS day, count(*) AS ended, {_how_many("came AND days <= last")} AS answered, clients, last
  FROM waits CROSS JOIN bounds WHERE clients >= {FEWEST_CLIENTS} AND last > 0 GROUP BY least(days, last), clients, last
) w"""  # noqa: S608 - all of it stands above

VIEWS: Mapping[str, View] = {
    "consents": View(
        {"client": "c.client", "scope": "c.scope", "until": "c.until"}, f"fleet.consents c WHERE {_CONSENT}"
    ),
    "counts": View(
        {
            "client": "s.client",
            "as_of": "s.as_of",
            "applications": "count(a.application)",
            "silent": _how_many(f"a.state IN ({_SILENT})"),
            "due": _how_many(f"a.state = '{State.DUE}'"),
            "follow_ups_used": _how_many("a.used_on IS NOT NULL"),
            "answers": _how_many("a.is_answered"),
            "idle_days": "s.as_of - max(a.active_on)",
            "blind_days": "s.blind_days",
        },
        f"fleet.looks s {_consented('counts')} LEFT JOIN fleet.standings a ON a.client = s.client "
        "GROUP BY s.client, s.as_of, s.blind_days",
    ),
    "due_employers": View(
        {"client": "s.client", "employer": "s.employer"},
        f"fleet.standings s {_consented('employers')} WHERE s.state = '{State.DUE}'",
    ),
    "waits": View(
        {"day": "w.day", "ended": "w.ended", "answered": "w.answered", "clients": "w.clients", "last": "w.last"},
        _TOGETHER,
    ),
}


def make_views(connection: Connection) -> None:
    """Make the views anew, with the right to read them and nothing else."""
    connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    there = "SELECT viewname FROM pg_views WHERE schemaname = %s"
    for name in connection.exec_driver_sql(there, (SCHEMA,)).scalars().all():
        connection.exec_driver_sql(f'DROP VIEW {SCHEMA}."{name}"')
    for name, view in VIEWS.items():
        columns = ", ".join(f"{made_of} AS {column}" for column, made_of in view.columns.items())
        select = f"SELECT {columns} FROM {view.source}"  # noqa: S608 - all of it stands above
        connection.exec_driver_sql(f"CREATE VIEW {SCHEMA}.{name} WITH (security_barrier) AS {select}")
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {SCHEMA} TO inbox_watch_coach")
    connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO inbox_watch_coach")
