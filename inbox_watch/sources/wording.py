"""What another program or a server said, made fit for a sentence of ours (design, law 9)."""

from __future__ import annotations


def plain(text: str | bytes, limit: int = 200) -> str:
    """Return foreign text without control, bidirectional or unassigned characters, on one line and not too long."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(printable.split())[:limit]
