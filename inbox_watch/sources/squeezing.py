"""COMPRESS=DEFLATE (RFC 4978): octets squeezed on their way, where the line is what takes the time."""

from __future__ import annotations

import zlib

# Dovecot squeezes about 30 MB of mail a second: at 12.5 MB/s it gained nothing, at 25 it held the mail up.
_SLOW = 10_000_000
# With less than this a round trip looks like a slow line.
_ENOUGH = 500_000
# A few octets may stand for a thousand times as many.
_AT_ONCE = 1024 * 1024


def is_slow(octets: int, seconds: float) -> bool | None:
    """Whether a line that brought so many octets in that time is worth squeezing for; None where too few came."""
    return octets < _SLOW * seconds if octets >= _ENOUGH else None


class Squeezer:
    """Both directions of one connection, from the answer to COMPRESS on."""

    def __init__(self) -> None:
        """Begin, as both sides do: raw deflate, as RFC 4978 section 3 has it."""
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        self._deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)

    def squeeze(self, octets: bytes) -> bytes:
        """What to send for these octets, so that they can be read at once."""
        return self._deflater.compress(octets) + self._deflater.flush(zlib.Z_SYNC_FLUSH)

    def stretch(self, received: bytes = b"") -> bytes:
        """What these octets stand for, as far as it may be had at once: call again without any for more.

        Raises zlib.error for what is no deflate.
        """
        return self._inflater.decompress(self._inflater.unconsumed_tail + received, _AT_ONCE)
