"""Message in, Verdict out; pure."""
