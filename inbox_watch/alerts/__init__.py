"""Which things are worth saying now, in which words, and through which channel."""
