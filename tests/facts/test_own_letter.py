"""A letter that the program drafted is known by two of its sentences, however the judge would read it."""

from __future__ import annotations

import pytest

from inbox_watch.facts.own_letter import OwnLetter, own_letter
from inbox_watch.records import SentKind
from tests.facts.mails import letter

NEWS = "May I ask whether there is any news that you can share with me?"
QUESTIONS = "If you have any questions, I would be happy to answer them."


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (f"Hello,\n\n{NEWS}\n\nThe plant of yours is a fine one. {QUESTIONS}", OwnLetter(SentKind.FOLLOW_UP, "en")),
        (f"Hello,\n{NEWS[:30]}\n{NEWS[31:]}\n{QUESTIONS}".upper(), OwnLetter(SentKind.FOLLOW_UP, "en")),
        (
            "Darf ich fragen, ob meine Unterlagen bei Ihnen angekommen sind?\n\n"
            "Eine kurze Rückmeldung genügt mir. Vielen Dank.",
            OwnLetter(SentKind.FOLLOW_UP, "de"),
        ),
        (
            "Puis-je vous demander s’il y a du nouveau de votre côté ? Si vous avez des questions, j’y répondrai "
            "volontiers.",
            OwnLetter(SentKind.FOLLOW_UP, "fr"),
        ),
        (
            "Mi piacerebbe molto svolgere questo lavoro. Se Le serve altro da parte mia, lo invierò volentieri.",
            OwnLetter(SentKind.THANK_YOU, "it"),
        ),
        (NEWS, None),
        (QUESTIONS, None),
        (f"I would very much like to take on this role. {QUESTIONS}", None),
        ("", None),
    ],
)
def test_a_letter_of_this_program_is_known_by_two_of_its_sentences(text: str, known: OwnLetter | None) -> None:
    assert own_letter(letter(text)) == known
