"""Many clients' mailboxes for their coaches: who is enrolled, when each is polled, what a coach is shown; all pure."""
