"""The store: what is kept, what survives, what is refused."""
