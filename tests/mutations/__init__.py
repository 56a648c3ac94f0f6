"""Faults put into the program on purpose, each of which a test has to notice."""
