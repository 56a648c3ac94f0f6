"""A job at the platform itself: Workday, LinkedIn and their like also hire, and then the platform is the employer."""

from __future__ import annotations

from collections.abc import Iterator

from inbox_watch.facts.company_names import around_names, named_by
from inbox_watch.facts.names import is_platform_name, same_employer, without_desk_words
from inbox_watch.facts.templates import template_fields
from inbox_watch.knowledge import remembered, table
from inbox_watch.knowledge.senders import platform_of
from inbox_watch.knowledge.sought import Sought
from inbox_watch.knowledge.subjects import without_prefixes
from inbox_watch.records import EmployerCandidate, Message

_READ = 6000


def hiring_platforms(message: Message) -> Iterator[EmployerCandidate]:
    """Yield each platform that the message names as the goal of an application, and the one whose own tenant sends it.

    Only for a message that names no other employer; "sent via LinkedIn" and "your Indeed application" name none.
    """
    yield from (EmployerCandidate(name, place) for place, name in _goals(message) if is_platform_name(name))
    platform = platform_of(message.from_.address)
    if platform and same_employer(_tenant(message), platform.vendor):
        yield EmployerCandidate(platform.vendor, "local_part")


def _goals(message: Message) -> Iterator[tuple[str, str]]:
    yield "template", template_fields(message).get("employer", "")
    for place, text in (("subject", without_prefixes(message.subject)), ("body", message.text[:_READ])):
        for name in (found.rstrip(".!?") for found in named_by(_phrases(place), text)):
            yield place, name
            yield place, without_desk_words(name)


@remembered
def _phrases(where: str) -> tuple[Sought, ...]:
    return around_names(table("platform_jobs"), where)


def _tenant(message: Message) -> str:
    """The name before the `@`, where this system keeps the employer's."""
    platform = platform_of(message.from_.address)
    return message.from_.local_part.split("+")[0] if platform and "local_part" in platform.employer_in else ""
