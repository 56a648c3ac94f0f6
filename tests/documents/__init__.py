"""Pages of docs/ that are made from the code, so that they cannot say anything else.

Write them anew with `python -m tests.documents`; a test fails when one is stale.
"""
