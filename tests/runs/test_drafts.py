"""A draft in the mailbox of a real server: on request alone, and over a connection of its own."""

from __future__ import annotations

from email import message_from_bytes

from tests.runs.test_polls import VERBS, verb
from tests.runs.world import World
from tests.support.proxy import Relay


def test_a_draft_is_saved_on_request_and_a_poll_never_reads_or_writes_it(world: World) -> None:
    world.deliver(1)
    with Relay(world.server.port) as relay:
        world.configure(port=relay.port)
        world.poll()
        before = world.server.snapshot()
        relay.forget()
        printed = world.run("draft", "a1")
        assert printed == 0, printed
        assert relay.commands == []
        assert world.server.snapshot() == before
        saved = world.run("draft", "a1", "--save-draft")
        assert saved == 0, saved
        assert saved.out == "Saved in Drafts of a. Read it over and send it yourself.\n"
        spoken = [verb(command) for command in relay.commands if command.startswith(("APPEND", *VERBS))]
        assert spoken.count("APPEND") == 1
        assert set(spoken) <= VERBS | {"APPEND"}
        after = world.server.snapshot()
        (path,) = after.keys() - before.keys()
        assert after | before == after
        message = message_from_bytes(after[path])
        assert (message["To"], message["In-Reply-To"]) == ("jobs@firm1.example", "<r1@firm1.example>")
        assert "X-Unsent" not in message
        relay.forget()
        world.poll()
        assert {verb(command) for command in relay.commands} <= VERBS
        assert len(world.findings()) == 1
        assert world.server.snapshot() == after
