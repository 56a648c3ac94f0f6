"""A second machine of silence, slow and plain, written from the requirements alone, to check the first one by."""
