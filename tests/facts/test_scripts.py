"""Titles and names in scripts without capitals, read where the words around them say what they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.facts.company_names import is_company
from inbox_watch.facts.employer import employers
from inbox_watch.facts.role import role
from inbox_watch.facts.scripts import CAPITALS, CASELESS, Framed, goes_beyond_latin_1
from tests.facts.mails import letter, mail


@pytest.mark.parametrize(
    ("subject", "text", "title"),
    [
        ("", "I would like to apply for the position of محاسب. My CV is attached.", "محاسب"),
        ("", "ich bewerbe mich auf die Stelle als 会计 bei Ihnen.", "会计"),
        ("Application: 会计 – Jo Tester", "Hello", "会计"),
        ("Bewerbung als 会计", "Guten Tag", "会计"),
        ("", "您好，我想应聘贵公司的「会计」。", "会计"),
        ("طلب وظيفة: محاسب", "السلام عليكم", "محاسب"),
        ("Application for the position of Łącznik", "Hello", "Łącznik"),
        ("Application for the position of Бухгалтер", "Hello", "Бухгалтер"),
        ("", "السلام عليكم، سيرتي الذاتية مرفقة.", ""),
    ],
)
def test_a_title_is_read_in_any_script(subject: str, text: str, title: str) -> None:
    assert role(letter(f"{text}\n\nKim", subject=subject)) == title


@pytest.mark.parametrize(
    "name", ["شركة النور للتجارة", "华新贸易有限公司", "ООО Ромашка", "株式会社みどり", "Lindhof GmbH"]
)
def test_a_company_says_so_in_its_name(name: str) -> None:
    assert is_company(name)
    assert employers(mail("Dear Jo, thank you.", name=name, sender="li@nurdin.example"))[0].name == name


@pytest.mark.parametrize("name", ["王伟", "محمد علي", "Petra Lindhof", "Freshwell", "GmbH"])
def test_other_names_may_be_anybodys(name: str) -> None:
    assert not is_company(name)


def test_the_words_around_it_name_an_employer_in_any_script() -> None:
    found = employers(mail("Thank you for your application to 华新贸易有限公司.", sender="noreply@huaxin.example"))
    assert found[0].name == "华新贸易有限公司"
    about = employers(mail("Hello", subject="طلب وظيفة: محاسب", sender="noreply@huaxin.example"))
    assert [each.name for each in about] == ["Huaxin"]


def test_a_letter_is_a_capital_or_of_a_script_without_any() -> None:
    begins = re.compile(f"[{CAPITALS}{CASELESS}]")
    assert all(begins.match(each) for each in "AZÄØŁŽΩБЁאمहไかカ会한")
    assert not any(begins.match(each) for each in "azäøłžωбё1-,。「؟")


NAME = rf"(?P<name>[{CAPITALS}{CASELESS}]\w*(?: [{CAPITALS}{CASELESS}&]\w*)*)"


@given(st.lists(st.sampled_from(["to", "TO", "Acme", "Été", "acme", "Łódź", "会计", "“", "&", "–", "9"]), max_size=8))
def test_a_name_in_its_frame_is_found_the_same_with_few_letters_as_with_all(words: list[str]) -> None:
    text = " ".join(words)
    every = re.finditer(f"(?i:\\bto ){NAME}", text)
    assert [each.span("name") for each in Framed(r"\bto {name}", "{name}", NAME).finditer(text)] == [
        each.span("name") for each in every
    ]


@pytest.mark.parametrize(
    ("text", "beyond"),
    [("to Acme", False), ("to “Été” – 5", False), ("to Łódź", True), ("to 会计", True), ("", False)],
)
def test_letters_beyond_latin_1_are_compiled_for_a_text_that_holds_them(text: str, beyond: bool) -> None:
    assert goes_beyond_latin_1(text) is beyond
    framed = Framed(r"\bto {name}", "{name}", NAME)
    assert len([*framed.finditer(text)]) == (text != "" and "“" not in text)
    assert ("whole" in vars(framed)) is beyond
