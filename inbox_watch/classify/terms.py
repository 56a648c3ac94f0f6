"""Weighed terms: which of them a text holds, and what these say together; numpy alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Numbers = NDArray[np.intp]
Floats = NDArray[np.float32]
# As the coefficients stand in the file; what is used of them is widened when it is used.
Halves = NDArray[np.float16]

# Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4).
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
# So many places for each key: few keys meet another one on theirs.
_ROOM = 8
# Up to here each number has a place of its own.
_FEW = 2**17
_NONE = -1


class Keys:
    """Different numbers from zero on, each with its row; all are looked up at once (open addressing)."""

    def __init__(self, keys: NDArray[np.int64]) -> None:
        """Take the key of each row."""
        highest = int(keys.max(initial=0))
        bits = max(len(keys) * _ROOM, 2).bit_length()
        self._is_direct = highest < _FEW
        self._shift = np.uint64(64 - bits)
        self._last = highest + 1 if self._is_direct else (1 << bits) - 1
        self._keys = np.append(keys, _NONE)
        self._rows = np.full(self._last + 1, _NONE, dtype=np.int32)
        waiting, places = np.arange(len(keys)), self._places(keys)
        while len(waiting):
            is_free = self._rows[places] == _NONE
            self._rows[places[is_free]] = waiting[is_free]
            is_homeless = self._rows[places] != waiting
            waiting, places = waiting[is_homeless], (places[is_homeless] + 1) & self._last

    def _places(self, keys: NDArray[np.int64]) -> Numbers:
        if self._is_direct:
            return np.minimum(keys, self._last)
        return ((keys.view(np.uint64) * _GOLDEN) >> self._shift).view(np.int64)

    def rows(self, keys: NDArray[np.int64]) -> Numbers:
        """The row of each key; -1 for one that is not known."""
        places = self._places(keys)
        found = self._rows.take(places).astype(np.intp)
        if self._is_direct:
            return found
        strangers = ((found != _NONE) & (self._keys.take(found) != keys)).nonzero()[0]
        places, keys = places[strangers], keys[strangers]
        while len(strangers):
            places = (places + 1) & self._last
            rows = self._rows.take(places)
            found[strangers] = rows
            goes_on = ((rows != _NONE) & (self._keys.take(rows) != keys)).nonzero()[0]
            strangers, places, keys = strangers[goes_on], places[goes_on], keys[goes_on]
        return found


class Terms:
    """TF-IDF with sublinear counts and unit length, times the coefficients."""

    def __init__(self, keys: NDArray[np.int64], idf: Floats, coefficients: Halves) -> None:
        """Take key, IDF and coefficients of each row."""
        self.keys = keys
        self._rows = Keys(keys)
        self._squares = idf * idf
        self._idf = idf
        self._coefficients = coefficients
        # IDF times coefficients of the rows that were met.
        self._weights = np.zeros(coefficients.shape, dtype=np.float32)
        self._is_met = np.zeros(len(idf), dtype=bool)

    def __reduce__(self) -> tuple[type[Terms], tuple[NDArray[np.int64], Floats, Halves]]:
        """What another process is told: what was given."""
        return Terms, (self.keys, self._idf, self._coefficients)

    def rows(self, keys: NDArray[np.int64]) -> Numbers:
        """The row of each key; -1 for one that is not known."""
        return self._rows.rows(keys)

    def of_each(self, keys: NDArray[np.int64], owners: Numbers, count: int) -> Array:
        """A row of scores for each of `count` owners of keys, each different key counted once."""
        rows = self.rows(keys)
        known = (rows != _NONE).nonzero()[0]
        both = np.sort(owners[known] * len(self._idf) + rows[known])
        owners, rows = np.divmod(both[starts_of(both)], max(len(self._idf), 1))
        return means(self._weights_of(rows), self._squares[rows], owners, count)

    def of_all(self, keys: NDArray[np.int64]) -> Array:
        """The scores of all keys together."""
        rows = self.rows(keys)
        rows, counts = counted(np.sort(rows[rows != _NONE]))
        values = sublinear(counts)
        return np.asarray(values @ self._weights_of(rows) / length(values * values * self._squares[rows]))

    def _weights_of(self, rows: Numbers) -> Floats:
        fresh = rows[~self._is_met.take(rows)]
        if len(fresh):
            self._weights[fresh] = self._coefficients[fresh].astype(np.float32) * self._idf[fresh, None]
            self._is_met[fresh] = True
        return self._weights.take(rows, axis=0)


def starts_of(ordered: Numbers) -> Numbers:
    """Where each of the different numbers begins in a row of ordered ones."""
    is_new = np.empty(len(ordered), dtype=bool)
    is_new[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return is_new.nonzero()[0]


def counted(ordered: Numbers) -> tuple[Numbers, Numbers]:
    """The different ones of ordered numbers, and how often each occurs."""
    starts = starts_of(ordered)
    return ordered[starts], lengths_of(starts, len(ordered))


def lengths_of(starts: Numbers, end: int) -> Numbers:
    """How many stand from each start to the next one, and from the last to the end."""
    found = np.full(len(starts), end)
    found[:-1] = starts[1:]
    return found - starts


def sublinear(counts: Numbers) -> Array:
    """One for what occurs once, and the logarithm of the count more."""
    return np.asarray(1.0 + np.log(counts))


def length(squares: NDArray[np.floating]) -> float:
    """The length of a vector of these squares, and never nothing."""
    return max(float(np.sqrt(squares.sum())), 1e-12)


def means(rows: NDArray[np.floating], squares: NDArray[np.floating], owners: Numbers, count: int) -> Array:
    """The sum of the rows of each owner, divided by the length of the owner.

    Owners are in order; some may have no row.
    """
    total = np.zeros((count, rows.shape[1]))
    if len(rows):
        starts = starts_of(owners)
        lengths = np.maximum(np.sqrt(np.add.reduceat(squares, starts)), 1e-12)
        total[owners[starts]] = np.add.reduceat(rows, starts, axis=0) / lengths[:, None]
    return total
