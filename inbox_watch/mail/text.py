"""Text of a mail as its reader sees it: markup off, quoted history, signature and legal footer set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inbox_watch.knowledge import patterns
from inbox_watch.mail.nesting import shallow

HTML_LIMIT = 256 * 1024
TEXT_LIMIT = 100_000

_BLOCKS = (
    "p,div,tr,table,li,ul,ol,h1,h2,h3,h4,h5,h6,blockquote,section,article,header,footer,hr,pre,center,dt,dd,address"
)
_UNSEEN = "style,script,head,template,noscript,title"
_HISTORY = "blockquote,.gmail_quote,#divRplyFwdMsg,#appendonsend,.yahoo_quoted,.moz-cite-prefix"
# Hidden preheaders carry teaser text that no reader sees in the body.
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|max-height\s*:\s*0(?:px)?\s*(?:;|$|!)",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$|!)", re.IGNORECASE)
_SIZE = re.compile(r"font(?:-size)?\s*:(?!\s*0(?:px|pt|em|%)?\s*(?:;|$|!))", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u034f\u00ad\u2007]")
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")
_NEWLINE = re.compile(r"\r\n?")
_BREAK = re.compile(r" ?\x01[ \x01]*")
_MARKUP = re.compile(r"<[^<>]{0,10000}>")


@dataclass(frozen=True, slots=True)
class Visible:
    """The parts of a mail's text: what the writer says now, the signature block, and what is quoted below."""

    text: str
    signature: str
    quoted: str


def html_to_text(html: str) -> str:
    """Return the text a reader of the HTML sees, a line a block; hidden nodes and quoted history are left out."""
    tree = LexborHTMLParser(shallow(html[:HTML_LIMIT]))
    _drop(tree, _UNSEEN)
    for node in tree.css("[style]"):
        if _is_hidden(node):
            _remove(node)
    without_history = LexborHTMLParser(tree.html or "")
    _drop(without_history, _HISTORY)
    return _block_text(without_history) or _block_text(tree)


def _drop(tree: LexborHTMLParser, selector: str) -> None:
    for node in tree.css(selector):
        _remove(node)


def _remove(node: LexborNode) -> None:
    """Take a node out of its tree; the root cannot go (`<html style="display:none">` of a broken template)."""
    if node.tag != "html":
        node.decompose()


def _is_hidden(node: LexborNode) -> bool:
    """Does its style hide the node? MJML sets `font-size:0` on every column and a size again on the text in it."""
    if _HIDDEN.search(_style(node)):
        return True
    return bool(_NO_SIZE.search(_style(node))) and not any(_SIZE.search(_style(inner)) for inner in node.css("[style]"))


def _style(node: LexborNode) -> str:
    return node.attributes.get("style") or ""


def _block_text(tree: LexborHTMLParser) -> str:
    for node in tree.css("br"):
        node.replace_with("\x01")
    for node in tree.css(_BLOCKS):
        node.insert_before("\x01")
        node.insert_after("\x01")
    for node in tree.css("td,th"):
        node.insert_after(" ")
    text = tree.body.text(separator="") if tree.body else ""
    return _BREAK.sub("\n", _BLANKS.sub(" ", _INVISIBLE.sub("", text))).strip()


def reader_text(plain: str, html: str) -> str:
    """Return the better of the two bodies of a multipart/alternative (RFC 2046 section 5.1.4).

    Some senders put a stub ("your mail program shows no HTML") into the plain part; then the HTML part is read.
    """
    plain = _NEWLINE.sub("\n", _INVISIBLE.sub("", plain[:TEXT_LIMIT])).replace("\xa0", " ").strip()
    if _is_markup(plain):
        plain = html_to_text(plain)
    if not html.strip():
        return plain
    seen = html_to_text(html)[:TEXT_LIMIT]
    return seen if len(plain) < 40 or len(plain) * 3 < len(seen) * 2 else plain


def _is_markup(plain: str) -> bool:
    start = plain[:500].lower()
    return "<html" in start or "<!doctype html" in start or len(_MARKUP.findall(start)) > 5


def split_text(text: str) -> Visible:
    """Set apart what the writer says, the signature (RFC 3676 section 4.3 and its kin) and the quoted history."""
    lines = text.split("\n")
    history = _history_start(lines)
    own = [line for line in lines[:history] if not line.lstrip().startswith(">")]
    quoted = [line for line in lines[:history] if line.lstrip().startswith(">")] + lines[history:]
    end = _signature_start(own)
    body, signature, below = "\n".join(own[:end]).strip(), "\n".join(own[end:]).strip(), "\n".join(quoted).strip()
    if not body and below and not signature:
        return Visible(below, "", "")
    return Visible(body, signature, below)


def _history_start(lines: list[str]) -> int:
    attribution, divider = _quotation("attribution"), _quotation("divider")
    for index, line in enumerate(lines):
        here = line.strip()[:400]
        if divider.search(here) or _is_outlook_header(lines, index):
            return index
        # Long attributions are wrapped by the mail program: "On Tue, … <a@b> " / "wrote:".
        wrapped = f"{here} {lines[index + 1].strip()[:200]}" if index + 1 < len(lines) else here
        is_wrapped = len(here) > 20 and attribution.search(wrapped) and _quotes_follow(lines, index)
        if attribution.search(here) or is_wrapped:
            return index
    return len(lines)


def _quotation(kind: str) -> re.Pattern[str]:
    """Lines are short: to try them takes less than to look through their words."""
    return patterns("quotation", "kind", kind).whole


def _is_outlook_header(lines: list[str], index: int) -> bool:
    if not _quotation("header_from").search(lines[index].strip()):
        return False
    sent = _quotation("header_sent")
    return any(sent.search(line.strip()) for line in lines[index + 1 : index + 4])


def _quotes_follow(lines: list[str], index: int) -> bool:
    return any(line.lstrip().startswith(">") for line in lines[index + 1 : index + 5])


def _signature_start(lines: list[str]) -> int:
    mobile, disclaimer = _quotation("mobile"), _quotation("disclaimer")
    for index, line in enumerate(lines):
        bare = line.strip()[:300]
        if line.rstrip() == "--" or line == "-- " or mobile.search(bare) or (index and disclaimer.search(bare)):
            return index
    return len(lines)
