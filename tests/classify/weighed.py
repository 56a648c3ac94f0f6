"""Terms of two columns by hand."""

from __future__ import annotations

import numpy as np

from inbox_watch.classify.terms import Terms

NONE = Terms(np.array([], np.int64), np.array([], np.float32), np.zeros((0, 2), np.float16))


def terms(*weighed: tuple[int, float, tuple[float, float]]) -> Terms:
    """Terms of two columns, each with key, IDF and coefficients."""
    keys, idf, coefficients = zip(*weighed, strict=True)
    return Terms(np.array(keys, np.int64), np.array(idf, np.float32), np.array(coefficients, np.float16))
