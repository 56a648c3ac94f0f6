from inbox_watch.classify.features import features, fold, words
from inbox_watch.records import Address

NOBODY = Address("", "")


def test_accents_quotes_and_case_fold_away() -> None:
    assert fold("Größe É’s") == "grosse e's"


def test_links_addresses_times_and_numbers_become_one_word_each() -> None:
    assert words("See https://a.example/x?y or mail a@b.example at 10:30, room 12") == [
        "see",
        "QURL",
        "or",
        "mail",
        "QMAIL",
        "at",
        "QTIME",
        "room",
        "QNUM",
    ]


def test_conditional_words_are_told_apart_from_plain_ones() -> None:
    found = features(NOBODY, "", "We invite you. If you fit, we invite you.").words
    assert "we_invite" in found
    assert "if:we_invite" in found


def test_a_cue_in_a_conditional_clause_is_another_cue() -> None:
    plain = features(NOBODY, "", "We have received your application.").cues
    perhaps = features(NOBODY, "", "If we have received your application, you see it in the portal.").cues
    assert "receipt" in plain
    assert "receipt" not in perhaps
    assert "if:receipt" in perhaps


def test_a_decisive_cue_alone_says_so() -> None:
    assert "receipt!" in features(NOBODY, "", "We have received your application.").cues
    both = features(NOBODY, "", "We have received your application. We have chosen another candidate.").cues
    assert "receipt!" not in both


def test_words_of_an_application_are_context() -> None:
    assert features(NOBODY, "", "Your application for the role is here.").is_about_an_application
    assert not features(NOBODY, "", "Your parcel will be late, we are sorry.").is_about_an_application


def test_shape_alone_is_no_known_word() -> None:
    assert not features(NOBODY, "", "").known_words({"f:length=line"})
