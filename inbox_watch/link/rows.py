"""Rows the user added or imported, in a replay: a row tells of the application that mail or another row shows, or of
one of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from inbox_watch.facts.names import RoleFit, role_fit
from inbox_watch.link.case import Case
from inbox_watch.link.content import is_called_alike
from inbox_watch.link.desk import AGAIN_AFTER, Desk
from inbox_watch.link.discover import case_from_statement, is_statement_key
from inbox_watch.link.edits import edit
from inbox_watch.records import Statement, StatementKind

_SAME_ROW_WITHIN = timedelta(days=7)
_SAID_OF_THE_JOB = ("role", "kind")


def take_row(desk: Desk, statement: Statement, when: datetime) -> None:
    """An added row joins the case that says the same, or starts one."""
    added = case_from_statement(statement, desk.timezone)
    near = desk.index.called(added.names)
    named = (case for case in near if not added.names.isdisjoint(case.names) and _is_same(added, case, when))
    alike = (case for case in near if _is_same_by_another_name(added, case, when))
    case = next(named, None) or next(alike, None)
    if case:
        _join(desk, statement, added, case)
    else:
        desk.found(added)


def _join(desk: Desk, statement: Statement, added: Case, case: Case) -> None:
    """What the user says of the job holds, as if it were said of the application that was there."""
    desk.give(case, added.keys)
    case.addresses |= added.addresses
    case.own_addresses |= added.own_addresses
    case.domains |= added.domains
    case.contacts |= added.contacts
    case.posting_ids |= added.posting_ids
    case.job_ids |= added.job_ids
    said = {field: value for field in _SAID_OF_THE_JOB if (value := statement.values.get(field))}
    edit(case, replace(statement, kind=StatementKind.EDIT, values=said), desk.timezone)
    desk.index.learn(case)


def _is_same(added: Case, case: Case, when: datetime) -> bool:
    """Within a week either may leave the job out, and mail may shorten a title; two rows of the user's spell it out, so
    Analyst and Data Analyst are two there. What is written down later still tells of the letter that runs."""
    has_row = any(is_statement_key(key) for key in case.keys)
    if abs(when - case.applied_at) <= _SAME_ROW_WITHIN:
        least = RoleFit.SAME if has_row else RoleFit.MAYBE
        return not added.role or not case.role or role_fit(added.role, case.role) >= least
    is_written_later = case.applied_at < when < case.applied_at + AGAIN_AFTER
    has_ended = case.ended_at is not None and case.ended_at < when
    return is_written_later and not has_row and not has_ended and _is_same_job(added, case, RoleFit.SAME)


def _is_same_by_another_name(added: Case, case: Case, when: datetime) -> bool:
    """The address of a letter, or a board, may shorten the name; then the job must be the same. Rows spell it out."""
    is_of_these_days = abs(when - case.applied_at) <= _SAME_ROW_WITHIN
    has_row = any(is_statement_key(key) for key in case.keys)
    return (
        is_of_these_days and not has_row and _is_same_job(added, case, RoleFit.CLOSE) and is_called_alike(added, case)
    )


def _is_same_job(added: Case, case: Case, least: RoleFit) -> bool:
    return role_fit(added.role, case.role) >= least
