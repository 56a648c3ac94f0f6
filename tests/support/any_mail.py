"""Mail of few people about few roles within few days, so that everything meets everything."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from inbox_watch.records import Detail, Finding, SentKind
from tests.support.findings import received, sent

ATS = "no-reply@us.greenhouse-mail.io"


@st.composite
def any_mail(
    draw: st.DrawFn, *, firms: Sequence[str] = ("lindhof", "kestrel"), name: str = "m", least: int = 1
) -> list[Finding]:
    """Up to twelve mails, called m0, m1 and so on."""
    found = []
    for number in range(draw(st.integers(least, 12))):
        when = f"2026-03-{draw(st.integers(1, 9)):02d} {draw(st.integers(8, 10)):02d}:00"
        answers = f"{name}{draw(st.integers(0, number - 1))}" if number and draw(st.booleans()) else ""
        role = draw(st.sampled_from(["", "Planner", "Cook"]))
        firm = draw(st.sampled_from(firms))
        if draw(st.booleans()):
            kind = draw(st.sampled_from(SentKind))
            to = f"jobs@{firm}.example"
            found.append(sent(f"{name}{number}", when, kind, to=to, answers=answers, role=role))
        else:
            found.append(
                received(
                    f"{name}{number}",
                    when,
                    draw(st.sampled_from(Detail)),
                    from_=draw(st.sampled_from([f"jobs@{firm}.example", ATS])),
                    employers=[firm],
                    answers=answers,
                    role=role,
                    passed=draw(st.booleans()),
                )
            )
    return found
