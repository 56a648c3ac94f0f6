"""Job boards: the fixed wording of their confirmations, views and updates (facts of the trade, in words of our own)."""

from __future__ import annotations

import random

from inbox_watch.records import Detail, FolderRole
from tests.support.year.post import ME, Letter
from tests.support.year.records import Applied, Person, Said
from tests.support.year.tale import Tale

_LINKEDIN = Person("LinkedIn", "jobs-noreply@linkedin.com")
_INDEED = Person("Indeed Apply", "indeedapply@indeed.com")
_STEPSTONE = Person("Stepstone", "noreply@stepstone.de")
_JOBSTREET = Person("JobStreet", "noreply@e.jobstreet.com")
_CHOICE = {
    "en": ("LinkedIn", "LinkedIn", "Indeed", "JobStreet"),
    "de": ("LinkedIn", "Stepstone", "Stepstone", "Indeed"),
    "fr": ("Indeed", "LinkedIn"),
    "nl": ("LinkedIn",),
    "es": ("LinkedIn",),
    "it": ("Indeed", "LinkedIn"),
}
_ALSO = (
    "\n\nPeople also applied to\nDispatch Planner\nGellworth Freight · Leeds\n\nStock Analyst\nTarbuck & Reyne · York",
    "\n\nSimilar jobs you may like\nSupply Chain Trainee\nOstmark Verpackung · Kiel",
    "",
)
_LINKEDIN_SENT = {
    "es": ("Se ha enviado tu solicitud a {employer}", "Tu solicitud se ha enviado a {employer}"),
    "it": ("La tua candidatura è stata inviata a {employer}", "La tua candidatura è stata inviata a {employer}"),
}
_LINKEDIN_SENT_ELSE = ("Mirka, your application was sent to {employer}", "Your application was sent to {employer}")
_INDEED_SENT = {
    "fr": ("Candidature via Indeed : {role}", "Candidature envoyée\n\n{role}\n{employer} - Lyon\n\n"
           "Les éléments suivants ont été envoyés à {employer}. Bonne chance !\n\n- CV\n- Lettre"),
    "it": ("Candidatura per {role} attraverso Indeed", "Candidatura inviata\n\n{role}\n{employer} - Torino\n\n"
           "I seguenti elementi sono stati inviati a {employer}. In bocca al lupo!\n\n- CV"),
}  # fmt: skip
_INDEED_SENT_ELSE = (
    "Indeed Application: {role}",
    "Application submitted\n\n{role}\n{employer} - Bristol\n\n"
    "The following items were sent to {employer}. Good luck!\n\n- Application\n- Resume",
)


def board_of(dice: random.Random, about: Applied) -> str:
    """The board somebody with this language applies through."""
    return dice.choice(_CHOICE[about.employer.language])


def sent(tale: Tale, board: str) -> None:
    """The board says that it passed the application on."""
    sender, subject, text = _confirmation(tale, board)
    _post(tale, sender, subject, text, Detail.APPLICATION_SENT)


def _confirmation(tale: Tale, board: str) -> tuple[Person, str, str]:
    about = tale.about
    language, fields = about.employer.language, {"employer": about.employer.name, "role": about.role}
    if board == "Indeed":
        subject, text = _INDEED_SENT.get(language, _INDEED_SENT_ELSE)
        return _INDEED, subject.format(**fields), text.format(**fields)
    if board == "Stepstone":
        subject = "Deine Bewerbung als {role} bei {employer} wurde versendet"
        text = "Hallo Mirka,\n\ndeine Bewerbung als {role} wurde an {employer} übermittelt. Viel Erfolg!"
        return _STEPSTONE, subject.format(**fields), text.format(**fields)
    if board == "JobStreet":
        text = (
            "Dear Mirka,\n\nYour application for {role} was successfully submitted to {employer}\n\nKeep track of it."
        )
        return _JOBSTREET, "Your application was successfully submitted", text.format(**fields)
    subject, opening = _LINKEDIN_SENT.get(language, _LINKEDIN_SENT_ELSE)
    card = "{role}\n{employer} · Bristol, Hybrid\nApplied on {day}"
    also = tale.dice.choice(_ALSO)
    text = f"{opening}\n\n{card}".format(**fields, day=f"{tale.now:%B} {tale.now.day}, {tale.now.year}")
    return _LINKEDIN, subject.format(**fields), text + also


def viewed(tale: Tale, board: str) -> None:
    """The employer opened the application."""
    name, role = tale.about.employer.name, tale.about.role
    if board == "JobStreet":
        title = f"{name} has viewed your application for {role}"
        _post(tale, _JOBSTREET, title, f"Hi Mirka,\n\n{title}.", Detail.APPLICATION_VIEWED)
    elif board == "LinkedIn":
        text = f"Your application was viewed by {name}\n\n{role}\n{name} · Bristol, Hybrid"
        title = f"Your application was viewed by {name}"
        _post(tale, _LINKEDIN, title, text, Detail.APPLICATION_VIEWED)


def refused(tale: Tale, board: str) -> bool:
    """The employer's answer through the board; False where a board sends none."""
    name, role = tale.about.employer.name, tale.about.role
    if board == "LinkedIn":
        text = (
            f"Your update from {name}\n\n{role}\n{name} · Bristol\n\nThank you for your interest in {name}. "
            "Unfortunately, we will not be moving forward with your application, but we appreciate your time."
        )
        _post(tale, _LINKEDIN, f"Your application to {role} at {name}", text, Detail.REJECTION)
    elif board == "Indeed":
        text = f"{role}\n{name} - Bristol\n\nThank you for applying. {name} has decided to go on with other applicants."
        sender = Person(name, "noreply@indeed.com")
        _post(tale, sender, f"An update on your application from {name}", text, Detail.REJECTION)
    return board in ("LinkedIn", "Indeed")


def _post(tale: Tale, sender: Person, subject: str, text: str, detail: Detail) -> None:
    letter = Letter(sender, ME, subject, text, html=True, verified=True)
    kind = f"{tale.about.via}: {detail.value} from {sender.address.rpartition('@')[2]}"
    tale.post(letter, FolderRole.INBOX, detail, kind, Said(role=True), detail is Detail.REJECTION)
