import pytest

from inbox_watch.classify.features import Features, Place, features, piece, runs
from inbox_watch.classify.language import language_of
from inbox_watch.records import Address

NOBODY = Address("", "")


def of(text: str, subject: str = "") -> Features:
    return features(NOBODY, subject, text)


def test_conditional_words_are_told_apart_from_plain_ones() -> None:
    found = of("We invite you. If you fit, we invite you.").terms()
    assert found["we_invite"] == 1
    assert found["if:we_invite"] == 1


def test_words_of_the_subject_are_told_apart() -> None:
    assert of("", "Your application").terms() == {"s:your": 1, "s:application": 1, "s:your_application": 1}


def test_a_clause_holds_its_words_their_neighbours_and_who_stands_near() -> None:
    assert piece("we took somebody else", Place.PLAIN, "en").terms() == (
        *("we", "took", "somebody", "else"),
        *("we_took", "took_somebody", "somebody_else"),
        *("we~somebody", "took~else", "we~else"),
    )


def test_concepts_stand_in_pairs_within_a_clause_and_not_across() -> None:
    found = of("Unfortunately we will not continue with your application. We received the parcel.").concept_terms()
    assert "ADVANCE+NEGATION" in found
    assert "NEGATION+RECEIVE" not in found


def test_words_in_a_conditional_clause_are_no_words_of_the_message() -> None:
    assert of("Thank you. If you are unsuccessful we will write.").words() == {"thank": 1, "you": 1}


def test_words_of_an_application_are_context() -> None:
    assert of("Your application for the role is here.").is_about_an_application
    assert not of("Your parcel will be late, we are sorry.").is_about_an_application


def test_runs_mark_the_borders_of_a_word() -> None:
    assert runs("cv") == (" cv", "cv ", " cv ")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("thank you for your application", "en"),
        ("vielen dank fur ihre bewerbung", "de"),
        ("merci pour votre candidature", "fr"),
        ("gracias por tu candidatura y un saludo", "es"),
        ("bedankt voor je sollicitatie", "nl"),
        ("grazie per la tua candidatura", "it"),
        ("obrigado pela sua candidatura", "pt"),
        ("xyzzy", None),
    ],
)
def test_small_words_show_the_language(text: str, language: str | None) -> None:
    assert language_of(text.split()) == language


def test_shape_says_how_long_and_from_whom() -> None:
    found = features(Address("", "no-reply@us.greenhouse-mail.io"), "Re: Planner", "Does Tuesday suit you?")
    assert set(found.shape) == {"platform=ats", "length=line", "machine", "reply", "asks-at-end"}
