"""Access tokens as a Dovecot with a `token_key` takes them: JSON Web Tokens (RFC 7519) signed with HS256 (RFC 7518)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time

from tests.support.dovecot import USER

KEY = b"0123456789abcdef0123456789abcdef"


def token(user: str = USER, *, seconds: int = 600, key: bytes = KEY, more: str = "") -> str:
    """A token for `user` that expires in `seconds`, or did so when they are negative; `more` makes it long."""
    now = int(time.time())
    claims = {"sub": user, "email": user, "iat": now - 3600, "exp": now + seconds, "more": more}
    signed = f"{_encoded({'alg': 'HS256', 'typ': 'JWT'})}.{_encoded(claims)}"
    return f"{signed}.{_base64url(hmac.new(key, signed.encode(), hashlib.sha256).digest())}"


def _encoded(part: dict[str, object]) -> str:
    return _base64url(json.dumps(part).encode())


def _base64url(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
