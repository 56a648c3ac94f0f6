"""Nothing a sender writes can run, phone home, forge a line or hide one."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from inbox_watch.records import (
    Address,
    Detail,
    Facts,
    FolderHeard,
    FolderRole,
    MessageUid,
    Report,
    Sign,
    State,
    Unlinked,
    Unreadable,
)
from inbox_watch.report.as_html import to_html
from inbox_watch.report.as_json import to_json
from inbox_watch.report.as_text import to_text
from tests.report.builders import DAY, READ, TODAY, event, finding, report, standing
from tests.report.html_reader import read

_PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=https://evil.example/p.gif onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "style": "</style><style>@import url(https://evil.example)</style>",
    "title": "</title></svg><iframe src=//evil.example>",
    "entity": "&lt;script&gt;&#x3c;b&#62;",
    "template": "{{ 7 * 7 }}{% raw %}",
    "clipboard": "\x1b]52;c;cm0gLXJmIH4=\x07",
    "screen": "\x1b[2J\x1b[1;1H\x9b31mowned",
    "window": "\x1b]0;owned\x1b\\",
    "carriage": "honest\rforged",
    "lines": "one\u2028two\u2029three\x85four\n! forged warning\n0 applications are due",
    "bidi": "abc\u202egpj.exe\u2066x\u2069",
    "invisible": "a\u200bd\u00admin\ufeff\U000e0041",
    "surrogate": "lone \ud800 half",
    "markup": "[bold red]forged[/] [link=https://evil.example]x[/link] :warning:",
    "formula": "=cmd|' /C calc'!A0",
    "long": "x" * 100_000,
}
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FETCHING = ("src", "srcset", "href", "xlink:href", "action", "background", "poster", "data", "ping")


def _everywhere(payload: str) -> Report:
    """The payload in every field that holds words of others, in every section of the report."""
    sender = Address(payload, payload)
    facts = Facts(signs=(Sign("money", payload),), deadline=TODAY + DAY)
    words: dict[str, Any] = {"employer": payload, "role": payload, "target": payload, "contacts": (sender,)}
    mail: dict[str, Any] = {
        "sender": sender,
        "subject": payload,
        "facts": facts,
        "message_id": payload,
        "role": FolderRole.JUNK,
    }
    junk = finding(**mail)
    junk = replace(junk, uids=(MessageUid(payload, payload, 1, 2),))
    standings = [
        standing(
            state,
            replace(event(detail, verified=False), finding=replace(junk, verdict=finding(detail).verdict)),
            id=f"a{number}",
            reasons=(payload,),
            warnings=(payload,),
            **words,
        )
        for number, state in enumerate(State)
        for detail in (Detail.REJECTION, Detail.ASSESSMENT, Detail.DELIVERY_FAILURE)
    ]
    return report(
        *standings,
        heard=(FolderHeard(payload, payload, FolderRole.INBOX, READ - timedelta(days=9), ((READ - 5 * DAY, READ),)),),
        unlinked=(Unlinked(junk, (payload,)),),
        unsure=(junk,),
        unreadable=(Unreadable(MessageUid(payload, payload, 1, 2), payload, READ, payload, payload),),
        notices=(payload,),
    )


@pytest.fixture(params=list(_PAYLOADS.values()), ids=list(_PAYLOADS))
def hostile(request: pytest.FixtureRequest) -> Report:
    return _everywhere(str(request.param))


def test_the_page_runs_and_fetches_nothing(hostile: Report) -> None:
    page = read(to_html(hostile))
    assert page.problems == []
    assert not {"script", "img", "iframe", "object", "embed", "link", "form", "base"} & set(page.tags)
    assert all(value.startswith(("#", "mailto:")) for name in _FETCHING for value in page.values(name))
    assert {tag for tag, name, value in page.attributes if value.startswith("mailto:") and name == "href"} <= {"a"}
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert page.tags.count("style") == 1


def test_the_page_shows_no_forbidden_character(hostile: Report) -> None:
    page = to_html(hostile).replace("\n", "")
    assert not {unicodedata.category(character) for character in page} & _FORBIDDEN
    page.encode()


def test_the_style_sheet_is_ours(hostile: Report) -> None:
    ours, theirs = (
        to_html(its_report).partition("<style>")[2].partition("</style>")[0] for its_report in (report(), hostile)
    )
    assert ours == theirs
    assert "url(" not in ours.replace("url(#", "")
    assert "@import" not in ours


def test_the_terminal_is_told_nothing_but_words(hostile: Report) -> None:
    text = to_text(hostile, width=80, colour=False)
    assert not {unicodedata.category(character) for character in text.replace("\n", "")} & _FORBIDDEN
    assert not any(line.startswith("0 applications") for line in text.splitlines())
    text.encode()


def test_colours_are_the_only_escapes(hostile: Report) -> None:
    text = to_text(hostile, width=80, colour=True)
    assert all(part.partition("m")[0].replace(";", "").isdigit() for part in text.split("\x1b[")[1:])
    assert text.count("\x1b") == text.count("\x1b[")


def test_json_holds_no_forbidden_character_either(hostile: Report) -> None:
    text = to_json(hostile)
    assert not {unicodedata.category(character) for character in text.replace("\n", "")} & _FORBIDDEN
    json.loads(text.encode())


def test_a_forged_warning_stays_in_its_line() -> None:
    text = to_text(_everywhere(_PAYLOADS["lines"]), width=80, colour=False)
    starts = [line for line in text.splitlines() if line.startswith("!")]
    assert len(starts) == 2  # the notice and the folder that was not read


def test_markup_is_shown_and_not_obeyed() -> None:
    text = to_text(_everywhere(_PAYLOADS["markup"]), width=100, colour=False)
    assert "[bold red]forged[/]" in text
    assert ":warning:" in text


def test_a_page_of_endless_names_stays_small() -> None:
    assert len(to_html(_everywhere(_PAYLOADS["long"]))) < 200_000
