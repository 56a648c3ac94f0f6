"""Message in, Facts out; pure."""
