"""The memory: what was learned, what the user said, what is still to be told, and how far each folder was read."""
