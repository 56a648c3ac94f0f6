"""A cohort to HTML: one file in the look of the reports, without script, link or load."""

from __future__ import annotations

from markupsafe import Markup

from inbox_watch.clean import clean_line
from inbox_watch.fleet.cohort import FEWEST_CLIENTS, LOOK_BACK_DAYS, CoachRow, Cohort, Curve
from inbox_watch.report.charts.answers import answers
from inbox_watch.report.figures import ENOUGH, Tile
from inbox_watch.report.stationery import style, templates
from inbox_watch.report.words import counted, days, long_day

_COLUMNS = (
    *("Client", "Due", "Silent", "Applications", "Followed up", "Answered", "Last activity"),
    f"Not read, of {LOOK_BACK_DAYS} days",
)


def to_html(cohort: Cohort) -> str:
    """Return the page of a coach."""
    said = {
        "name": clean_line(cohort.name, 80),
        "as_of": long_day(cohort.as_of),
        "headline": headline(cohort),
        "lead": lead(cohort),
        "rows": cohort.rows,
        "tiles": _tiles(cohort),
        "columns": _COLUMNS,
        "idle": idle,
        "waits": waits(cohort.curve),
        "picture": _picture(cohort.curve),
    }
    return templates("inbox_watch.fleet").get_template("coach.html.j2").render(said | style())


def headline(cohort: Cohort) -> str:
    """Say what is due, in a sentence."""
    due = sum(row.due for row in cohort.rows)
    of = sum(bool(row.due) for row in cohort.rows)
    if not due:
        return f"Nothing is due for {counted(len(cohort.rows), 'client')}."
    return f"{counted(due, 'follow-up')} of {counted(of, 'client')} {'is' if due == 1 else 'are'} due."


def lead(cohort: Cohort) -> tuple[str, ...]:
    """Say what limits the rows."""
    unread = sum(bool(row.blind_days) for row in cohort.rows)
    said = (
        (cohort.unseen, f"{counted(cohort.unseen, 'client')} consented to no row here."),
        (unread, f"The mail of {counted(unread, 'client')} was not read all the time."),
    )
    return tuple(sentence for number, sentence in said if number)


def _tiles(cohort: Cohort) -> tuple[Tile, ...]:
    due = sum(row.due for row in cohort.rows)
    return (
        Tile(len(cohort.rows), "clients"),
        Tile(sum(row.applications for row in cohort.rows), "applications"),
        Tile(sum(row.answers for row in cohort.rows), "answered"),
        Tile(sum(row.follow_ups_used for row in cohort.rows), "followed up"),
        Tile(sum(row.silent for row in cohort.rows), "silent"),
        Tile(due, "silent and due", hot=due > 0),
    )


def idle(row: CoachRow) -> str:
    """Say when anything last happened."""
    if row.idle_days is None:
        return "none yet"
    return f"{days(row.idle_days)} ago" if row.idle_days else "today"


def waits(curve: Curve | None) -> tuple[str, ...]:
    """Say what the curve rests on."""
    what = "An answer is a person's mail or a decision; a receipt is none."
    if curve is None:
        return (what, f"Fewer than {FEWEST_CLIENTS} clients agreed to be counted here and have applied: no curve.")
    came = f"{curve.answers} of {len(curve.days)} delivered applications of {curve.clients} clients got an answer."
    if curve.answers < ENOUGH:
        return (came, what, "Too few to draw a curve.")
    how = (
        "Share answered by each day (Kaplan-Meier, 95 % band after Greenwood); what is still open counts as open. The "
        "band takes applications of one client for strangers to each other, so it is rather too narrow."
    )
    return (came, what, how)


def _picture(curve: Curve | None) -> Markup:
    return answers(curve.days, curve.came, curve.last) if curve and curve.answers >= ENOUGH else Markup("")
