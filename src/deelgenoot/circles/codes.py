"""Codes people can read to each other over the phone, kept only as a fingerprint."""

import hashlib
import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L or U: they are mistaken for each other on paper and over the phone."""
LENGTH = 12


def new_code() -> str:
    """Make a code of three groups of four, like 7KQ2-M9XA-4TFB; about 59 bits."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(drawn[n : n + 4] for n in range(0, LENGTH, 4))


def plain_code(typed: str) -> str:
    """Take out what does not matter in how a code was typed."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def fingerprint(code: str) -> str:
    """Give what is kept of a code."""
    return hashlib.sha256(plain_code(code).encode()).hexdigest()
