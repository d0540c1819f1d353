"""Addresses carry random ids; numbers stay inside."""

import secrets


def public_id() -> str:
    """96 random bits, as 16 URL-safe characters."""
    return secrets.token_urlsafe(12)
