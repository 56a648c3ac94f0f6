import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.classify.clauses import clauses, is_conditional, sentences
from inbox_watch.classify.tokens import words


def conditional(text: str, language: str | None = None) -> bool:
    return is_conditional(text, words(text), language)


@pytest.mark.parametrize(
    "clause",
    [
        "If your profile fits, we will invite you to an interview.",
        "Only shortlisted candidates will be contacted.",
        "Should you be selected, a recruiter calls you.",
        "Sollten Sie in die engere Wahl kommen, melden wir uns.",
        "Falls wir Unterlagen brauchen, sagen wir Bescheid.",
        "Si votre profil correspond, nous vous appellerons.",
        "Si tu perfil encaja, te llamaremos.",
        "Mocht je geselecteerd worden, dan hoor je wie erbij zijn.",
        "Se il tuo profilo è in linea, ti contatteremo.",
        "Caso seja selecionado, entraremos em contacto.",
        "- Any interview would take place in May.",
        "(Any offer made will be in writing.)",
        "Quiconque sera retenu sera appelé.",
    ],
)
def test_what_happens_only_perhaps_is_conditional(clause: str) -> None:
    assert conditional(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "We would like to meet you on Tuesday.",
        "Leider haben wir uns für eine andere Bewerberin entschieden.",
        "Nous avons bien reçu votre dossier.",
        "Your application has reached us.",
    ],
)
def test_what_is_decided_is_not_conditional(clause: str) -> None:
    assert not conditional(clause)


def test_a_language_without_conditions_has_none() -> None:
    assert not conditional("if you fit we invite you", "xx")


def test_a_condition_within_a_link_is_one_as_it_stands() -> None:
    assert conditional("see https://x.example/?unless", "en")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Thank you for your time, but we chose somebody else.",
            ["Thank you for your time", "but we chose somebody else."],
        ),
        ("Your file is here; we read it.", ["Your file is here", "we read it."]),
        ("Abbiamo letto tutto ma'l posto è dato.", ["Abbiamo letto tutto", "ma'l posto è dato."]),
        ("Write to us, but@firm.example is read daily.", ["Write to us", "but@firm.example is read daily."]),
        ("Gracias, SIN EMBARGO no seguimos.", ["Gracias", "SIN EMBARGO no seguimos."]),
        ("We kept your butter and yeti.", ["We kept your butter and yeti."]),
    ],
)
def test_a_turn_begins_a_clause_of_its_own(text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in clauses(text)] == pieces


def test_a_german_date_is_not_the_end_of_a_sentence() -> None:
    assert sentences("Ab Montag, dem 13. April 2026, bin ich wieder da.") == [
        "Ab Montag, dem 13. April 2026, bin ich wieder da."
    ]


def test_lines_wrapped_by_a_mail_program_are_one_sentence() -> None:
    text = "We have read your application with care and would like to invite you to\na talk at our office."
    assert sentences(text) == [text.replace("\n", " ")]


@given(st.text(max_size=400))
def test_every_word_stays(text: str) -> None:
    kept = "".join("".join(piece.text.split()) for piece in clauses(text))
    wanted = "".join(text.split())
    assert set(kept) <= set(wanted)
