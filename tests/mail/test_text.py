"""The text of a mail as its reader sees it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.mail.text import HTML_LIMIT, Visible, html_to_text, reader_text, split_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Dear Kim,</p><p>thank <b>you</b>.</p>", "Dear Kim,\nthank you."),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        (
            "<table><tr><td>Role</td><td>Baker</td></tr><tr><td>Place</td><td>Bonn</td></tr></table>",
            "Role Baker\nPlace Bonn",
        ),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<style>p{}</style><script>x()</script><title>t</title><p>seen", "seen"),
        ("a &amp; b&nbsp;c", "a & b c"),
        ("<p>so\u200bft\u00ad hy\u034fphen</p>", "soft hyphen"),
        ("<p>me</p><blockquote><blockquote>you</blockquote></blockquote>", "me"),
        ('<p>me</p><div class="gmail_quote">you</div>', "me"),
        ('<p>me</p><div id="divRplyFwdMsg">you</div>', "me"),
        ("<blockquote>all of it is quoted</blockquote>", "all of it is quoted"),
        ("<html style='display:none'><p>hi</p></html>", "hi"),
        ("<html class=gmail_quote><p>hi</p></html>", "hi"),
        ("<frameset></frameset>", ""),
        ("", ""),
    ],
)
def test_html_becomes_lines(html: str, text: str) -> None:
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : none !important",
        "visibility:hidden",
        "mso-hide:all",
        "max-height:0",
        "max-height:0px;overflow:hidden",
        "font-size:0",
        "font-size: 0px;line-height:0",
    ],
)
def test_a_hidden_preheader_is_not_seen(style: str) -> None:
    assert html_to_text(f'<div style="{style}">Teaser</div><p>Dear Kim</p>') == "Dear Kim"


@pytest.mark.parametrize("style", ["font-size:0.9em", "max-height:0.5em", "display:block", "line-height:0"])
def test_a_small_style_hides_nothing(style: str) -> None:
    assert html_to_text(f'<div style="{style}">Dear Kim</div>') == "Dear Kim"


def test_a_column_without_size_shows_the_text_that_has_one() -> None:
    column = (
        '<table><tr><td style="direction:ltr;font-size:0px;padding:20px 0"><div style="font-size:13px">Dear Kim</div>'
    )
    assert html_to_text(column) == "Dear Kim"


_BOMBS = [
    "<div>",
    "<a ",
    "<ul><li>",
    "<blockquote>",
    "<table><tr><td>",
    "<b><div></b>",
    "<div></x>",
    '<a href="',
    "<!--",
    "<",
    "<div style='display:none'>",
    "<div style='font-size:0'>",
    "<p><button>",
    "&amp;",
    "<br>",
    "\x01 ",
    "<svg><desc>",
    "<div><object></div></object>",
    "<div><table></div>",
    "<select><option>",
    "<i x='><",
]


@pytest.mark.parametrize("bomb", _BOMBS)
def test_a_bomb_of_html_costs_no_more_than_its_length(bomb: str) -> None:
    started = time.process_time()
    html_to_text((bomb * HTML_LIMIT)[:HTML_LIMIT])
    assert time.process_time() - started < 1.0


@given(
    st.lists(
        st.sampled_from([*_BOMBS, "text", "</div>", "</td>", "</html>", "<body>", "<noscript>", "<template>"])
    ).map("".join)
)
@settings(max_examples=300, deadline=None)
def test_any_html_has_a_text(html: str) -> None:
    assert isinstance(html_to_text(html), str)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_any_text_read_as_html_has_a_text(html: str) -> None:
    assert isinstance(html_to_text(html), str)


@pytest.mark.parametrize(
    ("plain", "html", "text"),
    [
        ("Dear Kim,\r\nhello\rthere", "", "Dear Kim,\nhello\nthere"),
        ("", "<p>Dear Kim</p>", "Dear Kim"),
        ("Please use an HTML mail program.", f"<p>{'Dear Kim, ' * 20}</p>", ("Dear Kim, " * 20).strip()),
        (f"{'Dear Kim, ' * 20}", f"<p>{'Dear Kim! ' * 20}</p>", ("Dear Kim, " * 20).strip()),
        ("<!DOCTYPE html><html><p>Dear Kim</p>", "", "Dear Kim"),
        ("1 < 2 and 3 > 2", "", "1 < 2 and 3 > 2"),
        ("", "", ""),
    ],
)
def test_the_better_of_two_bodies_is_read(plain: str, html: str, text: str) -> None:
    assert reader_text(plain, html) == text


@pytest.mark.parametrize(
    "opening",
    [
        "On Tue, Jun 2, 2026 at 10:00 AM Kim <kim@home.example> wrote:",
        "On 2 Jun 2026, at 10:00, Kim wrote:",
        "Kim wrote on 02.06.2026 10:00:",
        "Am Di., 2. Juni 2026 um 10:00 Uhr schrieb Kim <kim@home.example>:",
        "Am 02.06.26 um 10:00 schrieb Kim:",
        "Kim schrieb am 2. Juni 2026 um 10:00:",
        "Le mar. 2 juin 2026 à 10:00, Kim <kim@home.example> a écrit :",
        "Le 2 juin 2026 à 10:00, Kim a écrit\u00a0:",
        "El mar, 2 jun 2026 a las 10:00, Kim (<kim@home.example>) escribió:",
        "Op di 2 jun 2026 om 10:00 schreef Kim <kim@home.example>:",
        "Il giorno mar 2 giu 2026 alle ore 10:00 Kim <kim@home.example> ha scritto:",
        "Em ter., 2 de jun. de 2026 às 10:00, Kim <kim@home.example> escreveu:",
        "A terça, 2/06/2026, 10:00, Kim <kim@home.example> escreveu:",
        "-----Original Message-----",
        "-----Ursprüngliche Nachricht-----",
        "---- Message d'origine ----",
        "-----Mensaje original-----",
        "-----Oorspronkelijk bericht-----",
        "-----Messaggio originale-----",
        "-----Mensagem original-----",
        "---------- Forwarded message ---------",
        "________________________________",
        "From: Kim <kim@home.example>\nSent: Tuesday, 2 June 2026 10:00\nTo: Anna",
        "*From:* Kim <kim@home.example>\n*Sent:* Tuesday, 2 June 2026 10:00",
        "Von: Kim <kim@home.example>\nGesendet: Dienstag, 2. Juni 2026 10:00",
        "De : Kim <kim@home.example>\nEnvoyé : mardi 2 juin 2026 10:00",
        "De: Kim <kim@home.example>\nEnviado el: martes, 2 de junio de 2026 10:00",
        "Van: Kim <kim@home.example>\nVerzonden: dinsdag 2 juni 2026 10:00",
        "Da: Kim <kim@home.example>\nInviato: martedì 2 giugno 2026 10:00",
        "De: Kim <kim@home.example>\nEnviada em: terça-feira, 2 de junho de 2026 10:00",
    ],
)
def test_quoted_history_is_set_apart(opening: str) -> None:
    found = split_text(f"We have decided.\n\n{opening}\nI apply as a baker.")
    assert found.text == "We have decided."
    assert found.quoted.startswith(opening)
    assert "baker" in found.quoted


def test_a_wrapped_attribution_opens_the_history() -> None:
    attribution = "On Tue, Jun 2, 2026 at 10:00 AM Kim Very-Long-Name <kim@home.example>\nwrote:"
    assert split_text(f"Yes.\n{attribution}\n> I apply.").text == "Yes."


def test_answers_between_quoted_lines_are_the_writers_own() -> None:
    found = split_text("> When?\nOn Monday.\n> Where?\nIn Bonn.")
    assert found == Visible("On Monday.\nIn Bonn.", "", "> When?\n> Where?")


@pytest.mark.parametrize(
    "line",
    [
        "On Monday we wrote to all candidates.",
        "From: Bonn to Berlin, by train.",
        "I wrote the following:",
        "Am Montag schrieb uns die Leitung.",
        "We wrote:",
        "--- Your tasks ---",
        "From now on: write to us.",
    ],
)
def test_ordinary_lines_open_no_history(line: str) -> None:
    assert split_text(f"Dear Kim,\n{line}\nBest wishes").quoted == ""


def test_a_mail_that_is_all_history_is_shown() -> None:
    assert split_text("> I apply.\n> As a baker.").text == "> I apply.\n> As a baker."


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAnna Jansen\nAcme",
        "--\nAnna Jansen",
        "Sent from my iPhone",
        "Get Outlook for iOS",
        "Von meinem iPhone gesendet",
        "Gesendet von Mail für Windows",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Inviato da iPhone",
        "Enviado do meu iPhone",
        "This e-mail is confidential and intended for the addressee only.",
        "This message and any attachments may be privileged.",
        "Diese E-Mail enthält vertrauliche Informationen.",
        "Ce message est confidentiel.",
        "Este correo es confidencial.",
        "Dit bericht is vertrouwelijk.",
        "Il presente messaggio è riservato.",
        "Esta mensagem é confidencial.",
        "CONFIDENTIALITY NOTICE: whoever reads this",
    ],
)
def test_signature_phone_footer_and_disclaimer_are_set_apart(signature: str) -> None:
    found = split_text(f"We have decided.\n\n{signature}")
    assert (found.text, found.signature) == ("We have decided.", signature)


def test_a_mail_that_begins_with_a_disclaimer_keeps_its_text() -> None:
    assert split_text("This e-mail is confidential.\nWe have decided.").text.endswith("We have decided.")


@given(st.text())
def test_no_word_is_lost_between_the_three_parts(text: str) -> None:
    found = split_text(text)
    assert sorted("".join(f"{found.text}{found.signature}{found.quoted}".split())) == sorted("".join(text.split()))


@pytest.mark.parametrize(
    "line", ["On " + "x" * 100_000, "> " * 50_000, "From: x\n" * 10_000, "On a\n" * 20_000, "-" * 100_000]
)
def test_hostile_lines_cost_no_more_than_their_length(line: str) -> None:
    started = time.process_time()
    split_text(line)
    assert time.process_time() - started < 1.0
