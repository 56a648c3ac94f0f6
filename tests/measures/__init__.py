"""Numbers on mail that is not ours and is never committed: `python -m tests.measures.links FOLDER`."""
