"""Mail that belongs to no application: adverts of the same employers, codes, drafts, orders, friends, and orphans."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from inbox_watch.records import Detail, FolderRole
from tests.support.year import cast, words
from tests.support.year.post import AUTHSERV_ID, ME, Letter, a_message_id, bounce, octets
from tests.support.year.records import BEGINS, ENDS, Applied, Draft, Employer, Person

_SHOPS = ("Zimt und Zeder", "Lampenstube", "Radhaus Ilmen", "Copper Kettle", "Papierboot", "The Wool Barn")
_FRIENDS = ("Jorunn", "Matteo", "Anselm", "Freya", "Ludek")
_CHATS = ("Saturday?", "Re: Saturday?", "Lake trip", "Photos", "Geburtstag", "Call me back", "Umzug im Mai")
_OWN_SHARE, _NEAR = 0.07, 0.3
_OWN = (
    ("{friend}", "Re: Saturday?", "Hi,\n\nyes, gladly. I bring the salad.\n\nMirka", ()),
    ("{friend}", "Photos", "Hi,\n\nhere are the photos of the lake.\n\nMirka", ("IMG_2041.jpg", "IMG_2042.jpg")),
    ("service@stadtwerke-holmsund.example", "Kündigung", "Hiermit kündige ich meinen Vertrag.", ("Vertrag.pdf",)),
    ("mieten@hausverwaltung-kroog.example", "Wohnungsbesichtigung", "Wann kann ich die Wohnung ansehen?", ()),
    ("orders@copper-kettle.example", "Return of order", "The cup arrived broken. Please send a new one.", ("cup.jpg",)),
)
_OF_CV = ("{friend}", "Can you look over my CV?", "Would you read my CV before I send it out?", ("CV_draft.pdf",))
_CV_TO_A_FRIEND = 6


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (Path(__file__).parent / "noise.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def noise(dice: random.Random, known: list[Applied]) -> Iterator[Draft]:
    """Mail that belongs to no application, without end."""
    rows, shares = _rows(), [float(row["share"]) for row in _rows()]
    strangers = cast.strangers(dice, known)
    namesakes = [other for other in known if other.story == "namesake"]
    for _ in range(_CV_TO_A_FRIEND):
        yield _own(dice, _moment(dice), _OF_CV, "own CV to a friend")
    for each in namesakes[:5]:
        yield _of_a_namesake(dice, each)
    while True:
        if dice.random() < _OWN_SHARE:
            yield from _own_with_bounce(dice)
            continue
        yield _received(dice, dice.choices(rows, shares)[0], dice.choice(known), next(strangers), known)


def _moment(dice: random.Random) -> datetime:
    return BEGINS + timedelta(seconds=dice.randrange(int((ENDS - BEGINS).total_seconds())))


def _when(dice: random.Random, kind: str, near: Applied) -> datetime:
    """Codes come minutes before an application goes out, adverts often in the weeks around it."""
    if kind == "security" and dice.random() < _NEAR:
        return near.when - timedelta(minutes=dice.randint(2, 30))
    if kind in ("alert", "draft", "saved") and dice.random() < _NEAR:
        return min(max(near.when + timedelta(days=dice.randint(-10, 20), minutes=7), BEGINS), ENDS)
    return _moment(dice)


def _received(
    dice: random.Random, row: dict[str, str], near: Applied, stranger: Employer, known: list[Applied]
) -> Draft:
    when = _when(dice, row["kind"], near)
    said = _fields(dice, near, stranger, known)
    name, _, address = row["sender"].format(**said).rpartition(" <")
    subject, text = row["subject"].format(**said), row["body"].format(**said).replace("|", "\n")
    folder = FolderRole.JUNK if row["kind"] == "spam" or dice.random() < 0.02 else FolderRole.INBOX
    letter = Letter(Person(name, address.rstrip(">")), ME, subject, text, html=dice.random() < 0.4, verified=True)
    return _posted(dice, when, folder, letter, Detail(row["detail"]), f"noise: {row['kind']} {row['detail']}")


def _fields(dice: random.Random, near: Applied, stranger: Employer, known: list[Applied]) -> dict[str, str]:
    at = near.employer if dice.random() < 0.5 and not near.employer.free_mail else stranger
    agency = dice.choice([each.employer for each in known if each.employer.agency])
    shop, friend = dice.choice(_SHOPS), dice.choice(_FRIENDS)
    person = words.a_person(dice, at.language, at.domain)
    desk = stranger.desk
    return {
        "employer": at.name,
        "domain": at.domain,
        "tenant": words.slug(at.name, ""),
        "role": near.role,
        "other_role": words.a_role(dice, at.language),
        "other": stranger.name,
        "n": str(dice.randint(3, 60)),
        "code": str(dice.randrange(10**5, 10**7)),
        "person": person.name,
        "local": person.address.partition("@")[0],
        "agency": agency.name,
        "agency_domain": agency.domain,
        "shop": shop,
        "shop_domain": f"{words.slug(shop)}.example",
        "friend": friend,
        "friend_local": friend.lower(),
        "chat": dice.choice(_CHATS),
        "stranger": stranger.formal,
        "stranger_desk": f"{desk.name} <{desk.address}>",
        "as_role": f" as {words.a_role(dice, 'en')}" if dice.random() < 0.8 else "",
    }


def _of_a_namesake(dice: random.Random, known: Applied) -> Draft:
    """A third firm of the same name, never applied to, sends a refusal after a talk at a fair."""
    name = f"{known.employer.name.split()[0]} Catering"
    domain = f"{words.slug(name)}.example"
    text = f"Dear Mirka,\n\nthank you for coming to our stand. We have decided to go on with others.\n\nHR\n{name}"
    letter = Letter(Person(f"HR {name}", f"hr@{domain}"), ME, "Your visit at our stand", text, verified=True)
    when = known.when + timedelta(days=dice.randint(5, 30))
    return _posted(dice, when, FolderRole.INBOX, letter, Detail.REJECTION, "noise: refusal of a namesake")


def _own(dice: random.Random, when: datetime, shape: tuple[str, str, str, tuple[str, ...]], kind: str) -> Draft:
    to, subject, text, files = shape
    friend = f"{dice.choice(_FRIENDS).lower()}@kraehenpost.example"
    letter = Letter(ME, Person("", to.format(friend=friend)), subject, text, files=files)
    return _posted(dice, when, FolderRole.SENT, letter, None, kind)


def _own_with_bounce(dice: random.Random) -> Iterator[Draft]:
    own = _own(dice, _moment(dice), dice.choice(_OWN), "own private mail")
    yield own
    if dice.random() < 0.03:
        when, report_id = own.when + timedelta(seconds=9), a_message_id(dice, AUTHSERV_ID)
        report = bounce(when, report_id, "nobody@kraehenpost.example", own.message_id, "Photos")
        kind, sender = "noise: bounce of a private mail", f"mailer-daemon@{AUTHSERV_ID}"
        yield Draft(when, FolderRole.INBOX, report, report_id, sender, Detail.DELIVERY_FAILURE, None, kind)


def _posted(
    dice: random.Random, when: datetime, folder: FolderRole, letter: Letter, detail: Detail | None, kind: str
) -> Draft:
    message_id = a_message_id(dice, letter.sender.address.rpartition("@")[2])
    content = octets(letter, when, message_id)
    return Draft(when, folder, content, message_id, letter.sender.address, detail, None, kind)
