"""The report: what is said, how it is laid out, and that no sender can forge or break it."""
