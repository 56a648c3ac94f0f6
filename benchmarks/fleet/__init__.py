"""A fleet on paper: what was measured of one mailbox, and a simulation of a million."""
