from pathlib import Path

import pytest

from inbox_watch.classify.model import Model, load_model
from inbox_watch.classify.verdict import CLUE_LENGTH, classify
from inbox_watch.errors import ModelUnusable
from inbox_watch.records import Address, AutomaticMark, Detail, Label
from inbox_watch.shipped import model_path
from tests.support.messages import message


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model(model_path())


@pytest.mark.parametrize(
    ("subject", "text", "label"),
    [
        (
            "Your application as planner",
            "Thank you for applying. We have received your application and our team will review it.",
            Label.ACKNOWLEDGEMENT,
        ),
        (
            "Your application",
            "We regret to tell you that we have decided to proceed with another candidate for this position.",
            Label.REJECTION,
        ),
        (
            "Ihre Bewerbung",
            "leider müssen wir Ihnen mitteilen, dass wir uns für eine andere Bewerberin entschieden haben.",
            Label.REJECTION,
        ),
        (
            "Interview",
            "We would like to invite you to an interview. Please let us know which day suits you next week.",
            Label.INTERVIEW,
        ),
    ],
)
def test_plain_mail_is_tagged(model: Model, subject: str, text: str, label: Label) -> None:
    assert classify(message(subject=subject, text=text), model).label is label


# Words of a person, who would end the silence.
CHATTY = "Buyers come to the shed on Fridays, applicants hear from Tilda, and I will look into yours at the weekend."


@pytest.mark.parametrize(
    ("marks", "in_reply_to", "answer"),
    [
        ((), ("<letter@runa.example>",), (Label.HUMAN_REPLY, False)),
        (
            (AutomaticMark("Auto-Submitted", "auto-replied", "absence"),),
            ("<letter@runa.example>",),
            (Label.ACKNOWLEDGEMENT, False),
        ),
        ((AutomaticMark("X-Autoreply", "yes", "absence"),), (), (Label.HUMAN_REPLY, True)),
    ],
    ids=["a person", "a machine, to a letter", "a machine, to nothing known"],
)
def test_a_machine_is_no_person_whatever_its_words(
    model: Model, marks: tuple[AutomaticMark, ...], in_reply_to: tuple[str, ...], answer: tuple[Label, bool]
) -> None:
    verdict = classify(message(subject="Re: Planner", text=CHATTY, marks=marks, in_reply_to=in_reply_to), model)
    assert (verdict.label, verdict.unsure) == answer


@pytest.mark.parametrize("text", ["", "\N{GRINNING FACE}" * 20, "面试时间安排", "\x00" * 50, "qzx wvy kjh"])
def test_a_mail_without_a_known_word_is_unsure(model: Model, text: str) -> None:
    assert classify(message(text=text), model).unsure


def test_a_refusal_of_something_else_is_not_said_to_be_one(model: Model) -> None:
    verdict = classify(message(subject="Table", text="Sadly, we have given the table to somebody else."), model)
    assert verdict.unsure or verdict.label is Label.OTHER


@pytest.mark.parametrize(
    "text", ["Your ticket is still under review. Thank you for your patience.", "We got it, thanks!"]
)
def test_receipts_and_process_news_need_words_of_a_job(model: Model, text: str) -> None:
    verdict = classify(message(subject="4411", text=text), model)
    assert verdict.unsure or verdict.label is Label.OTHER
    assert not classify(message(subject="4411", text=f"{text} Your application for the job is with us."), model).unsure


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("You're in, we start you on the 3rd at 14 an hour. Welcome aboard!", Label.OFFER),
        ("sorry, we've gone with somebody else. thanks for coming in", Label.REJECTION),
    ],
)
def test_short_decisions_of_people_need_none(model: Model, text: str, label: Label) -> None:
    verdict = classify(message(subject="Re: Monday", text=text), model)
    assert (verdict.label, verdict.unsure) == (label, False)


@pytest.mark.parametrize(
    ("reason", "detail"),
    [
        ("all hiring is frozen. Nobody is being hired until 1 September.", Detail.POSITION_CLOSED),
        ("we have chosen another candidate. Our summer party is on hold until 1 September.", Detail.REJECTION),
        ("we have chosen another candidate.", Detail.REJECTION),
    ],
    ids=["the job rests", "something else rests", "nothing rests"],
)
def test_a_refusal_that_may_be_about_the_job_is_about_it_where_the_job_rests(
    model: Model, reason: str, detail: Detail
) -> None:
    text = f"Dear Runa,\nI am sorry to tell you that we cannot offer you the job at the moment, since {reason}\nPetra"
    assert classify(message(subject="Your application as Planner", text=text), model).detail is detail


def test_the_clue_is_the_sentence_that_decides(model: Model) -> None:
    refusal = "We have decided to move forward with other candidates for this role."
    text = f"Dear Ana, thank you for the time you took. {refusal} We wish you all the best for your search."
    verdict = classify(message(subject="Your application", text=text), model)
    assert verdict.label is Label.REJECTION
    assert verdict.clues[0] == refusal


def test_what_happens_only_perhaps_decides_nothing(model: Model) -> None:
    text = (
        "We have received your application. If you are not selected, we will tell you by e-mail. Should your profile "
        "match, we will invite you to an interview."
    )
    assert classify(message(subject="Your application", text=text), model).label is Label.ACKNOWLEDGEMENT


def test_without_a_model_only_rules_judge() -> None:
    assert classify(message(text="We have received your application."), None).unsure


def test_clues_are_short_and_hold_neither_codes_nor_links(model: Model) -> None:
    text = (
        "We have received your application. Your code is 482113, your login https://portal.example/secret?token=abc "
        "and your password QX7T9PL2. Thank you for applying to us; our team will read your application with great care."
    )
    verdict = classify(message(subject="Application 482113", text=text), model)
    assert 0 < len(verdict.clues) <= 5
    for clue in verdict.clues:
        assert len(clue) <= CLUE_LENGTH
        assert not any(secret in clue for secret in ("482113", "token", "QX7T9PL2", "portal.example"))


def test_probabilities_are_a_distribution_over_labels(model: Model) -> None:
    verdict = classify(message(text="We have received your application."), model)
    assert verdict.probability == max(share for _, share in verdict.scores)
    assert sum(share for _, share in verdict.scores) <= 1.001


def test_the_sender_of_mail_is_never_enough(model: Model) -> None:
    sender = Address("", "no-reply@us.greenhouse-mail.io")
    refusal = "Thank you for your interest. We have decided to move forward with other candidates for this role."
    verdict = classify(message(from_=sender, subject="Thank you for applying", text=refusal), model)
    assert verdict.label is Label.REJECTION


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "flipped", "foreign", "pickle"])
def test_a_damaged_model_is_refused_in_one_sentence(damage: str, tmp_path: Path) -> None:
    octets = model_path().read_bytes()
    path = tmp_path / "model.npz"
    forms = {
        "empty": b"",
        "cut": octets[: len(octets) // 2],
        "flipped": octets[:2000] + bytes([octets[2000] ^ 0xFF]) + octets[2001:],
        "foreign": b"PK\x03\x04 no archive",
        "pickle": b"\x80\x04\x95\x1a\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94\x93\x94.",
    }
    if damage != "missing":
        path.write_bytes(forms[damage])
    with pytest.raises(ModelUnusable, match="Install inbox_watch again"):
        load_model(path)
