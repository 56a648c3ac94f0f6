"""The sample job search on twenty Fridays in a row; each table was read by a person before it was committed.

Write the tables anew with `python -m tests.weeks`, and read what changed.
"""
