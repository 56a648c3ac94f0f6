"""By which rules mail is tied: what of it a store notes, so that its islands are made anew when the rules change."""

from __future__ import annotations

from hashlib import blake2b

from inbox_watch.knowledge import table

# To be raised with every change of what is tied: the islands of a store are then made anew.
_RULES = 4


def rules(own_addresses: frozenset[str]) -> str:
    """What ties depend on besides the mail; when it changes, they have to be looked for again.

    The user may lay rows over the tables by which names and addresses are compared, and say which addresses are their
    own.
    """
    tables = (table("employer_aliases"), table("free_mail"), table("legal_forms"), table("senders"))
    decisive = repr((tables, sorted(own_addresses)))
    return f"{_RULES}-{blake2b(decisive.encode(), digest_size=8).hexdigest()}"
