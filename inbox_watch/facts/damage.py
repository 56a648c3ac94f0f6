"""What a damaged file of arrays may raise when it is opened."""

from __future__ import annotations

import struct
import zipfile
import zlib

# What zipfile, numpy and json raise on a damaged file.
DAMAGE = (
    OSError, EOFError, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, MemoryError,
    NotImplementedError, RecursionError, RuntimeError, SyntaxError, zipfile.BadZipFile, zlib.error, struct.error,
)  # fmt: skip
