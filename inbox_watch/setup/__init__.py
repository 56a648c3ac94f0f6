"""Answers of a new user to a configuration: what to ask for, what to say first, how long it takes; pure."""
