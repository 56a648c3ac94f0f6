"""What the one follow-up says: four parts, true in every case, short in every language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.followup.call_sheet import spoken_first
from inbox_watch.followup.draft import author_of
from inbox_watch.followup.envelope import as_message
from inbox_watch.followup.letters import LONGEST_NOTE, Words
from inbox_watch.followup.occasion import has_interest_elsewhere, language_for, occasion
from inbox_watch.knowledge.wording import LANGUAGES, wording
from inbox_watch.records import (
    Address,
    Application,
    CounterpartKind,
    Detail,
    DraftKind,
    Finding,
    Mark,
    MarkKind,
    SentKind,
    Standing,
    State,
    Step,
    Via,
)
from tests.followup.drafts import CV, letter, paragraphs, written
from tests.support.events import application, event, stand
from tests.support.findings import LINDHOF, ME, TIMEZONE, at, bounce, day, received, sent

TODAY = "2026-03-12"
WORDS_IN_45_SECONDS = 112  # at 150 a minute
NOBODY = Address("", "")


# The four parts (SR39)


def test_a_letter_without_a_receipt_asks_whether_cv_and_letter_arrived() -> None:
    assert written(stand(letter(), today=TODAY)).body == (
        "Hello,\n\n"
        "My name is Runa Falkenried, and on 2 March 2026 I applied for the position “Planner” at Lindhof Labs.\n\n"
        "May I ask whether my CV and my letter have reached you and are in the right hands?\n\n"
        "I am still very interested in the position and in working at Lindhof Labs. "
        "If you have any questions, I would be happy to answer them.\n\n"
        "Kind regards,\nRuna Falkenried"
    )


def test_after_a_receipt_it_thanks_for_it_and_asks_how_things_stand() -> None:
    first, asks, _ = paragraphs(written(stand(letter(), received("receipt", "2026-03-03"), today=TODAY)))
    assert first.endswith("Many thanks for your message of 3 March 2026.")
    assert asks == "May I ask how the selection process is going, and when I might hear from you?"


@pytest.mark.parametrize(
    ("mail", "asks"),
    [
        (received("r", "2026-03-03", Detail.APPLICATION_SENT, platform_kind="job_board"), "whether"),
        (received("r", "2026-03-03", platform_kind="job_board"), "whether"),
        (received("r", "2026-03-03", unsure=True), "whether"),
        (event(received("r", "2026-03-03"), linked=False), "whether"),
        (received("r", "2026-03-03", Detail.OUT_OF_OFFICE), "whether"),
        (received("r", "2026-03-03", platform_kind="ats"), "how"),
        (received("r", "2026-03-03", Detail.APPLICATION_VIEWED, platform_kind="job_board"), "how"),
        (received("r", "2026-03-04", Detail.STATUS_UPDATE), "how"),
    ],
)
def test_only_they_themselves_show_that_it_arrived(mail: Finding, asks: str) -> None:
    assert paragraphs(written(stand(letter(), mail, today="2026-03-30")))[1].startswith(f"May I ask {asks} ")


def test_an_application_that_was_no_mail_with_files_speaks_of_documents() -> None:
    for its in (application(via=Via.ATS), application()):
        assert "my documents have reached you" in written(stand(today=TODAY, its=its)).body


def test_no_letter_asks_for_a_cover_letter_that_did_not_go_out() -> None:
    for kind in (DraftKind.LETTER, DraftKind.ARRIVAL):
        body = written(stand(letter(has_letter=False), today=TODAY), kind).body
        assert ("my documents" in body, "my letter" in body) == (True, False)


def test_a_letter_to_an_employer_without_a_name_names_no_address() -> None:
    its = application(employer="", contacts=(Address("", "teashop@gmail.com"),))
    for kind in DraftKind:
        if kind is not DraftKind.CALL:
            assert "@" not in written(stand(letter(), today=TODAY, its=its), kind).body


@pytest.mark.parametrize(
    ("its", "applied", "interest"),
    [
        (application(role=""), "I applied at Lindhof Labs.", "I am still very interested in working at Lindhof Labs."),
        (
            application(employer=""),
            "I applied for the position “Planner”.",
            "I am still very interested in the position.",
        ),
        (application(employer="", role=""), "I applied.", "I am still very interested."),
        (
            application(kind=CounterpartKind.RECRUITER),
            "I applied for the position “Planner”.",
            "I am still very interested in the position.",
        ),
    ],
)
def test_only_what_is_known_is_named_and_an_agency_is_no_place_to_work(
    its: Application, applied: str, interest: str
) -> None:
    first, _, last = paragraphs(written(stand(today=TODAY, its=its)))
    assert first.endswith(applied)
    assert last.startswith(interest)


# Who recommended the user (SR13), and interest elsewhere (SR14)


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("en", "H. Jo recommended that I get in touch with you. My name is Runa Falkenried, and"),
        ("de", "H. Jo hat mir empfohlen, mich an Sie zu wenden. Mein Name ist Runa Falkenried, und"),
        ("it", "H. Jo mi ha consigliato di rivolgermi a Lei. Mi chiamo Runa Falkenried e il 2 marzo 2026"),
    ],
)
def test_a_referral_comes_first_and_the_next_sentence_begins_with_a_capital(language: str, begins: str) -> None:
    standing = stand(today=TODAY, its=application(referred_by="H. Jo"))
    assert paragraphs(written(standing, language=language))[0].startswith(begins)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_made_up_as_a_referrer(language: str) -> None:
    name, _, _ = wording(language).parts["letter.referred"].partition("}")[2].partition(".")
    assert name.strip() not in written(stand(today=TODAY), language=language).body


def test_interest_elsewhere_is_said_on_request_alone() -> None:
    said = "I am also in conversation with another employer."
    assert said not in written(stand(today=TODAY)).body
    assert said in written(stand(today=TODAY), elsewhere=True).body


@pytest.mark.parametrize(
    ("mail", "today", "alive"),
    [
        (received("i", "2026-03-05", Detail.INTERVIEW_INVITE, event_on=at("2026-03-20")), "2026-03-12", True),
        (received("i", "2026-03-05", Detail.INTERVIEW_INVITE, event_on=at("2026-03-10")), "2026-03-12", True),
        (received("o", "2026-03-05", Detail.OFFER), "2026-03-12", True),
        (received("i", "2026-03-05", Detail.INTERVIEW_INVITE, event_on=at("2026-03-10")), "2026-06-12", False),
        (received("a", "2026-03-05"), "2026-03-12", False),
        (received("n", "2026-03-05", Detail.REJECTION), "2026-03-12", False),
    ],
)
def test_interest_elsewhere_is_a_talk_or_an_offer_of_another_application(
    mail: Finding, today: str, alive: bool
) -> None:
    other = stand(mail, today=today)
    own = replace(other, application=replace(other.application, id="a2"))
    assert has_interest_elsewhere(own, (other, own)) is alive
    assert not has_interest_elsewhere(other, (other,))


# After a talk, a test, papers


TALK = received("talk", "2026-03-05", Detail.INTERVIEW_INVITE, event_on=at("2026-03-10 14:00"))


def test_after_a_talk_the_letter_thanks_for_it_and_asks_for_news() -> None:
    first, asks, _ = paragraphs(written(stand(letter(), TALK, today="2026-03-20")))
    assert first == (
        "Thank you again for our conversation on 10 March 2026 about my application for the position “Planner” "
        "at Lindhof Labs."
    )
    assert asks == "May I ask whether there is any news that you can share with me?"


def test_news_after_the_talk_do_not_change_the_day_of_the_talk() -> None:
    news = received("news", "2026-03-16", Detail.STATUS_UPDATE)
    (first, *_) = paragraphs(written(stand(letter(), TALK, news, today="2026-04-01")))
    assert "on 10 March 2026" in first
    assert first.endswith("Many thanks for your message of 16 March 2026.")


def test_a_talk_the_user_tells_of_is_one() -> None:
    its = application(marks=(Mark(MarkKind.INTERVIEWED, day("2026-03-09")),))
    (first, *_) = paragraphs(written(stand(letter(), today="2026-03-20", its=its)))
    assert first.startswith("Thank you again for our conversation on 9 March 2026")


def test_a_cancelled_talk_is_not_thanked_for() -> None:
    cancelled = received("off", "2026-03-08", Detail.INTERVIEW_CANCELLED)
    standing = stand(letter(), TALK, cancelled, today="2026-03-20")
    assert standing.step is Step.INTERVIEW
    assert paragraphs(written(standing))[0].startswith("Our conversation about my application")
    assert "could not take place" in written(standing, DraftKind.CALL).body


def test_a_test_that_was_handed_in_is_asked_for_unless_its_receipt_came() -> None:
    task = received("task", "2026-03-05", Detail.ASSESSMENT)
    answer = replace(sent("done", "2026-03-09", SentKind.ANSWER, answers="task"), attachments=(CV,))
    first, asks, _ = paragraphs(written(stand(letter(), task, answer, today="2026-03-20")))
    assert first.startswith("On 9 March 2026 I submitted the test in connection with my application")
    assert asks == "May I ask whether the test has reached you?"
    shown = received("got", "2026-03-09 18:00", Detail.ASSESSMENT, completed=True)
    assert paragraphs(written(stand(letter(), task, shown, today="2026-03-20")))[1].startswith(
        "May I ask whether there is"
    )


def test_papers_that_were_sent_are_asked_for_and_later_news_keep_their_day() -> None:
    asked = received("papers", "2026-03-05", Detail.INFO_REQUEST)
    answer = sent("here", "2026-03-06", SentKind.ANSWER, answers="papers")
    receipt, news = received("r", "2026-03-03"), received("news", "2026-03-12", Detail.STATUS_UPDATE)
    first, asks, _ = paragraphs(written(stand(letter(), receipt, asked, answer, today="2026-03-20")))
    assert first.startswith("On 6 March 2026 I sent you the documents")
    assert asks == "May I ask whether they have all reached you?"
    first, asks, _ = paragraphs(written(stand(letter(), asked, answer, news, today="2026-03-30")))
    assert first.startswith("On 6 March 2026 I sent you the documents")
    assert asks.startswith("May I ask whether there is any news")


def test_papers_handed_in_through_a_portal_have_the_day_the_user_tells() -> None:
    asked = received("papers", "2026-03-05", Detail.INFO_REQUEST)
    its = application(marks=(Mark(MarkKind.HANDED_IN, day("2026-03-07")),))
    assert "On 7 March 2026 I sent" in written(stand(letter(), asked, today="2026-03-20", its=its)).body


# The other kinds


def test_the_arrival_question_asks_nothing_else() -> None:
    said = written(stand(letter(), today=TODAY), DraftKind.ARRIVAL).body
    assert said.count("?") == 1
    assert "interested" not in said
    assert paragraphs(written(stand(letter(), today=TODAY), DraftKind.ARRIVAL)) == [
        "On 2 March 2026 I applied for the position “Planner” at Lindhof Labs. "
        "May I ask whether my CV and my letter have reached you?",
        "A one-line reply is all I need. Thank you.",
    ]


def test_a_thank_you_asks_nothing() -> None:
    thanks = written(stand(letter(), TALK, today="2026-03-11"), DraftKind.THANK_YOU)
    assert "?" not in thanks.body
    assert paragraphs(thanks)[0].startswith("Thank you for our conversation on 10 March 2026")


def test_a_note_holds_role_and_date_and_has_no_subject_and_no_thread() -> None:
    note = written(stand(letter(), today=TODAY), DraftKind.LINKEDIN)
    assert note.body == (
        "Hello,\nMy name is Runa Falkenried. On 2 March 2026 I applied for the position “Planner” at Lindhof Labs "
        "and sent my CV. I am still very interested and happy to answer any questions."
    )
    assert (note.subject, note.in_reply_to, note.references) == ("", "", ())


def test_a_call_sheet_asks_the_three_questions_of_an_application_and_others_later() -> None:
    sheet = written(stand(letter(), today=TODAY), DraftKind.CALL).body
    assert "1. Was I a match for an open position?" in sheet
    assert "2. Has my application been passed on to the hiring manager?" in sheet
    assert "3. Who is that" in sheet
    assert "whether my documents arrived" in sheet
    assert "[your number]" in sheet
    later = written(stand(letter(), TALK, today="2026-03-20"), DraftKind.CALL).body
    assert "Is there any news about my application?" in later
    assert "Was I a match" not in later
    heard = written(stand(letter(), received("r", "2026-03-03"), today=TODAY), DraftKind.CALL).body
    assert "arrived" not in heard


def test_a_call_sheet_without_a_name_has_a_heading_that_ends_with_a_word() -> None:
    """Once a French one ended with the no-break space that stands before a colon."""
    nobody = stand(letter(), today=TODAY, its=application(employer="", contacts=()))
    assert written(nobody, DraftKind.CALL, "fr").body.startswith("Fiche d'appel\n")


@pytest.mark.parametrize(
    ("language", "employer", "said"),
    [
        ("de", "Lindhof GmbH", "bei der Lindhof GmbH beworben"),
        ("fr", "Mairie de Lindhof", "à la Mairie de Lindhof."),
        ("it", "Comune di Lindhof", "presso il Comune di Lindhof."),
    ],
)
def test_an_employer_is_named_with_the_article_of_the_language(language: str, employer: str, said: str) -> None:
    assert said in written(stand(letter(), today=TODAY, its=application(employer=employer)), language=language).body


def test_who_decides_is_asked_for_on_the_phone_and_greeted_in_a_letter_to_a_desk() -> None:
    its = application(hiring_manager="D. Voss", contacts=(Address("", "jobs@lindhof-labs.example"),))
    standing = stand(today=TODAY, its=its)
    assert written(standing, DraftKind.CALL).body.startswith("Call sheet: D. Voss, Lindhof Labs\n")
    assert written(standing, DraftKind.LINKEDIN).body.startswith("Dear D. Voss,\n")
    assert written(standing).body.startswith("Dear D. Voss,\n")
    to_petra = application(hiring_manager="D. Voss", write_to="petra@lindhof-labs.example")
    receipt = received("r", "2026-03-03")
    assert written(stand(receipt, today=TODAY, its=to_petra)).body.startswith("Dear Petra Lindhof,\n")
    to_voss = written(stand(receipt, today=TODAY, its=application(hiring_manager="D. Voss")))
    assert to_voss.body.startswith("Dear D. Voss,\n")
    assert to_voss.to.address == ""  # who decides comes before Petra, and only the name is known


# Limits


NAMES = Address("Maximiliane Sophie von Falkenried-Hohenstein", "runa@falkenried.example")
LONG = application(
    employer="Stadtwerke Oberfranken und Umland Beteiligungsgesellschaft",
    role="Projektkoordination Umschlaglager und Fahrzeugdisposition im Schichtdienst (m/w/d)",
    referred_by="Hans-Georg von Jo",
)
PETRA = "Anna-Katharina van der Lindhof <lindhof@lindhof-labs.example>"


def longest(*mail: Finding, today: str = TODAY) -> Standing:
    receipts = [received("r", "2026-03-03", from_=PETRA)] if not mail else []
    return stand(*receipts, *mail, today=today, its=LONG)


def standings() -> dict[str, Standing]:
    task = received("task", "2026-03-05", Detail.ASSESSMENT, from_=PETRA)
    asked = received("papers", "2026-03-05", Detail.INFO_REQUEST, from_=PETRA)
    answer = replace(sent("done", "2026-03-09", SentKind.ANSWER), attachments=(CV,))
    cancelled = received("off", "2026-03-08", Detail.INTERVIEW_CANCELLED, from_=PETRA)
    return {
        "application": longest(),
        "unheard": stand(today=TODAY, its=LONG),
        "short": stand(today=TODAY, its=application(employer="", role="")),
        "interview": longest(replace(TALK, from_=Address("", "")), today="2026-03-20"),
        "cancelled": longest(TALK, cancelled, today="2026-03-20"),
        "test": longest(task, answer, today="2026-03-20"),
        "papers": longest(asked, answer, today="2026-03-20"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", standings())
def test_every_language_keeps_the_limits_in_every_case(language: str, case: str) -> None:
    standing = standings()[case]
    said = written(standing, language=language, author=NAMES, elsewhere=True).body
    assert len(said.split()) <= 120
    assert "{" not in said
    assert len(written(standing, DraftKind.LINKEDIN, language, author=NAMES).body) <= LONGEST_NOTE
    assert len(written(standing, DraftKind.THANK_YOU, language, author=NAMES).body.split()) <= 120


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ["unheard", "short", "test", "papers"])
def test_the_arrival_question_has_at_most_fifty_words(language: str, case: str) -> None:
    said = written(standings()[case], DraftKind.ARRIVAL, language, author=NAMES).body
    assert len(said.split()) <= 50
    assert "{" not in said
    assert "2026" in said


def test_nobody_is_greeted_by_the_name_of_another() -> None:
    its = application(hiring_manager="D. Voss", write_to="jo@lindhof-labs.example")
    assert "Voss" not in written(stand(today=TODAY, its=its)).body


def test_an_arrival_question_names_role_and_house_where_there_is_room() -> None:
    said = written(stand(today=TODAY, its=application(referred_by="H. Jo")), DraftKind.ARRIVAL).body
    assert "H. Jo recommended" in said
    assert "“Planner” at Lindhof Labs" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", standings())
def test_what_is_spoken_takes_45_seconds(language: str, case: str) -> None:
    words = Words(wording(language), occasion(standings()[case], TIMEZONE), NAMES.name)
    questions = "call.questions" if standings()[case].step is Step.APPLICATION else "call.questions_later"
    first = " ".join((spoken_first(words), words.say(questions), words.say("call.end")))
    machine = words.say("call.machine", number="null eins zwei drei vier fünf sechs sieben acht neun null")
    assert len(first.split()) <= WORDS_IN_45_SECONDS
    assert len(machine.split()) <= WORDS_IN_45_SECONDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_never_cuts_the_users_name(language: str) -> None:
    assert NAMES.name in written(longest(), DraftKind.LINKEDIN, language, author=NAMES).body


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)  # a machine under load is no fault of ours
@given(st.text(), st.text(), st.text(), st.text())
def test_a_note_is_short_whatever_the_names_are(language: str, me: str, role: str, employer: str, whom: str) -> None:
    its = application(role=role * 9, employer=employer * 9, hiring_manager=whom * 9)
    note = written(stand(today=TODAY, its=its), DraftKind.LINKEDIN, language, author=Address(me * 9, ME.address))
    assert len(note.body) <= LONGEST_NOTE


# Words of a name, short and long, in several scripts.
_WORDS_OF_NAMES = st.lists(st.sampled_from(["Lindhof", "L", "Öhm-Voss", "شركة", "有限公司", "O'Neil"]), max_size=40)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)  # a machine under load is no fault of ours
@given(_WORDS_OF_NAMES, _WORDS_OF_NAMES, _WORDS_OF_NAMES, _WORDS_OF_NAMES)
def test_letters_keep_their_limits_whatever_the_names_are(
    language: str, me: list[str], role: list[str], employer: list[str], whom: list[str]
) -> None:
    """SR39, SR40: once names of many words made a letter of 124 words and an arrival question of 56."""
    names = {"role": " ".join(role), "employer": " ".join(employer), "referred_by": " ".join(whom)}
    its = application(**names, hiring_manager=" ".join(whom), contacts=())
    author = Address(" ".join(me), ME.address)
    standing = stand(letter(), today=TODAY, its=its)
    said = written(standing, language=language, author=author, elsewhere=True).body
    assert len(said.split()) <= 120
    assert len(written(standing, DraftKind.ARRIVAL, language, author=author).body.split()) <= 50


@settings(deadline=None)  # a machine under load is no fault of ours
@given(st.sampled_from(list(DraftKind)), st.sampled_from(LANGUAGES), st.text(), st.text())
def test_no_name_of_a_stranger_adds_a_line(kind: DraftKind, language: str, role: str, name: str) -> None:
    def said(role: str, name: str) -> str:
        contacts = (Address("", "jobs@lindhof-labs.example"),)
        its = application(role=role, hiring_manager=name, referred_by=name, contacts=contacts)
        return written(stand(today=TODAY, its=its), kind, language).body

    plain = said("Planner", "Dana Voss")
    assert said(f"Pl{role}r", f"D{name}s").count("\n") == plain.count("\n")


# Language and author


def test_a_letter_is_in_the_language_of_their_last_mail() -> None:
    german = letter(language="de")
    assert language_for(stand(german, today=TODAY), "pt") == "de"
    mails = [received("a", "2026-03-03", language="fr"), received("b", "2026-03-04", language="")]
    assert language_for(stand(german, *mails, today=TODAY), "pt") == "fr"


@pytest.mark.parametrize(
    "mail",
    [
        bounce("b", "2026-03-03", "letter"),
        received("r", "2026-03-03", unsure=True, language="fr"),
        received("r", "2026-03-03", Detail.READ_RECEIPT, language="fr"),
        event(received("r", "2026-03-03", language="fr"), linked=False),
        received("r", "2026-03-03", language="sv"),
    ],
)
def test_mail_that_is_not_surely_theirs_has_no_say_in_the_language(mail: Finding) -> None:
    assert language_for(stand(letter(language="de"), mail, today=TODAY), "pt") == "de"


def test_without_mail_the_configured_language_counts() -> None:
    assert language_for(stand(today=TODAY), "pt") == "pt"


def test_the_author_is_the_sender_of_the_newest_letter_that_shows_a_name() -> None:
    nameless = replace(letter(), from_=Address("r@old.example", "r@old.example"))
    assert author_of([nameless, letter()], ["z@me.example"]) == Address("Runa Falkenried", "r@old.example")
    assert author_of([received("r", "2026-03-03")], ["z@me.example"]) == Address("", "z@me.example")
    assert author_of([], []) == NOBODY


@pytest.mark.parametrize(("language", "brackets"), [("en", "[your name]"), ("de", "[Ihr Name]"), ("fr", "[votre nom]")])
def test_an_unknown_name_is_left_to_the_user(language: str, brackets: str) -> None:
    said = written(stand(today=TODAY), language=language, author=Address("", "z@me.example")).body
    assert said.endswith(f"\n{brackets}")


def test_the_draft_knows_whom_it_goes_to() -> None:
    standing = stand(letter(), received("r", "2026-03-03"), today=TODAY)
    assert standing.state is State.DUE
    assert written(standing).to == Address("Petra Lindhof", LINDHOF)
    assert written(stand(today=TODAY, its=application(contacts=()))).to == NOBODY


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "Call sheet: Lindhof Labs"),
        ({"hiring_manager": "D. Voss"}, "Call sheet: D. Voss, Lindhof Labs"),
        ({"employer": "", "contacts": ()}, "Call sheet"),
        (
            {"kind": CounterpartKind.OUTSOURCED, "hiring_manager": "D. Voss", "agency_contacts": ("kim@sola.example",)},
            "Call sheet: kim@sola.example",
        ),
        ({"kind": CounterpartKind.OUTSOURCED, "contacts": ()}, "Call sheet"),
    ],
)
def test_a_call_sheet_names_who_is_called_and_never_the_company_of_an_agency(
    changes: dict[str, Any], title: str
) -> None:
    """SR24: once the sheet for an agency was headed by the manager of the company, whom nobody may call."""
    sheet = written(stand(today=TODAY, its=application(**changes)), DraftKind.CALL).body
    assert sheet.split("\n")[0] == title


def test_a_line_break_in_the_users_name_adds_no_field_to_the_message() -> None:
    """Once it was a traceback."""
    author = Address("Runa\r\nBcc: x@y.example", ME.address)
    message = as_message(written(stand(letter(), today=TODAY), author=author))
    assert b"\r\nBcc" not in message
