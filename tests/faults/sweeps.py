"""Every sweep: what is done to the program, what has to hold, and the test that sees to it."""

from __future__ import annotations

from typing import NamedTuple


class Sweep(NamedTuple):
    """A row of docs/proof.md; the test is a file of this folder and a function there."""

    key: str
    fault: str
    holds: str
    test: str


_CAUGHT_UP = "the next poll ends where an undisturbed one ends"
_TOLD = "every alert is told; twice at most, where the fault came between telling and noting it"

SWEEPS = (
    Sweep(
        "stops",
        "Killed before each of its steps (statement, commit, file, lock, letter to the user), in four polls",
        f"{_CAUGHT_UP}; {_TOLD}",
        "test_stops.py::test_stopped_before_any_step_a_poll_is_caught_up_by_the_next",
    ),
    Sweep(
        "syscalls",
        "By strace: killed, EIO or ENOSPC at the n-th pwrite64, fdatasync, fsync, ftruncate, unlink, link or write",
        f"exit code 0 or 73 and a sentence; {_CAUGHT_UP}; {_TOLD}",
        "test_syscalls.py::test_a_poll_whose_system_calls_fail_is_caught_up",
    ),
    Sweep(
        "lines",
        "By strace: killed or ECONNRESET at the n-th sendto or recvfrom of a session with a real server",
        f"exit code 0 or 75; {_CAUGHT_UP}",
        "test_lines.py::test_a_poll_whose_line_fails_at_any_call_is_caught_up",
    ),
    Sweep(
        "kills",
        "Killed at random moments, four times in a row",
        f"{_CAUGHT_UP}; one repeated alert a kill at most",
        "test_kills.py::test_killed_at_random_again_and_again_a_poll_is_caught_up",
    ),
    Sweep(
        "real_kills",
        "The real program, killed at a random moment from its start on",
        _CAUGHT_UP,
        "test_kills.py::test_the_real_program_killed_at_random_is_caught_up",
    ),
    Sweep(
        "signals",
        "SIGTERM, SIGINT or SIGHUP at a random moment",
        f"it ends within two seconds; {_CAUGHT_UP}",
        "test_kills.py::test_told_to_end_at_a_random_moment_a_poll_ends_at_once",
    ),
    Sweep(
        "torn",
        "Power lost: the log of a poll ends at any 128 octets, or has a bit that turned",
        f"the store holds the transactions before that place and nothing else; {_CAUGHT_UP}",
        "test_torn.py::test_a_torn_log_is_some_whole_transactions",
    ),
    Sweep(
        "cuts",
        "The connection to a real server ends after every 7th octet, or is reset after every 11th",
        f"exit code 0 or 75; {_CAUGHT_UP}; nothing is told twice",
        "test_cuts.py::test_a_connection_that_breaks_after_any_octet_costs_a_retry",
    ),
    Sweep(
        "stalls",
        "A real server falls silent, or drips, after some octet, in the clear and encrypted",
        f"the poll ends with its deadline; {_CAUGHT_UP}",
        "test_cuts.py::test_a_server_that_falls_silent_or_drips_anywhere_does_not_hold_a_poll",
    ),
    Sweep(
        "flips",
        "A bit turns in an encrypted connection",
        f"it is noticed; {_CAUGHT_UP}",
        "test_cuts.py::test_a_bit_that_turns_under_encryption_is_noticed",
    ),
    Sweep(
        "bad_replies",
        "A scripted server gives one wrong reply",
        "what it spoiled is read later, or named as not read; all else is as with a right reply",
        "test_bad_replies.py::test_a_wrong_reply_costs_a_retry_or_is_named",
    ),
    Sweep(
        "uidvalidity",
        "A mailbox is numbered anew, with other mail under the same numbers",
        "all other mail is read and told; nothing is told twice",
        "test_mailboxes.py::test_other_mail_under_the_same_numbers_is_read_and_nothing_told_twice",
    ),
    Sweep(
        "moves",
        "Mail is moved from folder to folder all the time while a poll reads it",
        "each mail is read, and told once",
        "test_mailboxes.py::test_mail_that_moves_during_polls_is_read_once_and_told_once",
    ),
    Sweep(
        "clocks",
        "The clock is wrong for a poll: back a day, 1970, ten years ahead, leap days, summer time, at random",
        "each follow-up is told once; no mail is lost",
        "test_clock.py::test_a_clock_that_was_wrong_for_a_poll_tells_each_follow_up_once",
    ),
    Sweep(
        "at_once",
        "Eight polls at once, forks and real programs",
        "one works, the others go home with 75; what is kept and told is that of one poll",
        "test_at_once.py::test_of_eight_polls_at_once_one_works",
    ),
    Sweep(
        "readers",
        "Reports, `status` and `explain` while a poll writes",
        "none is turned away, and the poll is as if nobody had looked",
        "test_at_once.py::test_whoever_looks_on_during_a_poll_sees_one_moment",
    ),
    Sweep(
        "targets",
        "A target of alerts answers 500, 404, 429, 401, a redirect, nothing, by drips, without end, or hangs up",
        "the other target is served; what was not taken comes when the target is well",
        "test_targets.py::test_what_a_target_did_not_take_comes_when_it_is_well",
    ),
    Sweep(
        "mistakes",
        "A mistake in the configuration",
        "exit code 78; the answer names the key and its line, and no secret; nothing is begun",
        "test_mistakes.py::test_a_mistake_is_named_with_its_line",
    ),
    Sweep(
        "models",
        "A model is cut short, has a bit that turned, is a pickle or something else",
        "it is refused and nothing in it is run; all mail is kept, judged by rules",
        "test_model.py::test_a_file_that_was_changed_is_refused_or_the_same",
    ),
)
