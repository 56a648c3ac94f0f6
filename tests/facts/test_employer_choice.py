"""What is weighed of each name of a mail, and how."""

from __future__ import annotations

from inbox_watch.facts.employer_choice import (
    TOGETHER,
    Around,
    Named,
    around,
    employer_weights,
    facts_of_names,
    is_a_kind_of_house,
    scores,
)
from inbox_watch.facts.names import employer_id
from inbox_watch.knowledge import table
from tests.facts.mails import mail


def facts(about: Around, *names: Named) -> dict[str, dict[str, float]]:
    found = facts_of_names({employer_id(each.name): each for each in names}, about)
    return {each.name: found[employer_id(each.name)] for each in names}


def test_the_domain_speaks_for_its_name_and_that_of_a_board_against_it() -> None:
    own = around(mail(sender="a@lindhof-labs.example"), ())
    board = around(mail(sender="a@joblindhof.example"), ())
    lindhof, other = Named("Lindhof Labs", {"body"}), Named("Tolliver Castings", {"body"})
    named = facts(own, lindhof, other)
    assert {"in the domain", "the domain"} <= set(named["Lindhof Labs"])
    assert "another in the domain" in named["Tolliver Castings"]
    assert "of no board" not in named["Tolliver Castings"]
    of_board = facts(board, Named("Joblindhof", {"domain"}), other)
    assert {"of a board", "of the address alone"} <= set(of_board["Joblindhof"])
    assert "of no board" in of_board["Tolliver Castings"]


def test_a_person_and_a_house_are_told_apart() -> None:
    about = around(mail(name="Wenda Trevorrow", sender="office@saltmarsh.example"), ())
    person = facts(about, Named("Wenda Trevorrow", {"sender"}))["Wenda Trevorrow"]
    assert {"the whole sender", "in the sender", "like a person", "like a person at a desk"} <= set(person)
    house = facts(around(mail(name="Gasthof Saltmarsh"), ()), Named("Gasthof Saltmarsh", {"sender"}))
    assert "a house" in house["Gasthof Saltmarsh"]
    assert (
        "a person"
        in facts(
            around(mail(name="Wenda Trevorrow", sender="w.trevorrow@x.example"), ()),
            Named("Wenda Trevorrow", {"sender"}),
        )["Wenda Trevorrow"]
    )


def test_what_the_tagger_thinks_counts_beside_its_best() -> None:
    about = around(mail(), [("Planner", 0.9), ("Night Planner", 0.4)])
    named = facts(
        about, Named("Lindhof", probability=0.8), Named("Quillmoor", probability=0.4), Named("Planner", {"subject"})
    )
    assert named["Lindhof"]["beside the best"] == 1.0
    assert named["Quillmoor"]["beside the best"] == 0.5
    assert named["Lindhof"]["likely"] > 0 > named["Quillmoor"]["likely"]
    assert named["Planner"]["a likely title"] == 0.9
    assert "unseen" in named["Planner"]


def test_of_two_names_one_may_hold_the_other() -> None:
    named = facts(around(mail(), ()), Named("Lindhof"), Named("Lindhof Labs", probability=0.7))
    assert named["Lindhof"]["within, likely"] == 0.7
    assert named["Lindhof Labs"]["holds another"] == 1.0


def test_a_weight_counts_as_much_as_its_fact_and_one_of_two_facts_as_both() -> None:
    found = {"lindhof": Named("Lindhof", {"body"}, 0, 0.5), "quillmoor": Named("Quillmoor", {"subject"}, 1)}
    weights = {("words",): 6.0, ("unseen", "second by order"): 2.0}
    assert scores(found, around(mail(), ()), weights) == {"lindhof": 1.0, "quillmoor": 3.0}


def test_every_weight_is_that_of_a_fact_that_is_looked_for() -> None:
    """A fact that was renamed would weigh nothing, and nobody would see it."""
    names = {
        *("in the domain", "the domain", "longer than the domain", "a word in the domain", "another in the domain"),
        *("of a board", "of no board", "of the address alone", "second by order", "unseen", "likely"),
        *("beside the best", "within another", "within, likely", "holds another", "holds, likely"),
        *("holds the domain's", "the whole sender", "in the sender", "in the local part", "like a person"),
        *("like a person at a desk", "a given name", "a person", "words", "one word", "short", "a figure"),
        *("in small letters", "in capitals", "a company", "a legal form", "a house", "begins with a desk"),
        *("holds a desk", "begins with an office", "ends with an office", "a title", "an occupation", "a field"),
        *("a likely title", "in a likely title", "times", "in the subject", "greeted"),
    }
    places = {
        *("template", "domain_name", "desk_name", "display_name", "local_part", "subdomain", "below_role"),
        *("reply_to", "subject", "body", "signature", "domain", "mention", "sender", "beside a desk", "first by order"),
    }
    kinds = ("own", "platform", "provider")
    of_places = {f"{place}, {kind}" for place in places for kind in kinds}
    senders = {f"from {row['kind']}" for row in table("senders")}
    weighed = {name for names in employer_weights() for name in names}
    assert weighed <= names | of_places | senders
    assert all(len(each) <= len(("one", "other")) for each in employer_weights())
    assert any(TOGETHER in row["facts"] for row in table("employer_weights"))


def test_a_kind_of_house_alone_names_none() -> None:
    assert is_a_kind_of_house("Medical")
    assert not is_a_kind_of_house("Oxmoor Medical")
