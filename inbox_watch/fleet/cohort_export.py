"""A cohort to CSV and JSON, for spreadsheets and other programs."""

from __future__ import annotations

import json
from typing import Any

from inbox_watch.fleet.cohort import CoachRow, Cohort, Curve
from inbox_watch.report.export.as_csv import csv_text
from inbox_watch.report.export.table import Cell
from inbox_watch.report.survival import Point

SCHEMA = 1
_COLUMNS = (
    *("client", "coach", "applications", "silent", "due", "follow_ups_used", "answers", "idle_days", "blind_days"),
    "employers_due",
)
_CURVE = ("day", "share", "low", "high", "open")


def rows_csv(cohort: Cohort, *, for_excel: bool = False) -> str:
    """Return one line a client."""
    return csv_text(_COLUMNS, (_cells(row) for row in cohort.rows), for_excel=for_excel)


def curve_csv(cohort: Cohort, *, for_excel: bool = False) -> str:
    """Return one line a day on which an answer came: the share answered with its band, and how many were open."""
    points = cohort.curve.points() if cohort.curve else ()
    lines = (_point_cells(point) for point in points)
    return csv_text(_CURVE, lines, for_excel=for_excel)


def to_json(cohort: Cohort) -> str:
    """Return the rows and the curve as one JSON object and a line end; `curve` is null where there is none."""
    document = {
        "schema": SCHEMA,
        "cohort": cohort.name,
        "as_of": cohort.as_of.isoformat(),
        "clients": [_row_json(row) for row in cohort.rows],
        "without_consent": cohort.unseen,
        "curve": _curve_json(cohort.curve) if cohort.curve else None,
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _cells(row: CoachRow) -> tuple[Cell, ...]:
    return (
        row.client,
        row.coach,
        row.applications,
        row.silent,
        row.due,
        row.follow_ups_used,
        row.answers,
        row.idle_days,
        row.blind_days,
        "; ".join(row.employers),
    )


def _row_json(row: CoachRow) -> dict[str, Any]:
    return dict(zip(_COLUMNS, _cells(row), strict=True)) | {"employers_due": list(row.employers)}


def _curve_json(curve: Curve) -> dict[str, Any]:
    points = [
        {"day": point.day, "share": round(point.share, 4), "low": round(point.low, 4), "high": round(point.high, 4)}
        for point in curve.points()
    ]
    counts = {"clients": curve.clients, "applications": len(curve.days), "answers": curve.answers}
    return counts | {"last_day": curve.last, "points": points}


def _point_cells(point: Point) -> tuple[Cell, ...]:
    return (point.day, _rounded(point.share), _rounded(point.low), _rounded(point.high), point.open)


def _rounded(share: float) -> str:
    return f"{share:.4f}"
