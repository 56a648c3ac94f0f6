"""Work in a thread of its own, which never keeps the program from ending."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def aside(work: Callable[[], T]) -> Future[T]:
    """Begin the work; the future has what it returns, or raises what it raised.

    The threads of an executor are waited for when the program ends, however long they take.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        # What a thread raises ends with it: unless it is handed to whoever waits, bugs of ours too, a visit that failed
        # would pass for one that found nothing, and an alert that was not sent for one that was.
        except Exception as error:
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return future
