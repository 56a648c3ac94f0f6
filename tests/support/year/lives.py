"""What becomes of an application: the plots of a year, each a few lines of who writes when."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from inbox_watch.records import Detail, FolderRole
from tests.support.year import boards, post
from tests.support.year.records import Applied, Draft, Said
from tests.support.year.tale import Tale

_ENDS = {"silence": 36, "refused": 34, "closed": 4, "talks": 14, "test": 6, "papers": 4, "pool": 1, "withdrawn": 2}
_DIRECT = ("mail", "agency", "owner")
_FIRMS = ("mail", "portal", "board")


def drafts_of(dice: random.Random, about: Applied) -> list[Draft]:
    """Every mail of one application in the order of writing; what would fall after the year is still in it."""
    tale = Tale.of(dice, about)
    board = boards.board_of(dice, about)
    _begin(tale, board)
    end = dice.choices(list(_ENDS), list(_ENDS.values()))[0]
    if about.story == "pair":
        tale.wait(3)
        tale.nameless = True
        tale.by_machine(Detail.STATUS_UPDATE)
        tale.nameless = False
    if about.story == "refused at first":
        tale.now = about.when + timedelta(days=dice.randint(10, 100))
        _refuse(tale, board)
    elif not _came_back(tale):
        _PLOTS[end](tale, board)
    return tale.drafts


def _begin(tale: Tale, board: str) -> None:
    if tale.about.via in _DIRECT:
        _letter(tale)
    elif tale.about.via == "portal":
        tale.by_machine(Detail.ACKNOWLEDGEMENT)
    else:
        _through_a_board(tale, board)


def _letter(tale: Tale) -> None:
    to = tale.about.employer.desk if tale.about.via == "mail" and tale.chance(0.6) else None
    tale.send(
        "apply", thread=False, to=to, papers=True, role=tale.about.story in ("pair", "agency") or tale.chance(0.92)
    )
    if tale.about.employer.free_mail:
        return
    if tale.chance(0.35):
        tale.now += timedelta(seconds=tale.dice.randint(2, 240))
        tale.by_desk(Detail.ACKNOWLEDGEMENT, thread=tale.chance(0.5))
    elif tale.chance(0.1) and not tale.about.employer.agency:
        tale.now += timedelta(minutes=tale.dice.randint(1, 90))
        tale.by_machine(Detail.ACKNOWLEDGEMENT)
    elif tale.chance(0.12):
        tale.now += timedelta(minutes=tale.dice.randint(1, 30))
        tale.by_person(Detail.OUT_OF_OFFICE, thread=tale.chance(0.8), automatic=True)


def _through_a_board(tale: Tale, board: str) -> None:
    boards.sent(tale, board)
    if tale.chance(0.7):
        tale.now += timedelta(minutes=tale.dice.choice((1, 3, 20, 300, 1500)))
        tale.by_machine(Detail.ACKNOWLEDGEMENT)
    if tale.chance(0.3):
        tale.wait(3)
        boards.viewed(tale, board)


def _came_back(tale: Tale) -> bool:
    """A letter in fifteen is returned; half of these go out again, and some reports name the recipient alone."""
    if tale.about.via not in _DIRECT or tale.about.story == "pair" or not tale.chance(0.07):
        return False
    sent = tale.drafts[0]
    recipient = tale.about.employer.recruiter if tale.chance(0.5) else tale.about.employer.desk
    if recipient.address not in sent.octets.decode():
        recipient = tale.person if recipient == tale.about.employer.desk else tale.about.employer.desk
    del tale.drafts[1:]
    tale.now = sent.when + timedelta(seconds=tale.dice.randint(3, 4000))
    named = tale.chance(0.7)
    report_id = post.a_message_id(tale.dice, post.AUTHSERV_ID)
    octets = post.bounce(tale.now, report_id, recipient.address, sent.message_id if named else "", tale.subject)
    kind = f"{tale.about.via}: bounce {'with the letter' if named else 'with the recipient alone'}"
    said, sender = Said(thread=named), f"mailer-daemon@{post.AUTHSERV_ID}"
    report = Draft(
        tale.now, FolderRole.INBOX, octets, report_id, sender, Detail.DELIVERY_FAILURE, tale.about.key, kind, said
    )
    tale.drafts.append(report)
    if tale.chance(0.5):
        tale.wait(1)
        tale.send("resend", thread=False, papers=True)
    return True


def _silence(tale: Tale, board: str) -> None:
    if not tale.chance(0.5):
        return
    tale.wait(11)
    direct = tale.about.via in _DIRECT
    desk = tale.about.employer.desk if not direct and tale.chance(0.5) else None
    tale.send("follow_up", thread=direct and tale.chance(0.6), to=desk)
    answer = tale.dice.choice(("none", "none", "status", "person", "refusal", "absent"))
    if answer == "absent":
        tale.now += timedelta(minutes=2)
        tale.by_person(Detail.OUT_OF_OFFICE, thread=tale.chance(0.8), automatic=True)
    elif answer == "status":
        tale.wait(2)
        tale.by_person(Detail.STATUS_UPDATE, thread=tale.chance(0.8))
    elif answer == "person":
        tale.wait(2)
        tale.by_person(Detail.HUMAN_REPLY, thread=tale.chance(0.85))
    elif answer == "refusal":
        tale.wait(4)
        _refuse(tale, board)


def _refused(tale: Tale, board: str) -> None:
    """Most in two weeks, some in the first hours, a tail of many months."""
    tale.now += timedelta(days=min(tale.dice.lognormvariate(2.6, 1.1), 300), hours=tale.dice.randrange(8))
    _refuse(tale, board)
    if tale.about.via in _FIRMS and tale.chance(0.06):
        tale.wait(2)
        tale.by_machine(Detail.FEEDBACK_SURVEY)


def _refuse(tale: Tale, board: str) -> None:
    if tale.about.via == "board" and tale.chance(0.4) and boards.refused(tale, board):
        return
    if tale.about.via in _DIRECT:
        tale.by_person(Detail.REJECTION, thread=tale.chance(0.75))
    elif tale.chance(0.8):
        tale.by_machine(Detail.REJECTION)
    else:
        tale.by_person(Detail.REJECTION, thread=False)


def _closed(tale: Tale, board: str) -> None:
    tale.wait(30)
    _write(tale, Detail.POSITION_CLOSED)


def _write(tale: Tale, detail: Detail) -> None:
    """By a person where people wrote before; from a portal by software two times in three."""
    if tale.about.via in _DIRECT or tale.chance(0.35):
        tale.by_person(detail, thread=tale.chance(0.75))
    else:
        tale.by_machine(detail)


def _pool(tale: Tale, board: str) -> None:
    tale.wait(15)
    _write(tale, Detail.TALENT_POOL)


def _withdrawn(tale: Tale, board: str) -> None:
    tale.wait(20)
    tale.send("withdrawal", thread=tale.about.via in _DIRECT and tale.chance(0.6))


def _papers(tale: Tale, board: str) -> None:
    tale.wait(6)
    tale.by_person(Detail.INFO_REQUEST, thread=tale.chance(0.75))
    tale.wait(1)
    tale.send("papers", thread=True, papers=True)
    _silence(tale, board) if tale.chance(0.4) else _refused(tale, board)


def _test(tale: Tale, board: str) -> None:
    tale.wait(6)
    if tale.about.via not in _FIRMS:
        _talks(tale, board)
        return
    tale.by_test_platform()
    if tale.chance(0.4):
        tale.wait(3)
        tale.by_test_platform()
    _talks(tale, board) if tale.chance(0.3) else _refused(tale, board)


def _talks(tale: Tale, board: str) -> None:
    tale.wait(9)
    _write(tale, Detail.INTERVIEW_INVITE)
    tale.wait(0.5)
    tale.send("slot", thread=True) if tale.thread else None
    tale.wait(1)
    uid = f"{tale.dice.getrandbits(48):x}@{tale.about.employer.domain}"
    _fix(tale, Detail.INTERVIEW_SCHEDULED, uid, 0)
    turn = tale.dice.choices(("held", "moved", "cancelled"), (75, 18, 7))[0]
    if turn != "held":
        tale.wait(2)
        _fix(tale, Detail.INTERVIEW_RESCHEDULE if turn == "moved" else Detail.INTERVIEW_CANCELLED, uid, 1)
    if turn != "cancelled":
        tale.wait(5)
        if tale.chance(0.6):
            tale.send("thank_you", thread=tale.chance(0.6))
        _after_the_talk(tale, board)


def _fix(tale: Tale, detail: Detail, uid: str, sequence: int) -> None:
    method = "CANCEL" if detail is Detail.INTERVIEW_CANCELLED else "REQUEST"
    title = f"Interview {tale.about.role}" if tale.chance(0.7) else "Interview Mirka Tauber"
    starts = (tale.now + timedelta(days=5)).replace(minute=0, second=0, microsecond=0)
    event = post.event(method, uid, sequence, title, tale.person.address, starts) if tale.chance(0.7) else ""
    tale.by_person(detail, thread=tale.chance(0.6), event=event)


def _after_the_talk(tale: Tale, board: str) -> None:
    end = tale.dice.choices(("refused", "silence", "offer", "status"), (55, 25, 12, 8))[0]
    tale.wait(8)
    if end == "refused":
        tale.by_person(Detail.REJECTION, thread=tale.chance(0.6)) if tale.chance(0.7) else _refuse(tale, board)
    elif end == "status":
        tale.by_person(Detail.STATUS_UPDATE, thread=tale.chance(0.6))
    elif end == "silence":
        _silence(tale, board)
    else:
        tale.by_person(Detail.OFFER, thread=tale.chance(0.6))
        tale.wait(0.5)
        tale.send("accept", thread=True)
        if tale.chance(0.5):
            tale.wait(2)
            tale.by_person(Detail.BACKGROUND_CHECK, thread=tale.chance(0.5))


_PLOTS: dict[str, Callable[[Tale, str], None]] = {
    "silence": _silence,
    "refused": _refused,
    "closed": _closed,
    "talks": _talks,
    "test": _test,
    "papers": _papers,
    "pool": _pool,
    "withdrawn": _withdrawn,
}
