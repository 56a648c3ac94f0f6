"""Names of employers and roles are compared by what identifies them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.facts.names import (
    RoleFit,
    are_other_grades,
    clean_role,
    employer_key,
    fold,
    is_platform_name,
    role_fit,
    role_key,
    same_employer,
    without_desk_words,
)
from inbox_watch.knowledge.senders import vendor_names

WORDS = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(
    ["GmbH", "The", "and", "&", "Lindhof", "Co.", "(via X)", "ag", "Senior", "Planner", "(m/w/d)", "ẞ", "İ", "ŉ"]
)
NAMES = st.lists(WORDS, max_size=6).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lindhof Labs GmbH", "LINDHOF LABS"),
        ("Lindhof Labs GmbH & Co. KG", "Lindhof Labs"),
        ("Lindhof Group AG", "Lindhof"),
        ("Lindhof Gruppe GmbH & Co. KG", "Lindhof"),
        ("The Lindhof Labs", "Lindhof Labs, Inc."),
        ("Lindhof Labs (via Greenhouse)", "Lindhof-Labs"),
        ("Müller & Söhne", "Muller und Sohne"),
        ("Große Straße AG", "grosse strasse"),
        ("Café Zénith S.A.", "Cafe Zenith"),
        ("Data-Port", "Dataport"),
    ],
)
def test_two_spellings_are_one_employer(one: str, other: str) -> None:
    assert same_employer(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lindhof Labs", "Lindhof"), ("Lindhof Labs", "Lindhof Lab"), ("", ""), ("", "Lindhof"), ("!!", "??")],
)
def test_a_part_of_a_name_or_no_name_is_no_employer(one: str, other: str) -> None:
    assert not same_employer(one, other)


@given(NAMES)
def test_the_key_of_an_employers_key_is_the_key(name: str) -> None:
    key = employer_key(name)
    assert employer_key(" ".join(key)) == key


@given(NAMES, NAMES)
def test_being_the_same_employer_goes_both_ways(one: str, other: str) -> None:
    assert same_employer(one, other) is same_employer(other, one)


@given(NAMES)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("shown", "employer"),
    [
        ("Lindhof Labs Talent Acquisition", "Lindhof Labs"),
        ("Lindhof Talent Acquisition Group", "Lindhof"),
        ("Lindhof Group", "Lindhof Group"),
        ("Lindhof_no_reply", "Lindhof"),
        ("· Lindhof", "Lindhof"),
        ("Careers at Lindhof Labs", "Lindhof Labs"),
        ("Lindhof Labs Recruiting Team", "Lindhof Labs"),
        ("Lindhof Labs via Greenhouse", "Lindhof Labs"),
        ("Lindhof Labs @ icims", "Lindhof Labs"),
        ("HR Team", ""),
        ("", ""),
        ("Lindhof Labs", "Lindhof Labs"),
    ],
)
def test_a_desk_is_no_part_of_the_employers_name(shown: str, employer: str) -> None:
    assert without_desk_words(shown) == employer


@pytest.mark.parametrize("name", sorted(vendor_names()))
@pytest.mark.parametrize("written", [str.lower, str.upper, str.title, "{} GmbH".format, "{}, Inc.".format])
def test_a_platform_is_known_however_it_is_written(name: str, written: Callable[[str], str]) -> None:
    assert is_platform_name(written(name))


def test_an_employer_is_no_platform() -> None:
    assert not is_platform_name("Lindhof Labs")
    assert not is_platform_name("")


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("Network Planner (m/w/d)", "Network Planner"),
        ("Sachbearbeiter:in Einkauf", "Sachbearbeiter Einkauf"),
        ("Planner - Ref. 4711", "Planner"),
        ("„Disponent“", "Disponent"),
        ("Planner (all genders)", "Planner"),
        ("- .NET Developer", ".NET Developer"),
        (". Planner", "Planner"),
        ("C# Developer", "C# Developer"),
        ("", ""),
    ],
)
def test_a_role_is_said_as_a_person_would(written: str, clean: str) -> None:
    assert clean_role(written) == clean


def test_seniority_and_gender_marks_do_not_identify_a_role() -> None:
    assert role_key("Senior Network Planner (m/w/d)") == role_key("Network Planner")


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("Network Planner", "Senior Network Planner", RoleFit.SAME),
        ("Disponentin", "Disponent (m/w/d)", RoleFit.SAME),
        ("Planerin", "Planer", RoleFit.SAME),
        ("Network Planner", "Network Planner Air Freight", RoleFit.CLOSE),
        ("Network Planner Air Freight", "Network Planner Sea Freight", RoleFit.ALIKE),
        ("Data Analyst Marketing", "Data Analyst Finance", RoleFit.ALIKE),
        ("Data Analyst", "Data Engineer", RoleFit.OTHER),
        ("Software Engineer (Backend)", "Software Engineer (Frontend)", RoleFit.OTHER),
        ("Software Engineer - Backend", "Software Engineer [Frontend]", RoleFit.OTHER),
        ("Software Engineer (Backend)", "Backend Software Engineer", RoleFit.SAME),
        ("Software Engineer (Backend)", "Software Engineer", RoleFit.SAME),
        ("Planner (Kiel)", "Planner, Kiel", RoleFit.SAME),
        ("Planner (Kiel)", "Planner (Part-time)", RoleFit.SAME),
        ("Planner (40 h)", "Planner (REQ-48112)", RoleFit.SAME),
        ("Koch (Teilzeit)", "Koch (80-100 %)", RoleFit.SAME),
        ("Support (B2B)", "Support (B2C)", RoleFit.OTHER),
        ("C++ Developer", "C# Developer", RoleFit.OTHER),
        (".NET Developer", "NET Developer", RoleFit.SAME),
        ("Planner", "Network Planner", RoleFit.MAYBE),
        ("Data Engineer", "Data Analyst", RoleFit.OTHER),
        ("Network Planner", "Baker", RoleFit.OTHER),
        ("Analyst, Credit Risk", "Analyst, Payments", RoleFit.OTHER),
        ("Analyst, Credit Risk", "Analyst", RoleFit.SAME),
        ("Analyst, Credit Risk", "Credit Risk Analyst", RoleFit.SAME),
        ("Planner", "", RoleFit.OTHER),
        ("Senior", "Senior", RoleFit.OTHER),
    ],
)
def test_titles_name_one_job_or_two(one: str, other: str, fit: RoleFit) -> None:
    assert role_fit(one, other) is fit


@pytest.mark.parametrize(
    ("one", "other", "are_other"),
    [
        ("Senior Controller", "Junior Controller", True),
        ("Sr. Controller", "Senior Controller", False),
        ("Controller", "Senior Controller", False),
        ("Controller I", "Controller III", True),
        ("Junior Controller", "Controller II", False),
        ("", "", False),
    ],
)
def test_grades_that_exclude_each_other(one: str, other: str, are_other: bool) -> None:
    assert are_other_grades(one, other) is are_other_grades(other, one) is are_other


@given(NAMES, NAMES)
def test_a_fit_goes_both_ways(one: str, other: str) -> None:
    assert role_fit(one, other) == role_fit(other, one)
    assert role_fit(one, one) in (RoleFit.SAME, RoleFit.OTHER)
