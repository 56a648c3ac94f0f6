"""Those who read a whole mailbox, each a program of its own: `python -m benchmarks.contestants.NAME PORT FOLDER …`.

Each prints one JSON object: messages, octets, and the seconds (by the clock and of the processor) without its start.
"""
