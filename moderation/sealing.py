"""Words encrypted at rest, with keys made from the site's secret: docs/adr/0016-an-evidence-store-that-runs-out.md."""

import base64
import functools

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.crypto import salted_hmac


def seal(words: str) -> bytes:
    """The words, encrypted with the newest key."""
    return _box((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)).encrypt(words.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """The words again; empty for nothing, and where no key of this site fits any more."""
    if not sealed:
        return ""
    try:
        return _box((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)).decrypt(bytes(sealed)).decode()
    except InvalidToken:
        return ""


def digest(words: str) -> str:
    """The same for the same words, and not to be guessed without the site's secret."""
    return salted_hmac("moderation.evidence", words, algorithm="sha256").hexdigest()


@functools.lru_cache(maxsize=4)
def _box(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"circles evidence store 1").derive(secret.encode())
    return base64.urlsafe_b64encode(made)
