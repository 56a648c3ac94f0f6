"""Faults, injected by the thousand: after each a store holds together, and the next run catches up."""
