"""Keep finished papers where nobody reads them: shut with the key of the house.

The codes on them stand nowhere else, so a stolen database gives away none.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def shut(papers: bytes) -> bytes:
    """Shut a file away (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _locks().encrypt(papers)


def open_again(kept: bytes) -> bytes | None:
    """Open what was shut away; None when the key of the house has changed since."""
    try:
        return _locks().decrypt(kept)
    except InvalidToken:
        return None


def _locks() -> MultiFernet:
    """The lock of the house, and those of before that are still known."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(key))) for key in keys])


def _key(secret: str) -> bytes:
    """Derive the key for papers; it opens nothing else, and nothing else opens them."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"deelgenoot.papers")
    return base64.urlsafe_b64encode(derive.derive(secret.encode()))
