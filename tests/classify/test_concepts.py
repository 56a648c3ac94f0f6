import pytest

from inbox_watch.classify.concepts import concepts_of
from inbox_watch.classify.tokens import words


def of(text: str, language: str) -> set[str]:
    return set(concepts_of(words(text), language))


@pytest.mark.parametrize(
    ("language", "refusal"),
    [
        ("en", "We will not move forward with your application."),
        ("de", "Ihre Bewerbung können wir leider nicht weiter berücksichtigen."),
        ("fr", "Nous ne donnons pas suite à votre candidature."),
        ("es", "No continuaremos con tu candidatura."),
        ("nl", "We gaan niet verder met je sollicitatie."),
        ("it", "Non proseguiremo con la tua candidatura."),
        ("pt", "Não vamos avançar com a sua candidatura."),
    ],
)
def test_a_refusal_holds_the_same_concepts_in_every_language(language: str, refusal: str) -> None:
    assert {"NEGATION", "CANDIDACY"} <= of(refusal, language)


def test_a_phrase_needs_all_its_words_in_their_order() -> None:
    assert "ADVANCE" in of("we move forward", "en")
    assert "ADVANCE" not in of("forward we move", "en")


def test_a_phrase_may_end_with_the_clause_and_not_beyond() -> None:
    assert "ADVANCE" not in of("we move", "en")


def test_only_the_language_of_the_mail_counts() -> None:
    assert "NEGATION" in of("nicht", "de")
    assert "NEGATION" not in of("nicht", "en")


def test_without_a_language_every_entry_counts() -> None:
    assert "NEGATION" in concepts_of(["nicht"])
    assert "NEGATION" in concepts_of(["not"])


def test_what_stands_behind_an_apostrophe_is_a_word() -> None:
    assert "CANDIDACY" in of("l'candidature", "fr")


def test_no_word_has_no_concept() -> None:
    assert concepts_of([]) == ()


@pytest.mark.parametrize(
    ("language", "refusal"),
    [
        ("en", "We have decided not to move your application forward."),
        ("de", "Leider können wir Sie in der nächsten Runde nicht berücksichtigen."),
        ("fr", "Nous n’avons pas retenu votre profil pour la prochaine étape."),
        ("es", "Tu perfil no pasa a la siguiente fase."),
        ("nl", "Je gaat helaas niet door naar de volgende ronde."),
        ("it", "La sua candidatura non passa alla fase successiva."),
        ("pt", "O seu perfil não segue para a próxima etapa."),
    ],
)
def test_not_going_on_is_negation_and_advance_in_every_language(language: str, refusal: str) -> None:
    assert {"NEGATION", "ADVANCE"} <= of(refusal, language)
    assert {"NEGATION", "ADVANCE"} <= set(concepts_of(words(refusal)))


@pytest.mark.parametrize(
    ("language", "invitation"),
    [
        ("en", "We would like to move forward with your application."),
        ("de", "Gern möchten wir mit Ihnen in die nächste Runde gehen."),
        ("fr", "Votre profil est retenu pour la prochaine étape."),
        ("es", "Tu perfil pasa a la siguiente fase."),
        ("nl", "Je gaat door naar de volgende ronde."),
        ("it", "La sua candidatura passa alla fase successiva."),
        ("pt", "O seu perfil segue para a próxima etapa."),
    ],
)
def test_going_on_is_advance_without_negation(language: str, invitation: str) -> None:
    found = of(invitation, language)
    assert "ADVANCE" in found
    assert "NEGATION" not in found


def test_a_word_is_itself_and_not_what_begins_with_it() -> None:
    assert concepts_of(["unable"], "en") == ("NEGATION",)
    assert concepts_of(["unables"], "en") == ()


@pytest.mark.parametrize("word", ["unsuccessful", "unsuccessfully"])
def test_a_stem_is_itself_and_whatever_begins_with_it(word: str) -> None:
    assert "NEGATION" in concepts_of([word], "en")


def test_a_stem_does_not_stand_within_a_word() -> None:
    assert "NEGATION" not in concepts_of(["notunsuccessful"], "en")


@pytest.mark.parametrize(
    "phrase",
    ["carry on", "moving ahead", "in the running", "mov it forward", "moved your application forward"],
)
def test_a_phrase_of_two_to_four_words_is_found_at_the_start_within_and_at_the_end_of_a_clause(phrase: str) -> None:
    for clause in (phrase, f"{phrase} today", f"today {phrase} again", f"today {phrase}"):
        assert "ADVANCE" in of(clause, "en"), clause


@pytest.mark.parametrize(
    "clause", ["carry", "carry it on", "in the", "the running", "moved your application", "moved your forward"]
)
def test_a_part_of_a_phrase_and_a_phrase_with_a_word_between_are_not_the_phrase(clause: str) -> None:
    assert "ADVANCE" not in of(clause, "en")


def test_a_stem_may_stand_in_the_second_word_of_a_phrase() -> None:
    assert "ADVANCE" in of("der nächste Schritt", "de")
    assert "ADVANCE" in of("die nächsten Schritte", "de")


def test_one_word_may_mean_several_things_and_open_a_phrase_as_well() -> None:
    assert of("apologies", "en") == {"APOLOGY", "REGRET"}
    assert of("apologies for the delay", "en") >= {"APOLOGY", "REGRET", "DELAY"}
    assert of("withdrawn from consideration", "en") - of("withdrawn consideration", "en") == {"REFUSE"}


def test_concepts_are_sorted_and_named_once() -> None:
    assert concepts_of(["no", "not", "never", "unable"], "en") == ("NEGATION",)
    found = concepts_of(words("We have decided not to move your application forward."), "en")
    assert list(found) == sorted(set(found))
    assert len(found) > 3


@pytest.mark.parametrize("language", ["en", None, "xx"])
def test_an_unknown_word_means_nothing_in_any_language(language: str | None) -> None:
    assert concepts_of(["qwrtz", "?"], language) == ()
