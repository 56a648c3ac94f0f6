"""The facts room: what a mail says."""
