"""Job titles without the words that give their employer away."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from inbox_watch.facts.names import employer_id, employer_key, fold

_WORD = re.compile(r"[^\W_]+")
_FEWEST_LETTERS = 3


def without_own_words(jobs: Sequence[tuple[str, str]], instead: str) -> tuple[str, ...]:
    """Return the titles of (employer, title) pairs; a word of the employer's name is replaced in its own title.

    A word that stands in the title of another employer as well ("Data") is a word of the trade and stays.
    """
    used_by: defaultdict[str, set[str]] = defaultdict(set)
    for employer, title in jobs:
        for word in _WORD.findall(fold(title)):
            used_by[word].add(employer_id(employer))
    return tuple(_one(employer, title, used_by, instead) for employer, title in jobs)


def _one(employer: str, title: str, used_by: dict[str, set[str]], instead: str) -> str:
    own = {word for word in employer_key(employer) if len(word) >= _FEWEST_LETTERS and len(used_by[word]) < 2}
    return _WORD.sub(lambda word: instead if fold(word[0]) in own else word[0], title) if own else title
