"""A client's report to the figures that the database keeps for coaches: no word of a mail but the employer's name."""

from __future__ import annotations

from datetime import date

from inbox_watch.clean import clean_name
from inbox_watch.config import Settings
from inbox_watch.fleet.cohort import LOOK_BACK_DAYS
from inbox_watch.fleet.lives import active_on, wait_of
from inbox_watch.heard import Moment
from inbox_watch.memory import gather_for_report
from inbox_watch.records import Report, Standing
from inbox_watch.report.listening import last_look, unheard_days
from inbox_watch.report.lives import was_answered
from inbox_watch.store.homes import Home
from inbox_watch.store.server.figures import Figures, keep_figures, looked_on
from inbox_watch.store.store import Store
from inbox_watch.survey import survey


def renew_figures(store: Store, settings: Settings, moment: Moment, *, has_news: bool) -> None:
    """Keep the figures of today, where mail came or they are of another day; costs a survey then."""
    if has_news or looked_on(store.database) != moment.today:
        evidence = gather_for_report(store, moment.now)
        note_figures(store.database, survey(evidence, settings, today=moment.today, now=moment.now).report)


def note_figures(home: Home, report: Report) -> None:
    """Put the figures of a client's report in the place of those that were there."""
    keep_figures(home, figures_of(report), report.as_of, unheard_days(report, LOOK_BACK_DAYS))


def figures_of(report: Report) -> tuple[Figures, ...]:
    """Return the figures of each application."""
    looked = last_look(report)
    return tuple(_figures(standing, report.as_of, looked) for standing in report.standings)


def _figures(standing: Standing, as_of: date, looked: date) -> Figures:
    days, came = wait_of(standing, looked) or (None, False)
    return Figures(
        application=standing.application.id,
        employer=clean_name(standing.application.employer),
        state=standing.state,
        active_on=active_on(standing, as_of),
        used_on=standing.follow_up.used_on,
        is_answered=was_answered(standing),
        waited_days=days,
        was_answered=came,
    )
