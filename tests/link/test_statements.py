"""What the user says of links and applications, case by case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.records import Advert, CounterpartKind, Detail, Finding, FolderRole, Link, LinkReason, SentKind, Via
from tests.support.findings import (
    added,
    bounce,
    closed,
    day,
    edited,
    home,
    link_of,
    linked,
    merged,
    received,
    replay,
    sent,
    sha256,
    split,
    undone,
)

PLANNER = sent("planner", "2026-03-02", role="Planner")
COOK = sent("cook", "2026-03-04", to="jobs@kestrel.example", role="Cook")
NEWS = received("news", "2026-03-20", Detail.STATUS_UPDATE)
ANSWER = received("answer", "2026-03-25", Detail.HUMAN_REPLY, from_="x@elsewhere.example", answers="news")
REFUSAL = received("no", "2026-04-01", Detail.REJECTION, from_="desk@faraway.example")
MAIL = (PLANNER, COOK, NEWS, ANSWER, REFUSAL)
KNOWN = replay(*MAIL).ids


# Links


def test_the_users_link_wins_over_every_evidence_and_its_thread_follows() -> None:
    before = replay(*MAIL)
    assert home(before, NEWS) == home(before, PLANNER) == home(before, ANSWER)
    after = replay(*MAIL, statements=[linked(1, NEWS, COOK)])
    assert home(after, NEWS) == home(after, COOK) == home(after, ANSWER)
    its, follower = link_of(after, NEWS), link_of(after, ANSWER)
    assert its == Link(NEWS.sha256, "a2", LinkReason.USER, 1.0, verified=True)
    assert follower
    assert follower.reason is LinkReason.IN_REPLY_TO


def test_a_refusal_that_nobody_vouches_for_decides_where_the_user_puts_it() -> None:
    assert home(replay(*MAIL), REFUSAL) is None
    its = link_of(replay(*MAIL, statements=[linked(1, REFUSAL, COOK)]), REFUSAL)
    assert its
    assert (its.application_id, its.verified) == ("a2", True)


def test_what_belongs_to_none_is_no_question_and_its_thread_is_left_to_its_own_evidence() -> None:
    after = replay(*MAIL, statements=[linked(1, NEWS, "none")])
    assert link_of(after, NEWS) == Link(NEWS.sha256, None, LinkReason.USER, 1.0)
    assert home(after, ANSWER) is None


def test_a_mail_can_found_an_application_of_its_own_with_an_id_of_its_own() -> None:
    said = [linked(1, NEWS, "new")]
    after = replay(*MAIL, statements=said, known=KNOWN)
    founded = home(after, NEWS)
    assert founded
    assert (founded.id, founded.applied_on, founded.via) == ("a3", day("2026-03-20"), Via.MANUAL)
    assert home(after, ANSWER) == founded
    later = sent("later", "2026-05-01", to="jobs@third.example")
    again = home(replay(*MAIL, later, statements=said, known=after.ids), NEWS)
    assert again
    assert again.id == "a3"


def test_the_only_mail_of_an_application_takes_it_along() -> None:
    after = replay(*MAIL, statements=[linked(1, COOK, PLANNER)], known=KNOWN)
    assert [application.id for application in after.applications] == ["a1"]
    assert home(after, COOK) == home(after, PLANNER)


@pytest.mark.parametrize(
    ("letter", "kind"),
    [
        (sent("early", "2026-02-20"), SentKind.APPLICATION),
        (sent("soon", "2026-03-04"), SentKind.APPLICATION),
        (sent("late", "2026-03-12"), SentKind.FOLLOW_UP),
        (sent("thanks", "2026-03-12", SentKind.THANK_YOU), SentKind.THANK_YOU),
    ],
)
def test_own_mail_is_in_its_new_application_what_it_would_be_by_evidence(letter: Finding, kind: SentKind) -> None:
    letter = replace(letter, to=COOK.to)
    its = link_of(replay(PLANNER, letter, statements=[linked(1, letter, PLANNER)]), letter)
    assert its
    assert (its.application_id, its.sent_kind) == ("a1", kind)


def test_mail_older_than_its_application_waits_for_it() -> None:
    old = received("old", "2026-02-01", Detail.HUMAN_REPLY, from_="x@elsewhere.example")
    after = replay(*MAIL, old, statements=[linked(1, old, COOK)])
    assert home(after, old) == home(after, COOK)


def test_of_two_links_the_last_counts_and_a_link_to_what_is_gone_counts_for_nothing() -> None:
    last = replay(*MAIL, statements=[linked(1, NEWS, COOK), linked(2, NEWS, "none")])
    assert home(last, NEWS) is None
    gone = replay(PLANNER, NEWS, statements=[linked(1, NEWS, COOK)])
    assert gone == replay(PLANNER, NEWS)


def test_a_link_holds_for_every_copy_of_the_mail() -> None:
    older = replace(NEWS, sha256=sha256("copy"), internaldate=NEWS.internaldate.replace(day=19))
    after = replay(*MAIL, older, statements=[linked(1, NEWS, COOK)])
    assert home(after, older) == home(after, COOK)
    assert {NEWS.sha256, older.sha256} <= after.ids.keys()


def test_the_thread_of_unsure_mail_follows_it_too() -> None:
    doubtful = replace(NEWS, verdict=replace(NEWS.verdict, unsure=True))
    after = replay(PLANNER, COOK, doubtful, ANSWER, statements=[linked(1, doubtful, COOK)])
    assert home(after, ANSWER) == home(after, COOK)


def test_set_apart_mail_takes_no_id_along_even_if_its_application_is_gone() -> None:
    """The receipt that founded a1 is no application any more, and what was split off keeps the id it got."""
    receipt = received("receipt", "2026-03-02", employers=["Kestrel"])
    known = replay(receipt, NEWS).ids
    moved = [linked(1, NEWS, receipt), split(2, receipt, NEWS)]
    gone = replace(receipt, verdict=NEWS.verdict)
    founded = home(replay(gone, NEWS, statements=moved, known={**known, NEWS.sha256: "a1"}), NEWS)
    assert founded
    assert founded.id == "a2"


def test_a_mail_may_be_linked_to_the_application_it_is_known_from() -> None:
    assert replay(*MAIL, statements=[linked(1, PLANNER, PLANNER)]) == replay(*MAIL)
    apart = linked(1, NEWS, "new")
    assert replay(*MAIL, statements=[apart, linked(2, NEWS, "word:1")]) == replay(*MAIL, statements=[apart])


def test_two_mails_linked_to_each_other_do_not_wait_for_ever() -> None:
    """The later word holds; the earlier names an application that is gone with it."""
    after = replay(PLANNER, COOK, statements=[linked(1, PLANNER, COOK), linked(2, COOK, PLANNER)])
    assert home(after, PLANNER) == home(after, COOK)
    (application,) = after.applications
    assert application.keys[0] == PLANNER.sha256


@pytest.mark.parametrize(
    "again",
    [
        sent("again", "2026-03-04", to="jobs@kestrel.example", role="Planner"),
        received("again", "2026-03-04", from_="jobs@kestrel.example", employers=["Kestrel"], role="Planner"),
    ],
)
def test_an_application_that_bounced_has_arrived_when_it_is_merged_with_another(again: Finding) -> None:
    """So a letter weeks later asks, and is not the application sent once more."""
    returned = bounce("returned", "2026-03-02 11:00", "planner")
    asked = sent("asked", "2026-03-25", to="jobs@kestrel.example", role="Planner")
    its = link_of(replay(PLANNER, returned, again, asked, statements=[merged(1, PLANNER, again)]), asked)
    assert its
    assert (its.application_id, its.sent_kind) == ("a1", SentKind.FOLLOW_UP)


def test_a_statement_about_an_application_goes_when_the_mail_it_is_known_from_is_moved_away() -> None:
    """Else the correction of one application would change the one that its mail was moved to."""
    said = [edited(1, COOK, role="Baker"), linked(2, COOK, PLANNER)]
    (application,) = replay(PLANNER, COOK, statements=said).applications
    assert application.role == "Planner"


# Edits


def test_an_edit_says_what_the_application_is() -> None:
    values = {
        "employer": "Lindhof Laboratories",
        "role": "Lead Planner",
        "applied_on": "2026-02-27",
        "kind": "recruiter",
        "contact": "Jo@Lindhof-Labs.example",
    }
    application = home(replay(*MAIL, statements=[edited(1, PLANNER, **values)]), PLANNER)
    assert application
    assert (application.employer, application.role) == (values["employer"], values["role"])
    assert (application.applied_on, application.kind, application.kind_guessed) == (
        day("2026-02-27"),
        CounterpartKind.RECRUITER,
        False,
    )
    assert application.contacts[0].address == "jo@lindhof-labs.example"


def test_the_last_edit_of_a_field_holds_and_others_stay() -> None:
    said = [edited(1, PLANNER, role="Cook", employer="Acme"), edited(2, PLANNER, role="Baker")]
    application = home(replay(*MAIL, statements=said), PLANNER)
    assert application
    assert (application.employer, application.role) == ("Acme", "Baker")


def test_a_corrected_name_and_role_help_later_mail() -> None:
    named = received("named", "2026-03-21", Detail.STATUS_UPDATE, from_="x@elsewhere.example", employers=["Birkwerk"])
    assert home(replay(*MAIL, named), named) is None
    after = replay(*MAIL, named, statements=[edited(1, PLANNER, employer="Birkwerk GmbH")])
    assert home(after, named) == home(after, PLANNER)
    second = sent("second", "2026-03-03", role="Driver")
    asked = received("asked", "2026-03-21", Detail.STATUS_UPDATE, role="Baker")
    assert home(replay(PLANNER, second, asked), asked) is None
    settled = replay(PLANNER, second, asked, statements=[edited(1, second, role="Baker")])
    assert home(settled, asked) == home(settled, second)


def test_a_contact_and_a_job_number_help_the_very_next_mail() -> None:
    asked = received("asked", "2026-03-05", Detail.STATUS_UPDATE, from_="jo@faraway.example")
    numbered = received("numbered", "2026-03-06", Detail.STATUS_UPDATE, from_="x@else.example", job_ids=("R-17",))
    numbered = replace(numbered, facts=replace(numbered.facts, role="Cook"))
    mail = (PLANNER, COOK, asked, numbered)
    assert [home(replay(*mail), each) for each in (asked, numbered)] == [None, None]
    after = replay(*mail, statements=[edited(1, COOK, contact="jo@faraway.example", job_ids="R-17 R-18")])
    assert home(after, asked) == home(after, numbered) == home(after, COOK)


def test_what_the_advert_says_is_known_of_the_application() -> None:
    said = [
        edited(1, COOK, no_calls="yes", no_contact="yes", closes_on="2026-03-31"),
        edited(3, COOK, expected_after="2026-04-30"),
        merged(2, PLANNER, COOK),
    ]
    application = home(replay(*MAIL, statements=said), PLANNER)
    assert application
    assert application.advert == Advert(
        no_calls=True, no_contact=True, closes_on=day("2026-03-31"), expected_after=day("2026-04-30")
    )


def letters_of_a_mass_mailing() -> list[Finding]:
    return [
        sent(f"cv{each}", f"2026-03-0{each + 1}", to=f"jobs@firm{each}.example", text_sha256="same")
        for each in range(5)
    ]


def test_a_letter_of_which_the_user_says_that_it_was_written_for_them_is_no_mass_mailing() -> None:
    """SR26: the word of the user holds for this application alone, and can be taken back."""
    letters = letters_of_a_mass_mailing()
    said = edited(1, letters[2], targeted="yes")
    for statements, marked in (
        ([], [True] * 5),
        ([said], [True, True, False, True, True]),
        ([said, edited(2, letters[2], targeted="no")], [True] * 5),
        ([said, undone(2, said)], [True] * 5),
    ):
        assert [each.mass_mail for each in replay(*letters, statements=statements).applications] == marked


def test_what_the_user_says_of_the_referrer_wins_over_the_letter_even_if_it_is_nobody() -> None:
    """SR13: also before a letter that comes later."""
    letter = sent("cv", "2026-03-02", referred_by="Ada Oke")
    notice = received("notice", "2026-03-03", Detail.REFERRAL_NOTICE, answers="cv", referred_by="Hanna Jo")
    for name in ("H. Jo", ""):
        said = [edited(1, letter, referred_by=name)]
        assert [each.referred_by for each in replay(letter, notice, statements=said).applications] == [name]


def test_the_users_word_on_the_instructions_is_kept() -> None:
    """SR19: yes, no, or nothing said."""
    for said, known in (("yes", True), ("no", False)):
        statements = [edited(1, COOK, instructions_followed=said)]
        assert [each.instructions_followed for each in replay(COOK, statements=statements).applications] == [known]
    assert [each.instructions_followed for each in replay(COOK).applications] == [None]


@pytest.mark.parametrize(
    ("words", "speculative"),
    [
        ([], True),
        ([{"speculative": "no"}], False),
        ([{"no_calls": "yes"}], False),
        ([{"job_ids": "R-17"}], False),
        ([{"no_calls": "yes"}, {"speculative": "yes"}], True),
        ([{"speculative": "yes"}, {"answer_by": "2026-04-01"}], False),
    ],
)
def test_an_application_is_speculative_until_an_advert_is_shown(words: list[dict[str, str]], speculative: bool) -> None:
    """SR28: of the user's words the last holds."""
    letter = sent("cv", "2026-03-02", speculative=True)
    said = [edited(number, letter, **values) for number, values in enumerate(words, 1)]
    assert [each.speculative for each in replay(letter, statements=said).applications] == [speculative]


def test_merged_applications_know_what_was_said_of_either() -> None:
    """SR13, SR19, SR24, SR26, SR28, SR32: no word of the user is lost."""
    said = [
        edited(1, COOK, referred_by="H. Jo", instructions_followed="no", speculative="yes"),
        edited(2, COOK, targeted="yes", inside_contact="kim@kestrel.example"),
        edited(3, PLANNER, inside_contact="ada@lindhof-labs.example"),
        merged(4, PLANNER, COOK),
    ]
    (application,) = replay(PLANNER, COOK, statements=said).applications
    assert (application.referred_by, application.instructions_followed) == ("H. Jo", False)
    assert application.speculative
    assert [each.address for each in application.acquaintances] == ["ada@lindhof-labs.example", "kim@kestrel.example"]


def test_of_two_words_the_one_about_the_application_that_is_kept_holds_when_they_are_merged() -> None:
    """SR13, SR28: as with every other field."""
    letter, other = replace(COOK, facts=replace(COOK.facts, speculative=True, referred_by="Ada Oke")), PLANNER
    said = [edited(1, other, referred_by="", speculative="no"), merged(2, other, letter)]
    (application,) = replay(other, letter, statements=said).applications
    assert (application.referred_by, application.speculative) == ("", False)


def test_an_earlier_day_lets_older_mail_in_and_a_later_one_takes_none_away() -> None:
    receipt = received("receipt", "2026-03-10", employers=["Lindhof Labs"], role="Planner")
    test = received("test", "2026-03-05", Detail.ASSESSMENT)
    assert home(replay(test, receipt), test) is None
    after = replay(test, receipt, statements=[edited(1, receipt, applied_on="2026-03-01")])
    assert home(after, test) == home(after, receipt)
    later = replay(*MAIL, statements=[edited(1, PLANNER, applied_on="2026-03-22")])
    assert later.links == replay(*MAIL).links
    application = home(later, PLANNER)
    assert application
    assert application.applied_on == day("2026-03-22")


def test_an_added_row_is_edited_like_any_other() -> None:
    row = added(1, "Nordwind", "2026-03-20")
    (application,) = replay(
        statements=[row, edited(2, "statement:1", role="Pilot", employer="Nordwind AG")]
    ).applications
    assert (application.employer, application.role) == ("Nordwind AG", "Pilot")


# Merges


def test_merged_applications_are_one_with_the_first_id_and_all_that_both_know() -> None:
    late = received("late", "2026-04-02", Detail.STATUS_UPDATE, from_="jobs@kestrel.example")
    both = replay(*MAIL, late, known=KNOWN)
    for first, second, stays in ((PLANNER, COOK, "a1"), (COOK, PLANNER, "a2")):
        after = replay(*MAIL, late, statements=[merged(1, first, second)], known=KNOWN)
        (application,) = after.applications
        assert application.id == stays
        assert application.applied_on == day("2026-03-02")
        assert application.role == first.facts.role
        assert set(application.keys) == {key for each in both.applications for key in each.keys}
        assert {each.address for each in application.contacts} == {
            each.address for known in both.applications for each in known.contacts
        }
        assert home(after, late) == application
    founding = link_of(replay(*MAIL, statements=[merged(1, PLANNER, COOK)]), COOK)
    assert founding
    assert founding.reason is LinkReason.USER


def test_a_second_letter_of_a_merged_application_is_the_follow_up_it_would_be() -> None:
    again = sent("again", "2026-03-20", to="jobs@kestrel.example", role="Cook")
    for said in (merged(1, PLANNER, again), merged(1, again, PLANNER)):
        its = link_of(replay(PLANNER, again, statements=[said]), again)
        assert its
        assert its.sent_kind is SentKind.FOLLOW_UP


def test_a_question_between_two_that_become_one_is_answered() -> None:
    """The letter was found after the merge: the merged receipt is now part of an older application."""
    letter = sent("letter", "2026-03-03", role="Cook")
    asked = received("asked", "2026-03-05", Detail.STATUS_UPDATE)
    receipt = received("receipt", "2026-03-10", role="Cook")
    mail = (PLANNER, letter, asked, receipt)
    question = link_of(replay(*mail), asked)
    assert question
    assert len(question.candidates) == 2
    after = replay(*mail, statements=[merged(1, PLANNER, receipt)])
    (application,) = after.applications
    assert set(application.keys) == {each.sha256 for each in mail}
    assert home(after, asked) == application


def test_merges_may_be_chained_and_the_last_named_first_stays() -> None:
    third = sent("third", "2026-03-05", to="hr@third.example")
    said = [merged(1, PLANNER, COOK), merged(2, third, PLANNER)]
    (application,) = replay(PLANNER, COOK, third, statements=said, known=replay(PLANNER, COOK, third).ids).applications
    assert application.id == "a3"


def test_what_was_said_of_either_holds_for_the_merged_one_but_a_close_of_the_second() -> None:
    said = [edited(1, COOK, kind="small_owner"), closed(2, "a2", "2026-05-01"), merged(3, PLANNER, COOK)]
    (application,) = replay(PLANNER, COOK, statements=said, known=KNOWN).applications
    assert (application.kind, application.closed_on) == (CounterpartKind.SMALL_OWNER, None)


# Splits


def test_split_mail_is_an_application_of_its_own() -> None:
    more = received("more", "2026-03-22", Detail.INFO_REQUEST)
    mail = (*MAIL, more)
    said = [split(1, PLANNER, NEWS, more)]
    after = replay(*mail, statements=said, known=replay(*mail).ids)
    founded = home(after, NEWS)
    assert founded
    assert founded.id == "a3"
    assert home(after, more) == home(after, ANSWER) == founded
    kept = home(after, PLANNER)
    assert kept
    assert kept.id == "a1"


def test_split_mail_that_names_no_employer_has_that_of_the_application_it_left() -> None:
    founded = home(replay(*MAIL, statements=[split(1, PLANNER, NEWS)]), NEWS)
    assert founded
    assert founded.employer == "Lindhof Labs"


def test_when_the_first_of_split_mail_is_linked_elsewhere_the_next_founds() -> None:
    more = received("more", "2026-03-22", Detail.INFO_REQUEST)
    after = replay(*MAIL, more, statements=[split(1, PLANNER, NEWS, more), linked(2, NEWS, COOK)])
    assert home(after, NEWS) == home(after, COOK)
    founded = home(after, more)
    assert founded
    assert founded not in (home(after, COOK), home(after, PLANNER))


def test_splitting_off_what_was_merged_parts_them_again() -> None:
    after = replay(PLANNER, COOK, statements=[merged(1, PLANNER, COOK), split(2, PLANNER, COOK)])
    assert home(after, PLANNER) != home(after, COOK)


# Undo


def test_what_is_taken_back_was_never_said() -> None:
    said = [linked(1, NEWS, COOK), merged(2, PLANNER, COOK), edited(3, PLANNER, role="Baker")]
    for number, statement in enumerate(said, 4):
        rest = [each for each in said if each is not statement]
        assert replay(*MAIL, statements=[*said, undone(number, statement)]) == replay(*MAIL, statements=rest)


def test_mail_without_recipient_can_found_an_application() -> None:
    letter = replace(sent("hidden", "2026-03-02"), to=())
    founded = home(replay(letter, statements=[linked(1, letter, "new")]), letter)
    assert founded
    assert letter.role is FolderRole.SENT
