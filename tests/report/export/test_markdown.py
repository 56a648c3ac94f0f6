"""The report as a page of Markdown."""

from __future__ import annotations

from datetime import date

import pytest

from inbox_watch.records import State
from inbox_watch.report.export.as_markdown import to_markdown
from inbox_watch.report.export.markdown import escaped
from tests.report.builders import report, standing
from tests.report.search import job_search


def test_what_is_due_stands_first_with_its_next_step_then_what_comes_then_the_rest() -> None:
    told = report(
        standing(State.REJECTED, id="a1", employer="Quanta", due_on=None),
        standing(State.WAITING, id="a2", employer="Saffron", due_on=date(2026, 5, 4)),
        standing(State.DUE, id="a3", reasons=("no receipt came: ask whether it arrived",)),
    )
    assert to_markdown(told) == (
        "# 1 of 3 applications is due for its one follow-up.\n"
        "\n"
        "As of Friday 1 May 2026. Mail read until 1 May, 08:00.\n"
        "\n"
        "## Due for the one follow-up\n"
        "\n"
        "| ID | Employer | Position | Sent | Silent | Due since | Next step | Why |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| a3 | Lindhof Labs | Planner | 1 Apr | 30 days | 9 Apr | Write to petra@lindhof.example. "
        "| No receipt came: ask whether it arrived. |\n"
        "\n"
        "## What comes next\n"
        "\n"
        "| ID | Employer | Position | Sent | How it stands |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| a2 | Saffron | Planner | 1 Apr | Follow-up due 4 May. |\n"
        "\n"
        "## The rest\n"
        "\n"
        "| ID | Employer | Position | Sent | How it stands |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| a1 | Quanta | Planner | 1 Apr | Rejected. |\n"
    )


def test_nothing_known_says_what_to_do() -> None:
    assert "`inbox-watch applications add`" in to_markdown(report())


def test_no_application_is_left_out() -> None:
    text = to_markdown(job_search(1000))
    assert all(f"\n| a{number} | " in text for number in range(1, 1001))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Moor | Hof", "Moor \\| Hof"),
        ("[click](https://evil.example)", "\\[click\\](https\\://evil.example)"),
        ("www.evil.example", "www\\.evil.example"),
        ("<img src=x>", "\\<img src=x\\>"),
        ("a_b *c* `d` ~e~ \\", "a\\_b \\*c\\* \\`d\\` \\~e\\~ \\\\"),
        ("Acker & Sohn", "Acker & Sohn"),
        ("&lt;b&#62;", "\\&lt;b\\&#62;"),
        ("شركة النور", "شركة النور"),
        ("青山物流", "青山物流"),
    ],
)
def test_a_name_is_words(name: str, shown: str) -> None:
    assert escaped(name) == shown
    assert f"| {shown} |" in to_markdown(report(standing(employer=name)))
