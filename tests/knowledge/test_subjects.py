from __future__ import annotations

import pytest

from inbox_watch.knowledge.subjects import is_reply, without_prefixes


@pytest.mark.parametrize(
    ("subject", "reply", "bare"),
    [
        ("Your application", False, "Your application"),
        ("Re: Your application", True, "Your application"),
        ("RE: AW: Fwd: Your application", True, "Your application"),
        ("Re[2]: Your application", True, "Your application"),
        ("Re : Your application", True, "Your application"),
        ("Automatic reply: Your application", False, "Your application"),
        ("Réponse automatique : Candidature", False, "Candidature"),
        ("Regarding: your application", False, "Regarding: your application"),
        ("Ref: 4471 Planner", False, "Ref: 4471 Planner"),
        ("Planner (Re: Basel)", False, "Planner (Re: Basel)"),
        ("", False, ""),
        ("Re:", True, ""),
    ],
)
def test_what_mail_programs_put_before_a_subject(subject: str, reply: bool, bare: str) -> None:
    assert is_reply(subject) is reply
    assert without_prefixes(subject) == bare
