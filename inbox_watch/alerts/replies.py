"""What a web service may answer: so much and no more, and nobody else's address.

apprise reads an answer whole, whatever its size, and follows wherever it is sent, with the text and perhaps the secret.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from requests import Response

LARGEST_REPLY = 64 * 1024


def bound_replies() -> None:
    """From now on the requests of this process take LARGEST_REPLY octets of an answer and follow no redirection."""
    from requests.adapters import HTTPAdapter

    class Bounded(HTTPAdapter):
        """Reads the beginning of each answer, unpacked, and hangs up."""

        def send(self, *arguments: Any, **options: Any) -> Response:
            """Send a request; its answer is complete as far as whoever asked can tell."""
            response = super().send(*arguments, **{**options, "stream": True})
            response.headers.pop("Location", None)
            response._content, response._content_consumed = _beginning(response), True
            response.close()
            return response

    # Each request of apprise makes a session of its own, and that its adapters, from this name.
    sessions: Any = import_module("requests.sessions")
    if sessions.HTTPAdapter is HTTPAdapter:
        sessions.HTTPAdapter = Bounded


def _beginning(response: Response) -> bytes:
    taken = bytearray()
    for part in response.iter_content(LARGEST_REPLY):
        taken += part
        if len(taken) >= LARGEST_REPLY:
            break
    return bytes(taken[:LARGEST_REPLY])
