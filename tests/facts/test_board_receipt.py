"""A board's mail: the job between the two names of the employer, and what it advertises below."""

from __future__ import annotations

import pytest

from inbox_watch.facts.board_receipt import role_in_block, without_adverts
from inbox_watch.facts.role import role
from tests.facts.mails import mail

LINKEDIN = "jobs-noreply@linkedin.com"
SENT = "Your application was sent to Lindhof Labs"


@pytest.mark.parametrize(
    "heading",
    [
        "Similar jobs",
        "* Recommended jobs:",
        "Jobs you may like",
        "More roles near Kiel",
        "People also viewed",
        "Ähnliche Stellen",
        "Stellen, die zu Ihnen passen",
        "Offres similaires",
        "Otras ofertas similares",
        "Vergelijkbare vacatures",
        "Annunci simili",
        "Vagas semelhantes",
    ],
)
def test_what_a_board_advertises_is_cut_off(heading: str) -> None:
    text = f"We sent it.\n\nPlanner\nLindhof Labs\n\n{heading}\nNight Guard\nBrindle Foods"
    assert without_adverts(mail(text, sender=LINKEDIN)).text == "We sent it.\n\nPlanner\nLindhof Labs"


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("Thank you.\nSimilar jobs\nNight Guard", "jobs@lindhof.example"),
        ("Thank you.\nSimilar jobs\nNight Guard", "no-reply@us.greenhouse-mail.io"),
        ("More jobs are on our page. We sent it.\nPlanner", LINKEDIN),
        ("We sent it, with similar jobs\nPlanner", LINKEDIN),
    ],
)
def test_what_is_no_heading_of_a_board_stays(text: str, sender: str) -> None:
    message = mail(text, sender=sender)
    assert without_adverts(message) is message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{SENT}\n\nNight Porter\nLindhof Labs\nKiel", "Night Porter"),
        (f"{SENT}.\nNight Porter (m/w/d)\n\nLindhof Labs · Kiel", "Night Porter (m/w/d)"),
        (f"{SENT}\nGood luck!\nLindhof Labs", ""),
        (f"{SENT}\nNight Porter\nLindhof Labsters", ""),
        (f"{SENT}\nNight Porter\nKiel", ""),
        ("Night Porter\nLindhof Labs", ""),
    ],
)
def test_the_line_between_two_names_of_the_employer_is_the_role(text: str, found: str) -> None:
    assert role_in_block(mail(text, sender=LINKEDIN, subject=SENT)) == found


def test_the_block_comes_before_what_else_looks_like_a_role() -> None:
    text = f"{SENT}\n\nNight Porter\nLindhof Labs\nThe position of Data Analyst is open too."
    assert role(mail(text, sender=LINKEDIN, subject=SENT)) == "Night Porter"
    assert role(mail(text, sender="jobs@lindhof.example", subject=SENT)) == "Data Analyst"
