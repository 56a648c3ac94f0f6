"""The learned judge of Sent mail: what it says of mail it never saw, how sure it must be, and a file that is whole."""

from __future__ import annotations

import io
import json
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.errors import ModelUnusable
from inbox_watch.facts.gather import facts_of
from inbox_watch.facts.sent import sent_kind
from inbox_watch.facts.sent_features import BLOCKS, seen_in
from inbox_watch.facts.sent_judge import SentJudge, load_sent_judge
from inbox_watch.records import Attachment, Detail, Message, SentKind
from inbox_watch.shipped import sent_judge_path
from tests.facts.mails import BERLIN, HOSTILE, letter
from tests.facts.sent_mails import samples

JUDGE = load_sent_judge(sent_judge_path())
APPLICATION, FOLLOW_UP, ANSWER = SentKind.APPLICATION, SentKind.FOLLOW_UP, SentKind.ANSWER
THANK_YOU, WITHDRAWAL, OTHER = SentKind.THANK_YOU, SentKind.WITHDRAWAL, SentKind.OTHER


def _with(message: Message, *names: str) -> Message:
    return replace(message, attachments=tuple(Attachment(name, "application/pdf", 90_000) for name in names))


# Mail of other people, only counted


def test_of_mail_by_other_people_more_is_read_rightly_than_by_rules_alone() -> None:
    """Nothing was learned from this group or chosen by it."""
    counted = list(samples("others_test"))
    by_rules = Counter((each.truth.kind, sent_kind(each.message)) for each in counted)
    by_both = Counter((each.truth.kind, JUDGE.kind(each.message)) for each in counted)
    assert len(counted) == 210
    assert sum(by_rules[kind, kind] for kind in SentKind) == 111
    assert sum(by_both[kind, kind] for kind in SentKind) >= 185
    assert by_both[APPLICATION, APPLICATION] >= 68
    assert sum(count for (true, said), count in by_both.items() if said is APPLICATION is not true) <= 2


# Fresh mails, through the public door

FITTER = """Good morning, I saw that you are looking for a lift fitter. I have done this for six years.
I could start in June. My papers are attached."""
COOK = """Guten Tag, Sie suchen laut Aushang eine Köchin. Ich koche seit neun Jahren.
Ich könnte ab sofort anfangen. Darf ich zum Probearbeiten kommen?"""


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (_with(letter(FITTER, subject="lift fitter"), "me.pdf"), APPLICATION),
        (letter(COOK, subject="Köchin"), APPLICATION),
        (letter("Vous cherchez un boulanger ? J'ai douze ans d'expérience.", subject="boulanger"), APPLICATION),
        (letter("Three weeks ago I sent you my papers. Have you decided?", subject="lift fitter"), FOLLOW_UP),
        (letter("Thursday at nine suits me, see you then.", subject="Re: Talk", reply=True), ANSWER),
        (letter("Take my name off the list, I accepted another offer.", subject="Re: Talk", reply=True), WITHDRAWAL),
        (letter("Thank you for the interview yesterday, I enjoyed meeting your team.", subject="yesterday"), THANK_YOU),
        (_with(letter("The freezer is broken. I want a refund.", subject="Complaint"), "receipt.pdf"), OTHER),
        (
            letter(
                "Hi, is the double room still free? I could come to a viewing on Friday.",
                subject="Room",
                to="room@street.example",
            ),
            OTHER,
        ),
        (
            letter(
                "Hello, I am interested in the house. I would like to apply for it. I have a dog.",
                subject="Rose Lane 4",
                to="landlord@street.example",
            ),
            OTHER,
        ),
        (letter("I want to apply for a loan of 900 for a bicycle.", subject="Loan", to="desk@bank.example"), OTHER),
        (
            letter(
                "Hey, have they written to you? I sent them mine as well. Pint on Sunday?",
                subject="Brightwell",
                to="pal@friends.example",
            ),
            OTHER,
        ),
        (
            letter(
                "My CV is at https://cv.example/runa. I am applying for the surveyor role you posted on Tuesday.",
                subject="surveyor",
            ),
            APPLICATION,
        ),
        (letter("Hallo, ich bewerbe mich als Imker. Ich habe acht Jahre Erfahrung.", subject="Imker"), APPLICATION),
        (_with(letter("Mum, look at the cake I made!", subject="cake", to="mum@family.example"), "IMG_1.jpg"), OTHER),
    ],
)
def test_a_mail_nobody_has_seen_is_told_apart(message: Message, kind: SentKind) -> None:
    assert facts_of(message, Detail.NOT_JOB, BERLIN, sent_judge=JUDGE).sent_kind is kind


def test_without_the_judge_rules_alone_say_what_it_is() -> None:
    message = letter("Tuesday at ten suits me well.", reply=True)
    assert facts_of(message, Detail.NOT_JOB, BERLIN).sent_kind is sent_kind(message)


# How sure it must be


@pytest.mark.parametrize(
    ("probability", "by_rules", "kind"),
    [
        (0.8, OTHER, APPLICATION),
        (0.8, FOLLOW_UP, APPLICATION),
        (0.7, OTHER, OTHER),
        (0.7, FOLLOW_UP, FOLLOW_UP),
        (0.7, APPLICATION, APPLICATION),
        (0.35, APPLICATION, APPLICATION),
        (0.2, APPLICATION, OTHER),
    ],
)
def test_an_application_is_said_only_by_a_judge_who_is_sure_or_by_both(
    probability: float, by_rules: SentKind, kind: SentKind
) -> None:
    judge = SentJudge((APPLICATION, OTHER), {}, np.zeros(2), np.array([0.75, 0.0]))
    assert judge.said(np.array([probability, 1 - probability]), by_rules) is kind


@settings(deadline=None)  # the first mail makes the patterns
@given(st.text(max_size=300), st.text(max_size=60), st.booleans())
def test_any_letter_has_probabilities(text: str, subject: str, reply: bool) -> None:
    found = JUDGE.probabilities(seen_in(letter(text, subject=subject, reply=reply)))
    assert found.sum() == pytest.approx(1)
    assert JUDGE.kind(letter(text, subject=subject, reply=reply)) in SentKind


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_is_judged_in_time(kind: str) -> None:
    message = replace(
        letter(HOSTILE[kind], subject=HOSTILE[kind]), attachments=(Attachment(HOSTILE[kind][:200], "", 1),) * 100
    )
    JUDGE.kind(letter("The patterns are made at the first mail."))
    started = time.process_time()
    JUDGE.kind(message)
    assert time.process_time() - started < 0.5


# The file


def _file(**changes: object) -> bytes:
    about = {"format": 1, "kinds": ["application", "other"], "sizes": dict.fromkeys(BLOCKS, 1), "limits": {}}
    about |= {"limits": {"application": 0.7, "other": 0.0}}
    about |= {key: value for key, value in changes.items() if key in about}
    arrays: dict[str, object] = {
        "names": np.frombuffer(b"hello\nhel\nJOB\nreply", dtype=np.uint8),
        "idf": np.ones(4, dtype=np.float32),
        "weights": np.zeros((4, 2), dtype=np.float16),
        "intercepts": np.array([0.0, 1.0]),
        "about": np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
    }
    octets = io.BytesIO()
    its = arrays | {key: value for key, value in changes.items() if key in arrays}
    np.savez_compressed(octets, **its)  # type: ignore[arg-type]  # a test changes what it likes
    return octets.getvalue()


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "sent.npz").write_bytes(_file())
    judge = load_sent_judge(tmp_path / "sent.npz")
    assert judge.kind(letter("hello")) is OTHER
    assert dict(judge.blocks["runs"].rows) == {"hel": 0}


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"no archive",
        _file()[:300],
        _file()[:-30],
        _file(format=2),
        _file(kinds=["application", "letter"]),
        _file(kinds=[]),
        _file(limits={"application": 0.7}),
        _file(limits={"application": float("nan"), "other": 0.0}),
        _file(sizes=dict.fromkeys(BLOCKS, 2)),
        _file(sizes={"terms": 5, "runs": -1, "concepts": 0, "shape": 0}),
        _file(weights=np.zeros((3, 2), dtype=np.float16)),
        _file(weights=np.full((4, 2), np.inf, dtype=np.float16)),
        _file(weights=np.array([["a", "b"]] * 4)),
        _file(idf=np.array([1, 2, 3, object()], dtype=object)),
        _file(intercepts=np.zeros(3)),
        _file(names=np.frombuffer(b"\xff\nb\nc\nd", dtype=np.uint8)),
        _file(about=np.frombuffer(b"{", dtype=np.uint8)),
        _file(about=np.frombuffer(b"[]", dtype=np.uint8)),
    ],
)
def test_a_damaged_or_foreign_file_is_refused(octets: bytes, tmp_path: Path) -> None:
    (tmp_path / "sent.npz").write_bytes(octets)
    with pytest.raises(ModelUnusable, match=r"by rules alone: sent\.npz"):
        load_sent_judge(tmp_path / "sent.npz")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="Install inbox_watch again"):
        load_sent_judge(tmp_path / "sent.npz")


def test_flipped_octets_are_refused_or_harmless(tmp_path: Path) -> None:
    dice = np.random.default_rng(11)
    file = tmp_path / "sent.npz"
    refused = 0
    for _ in range(400):
        octets = bytearray(_file())
        for place in dice.integers(0, len(octets), size=4):
            octets[place] = int(dice.integers(0, 256))
        file.write_bytes(bytes(octets))
        try:
            assert load_sent_judge(file).kind(letter("hello")) in SentKind
        except ModelUnusable:
            refused += 1
    assert refused > 300
