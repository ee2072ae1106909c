"""Codes people can read to each other over the phone, kept only as a fingerprint."""

import hashlib
import secrets
import unicodedata

from django.utils.crypto import salted_hmac

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L or U: they are mistaken for each other on paper and over the phone."""
LENGTH = 12
DIGITS = 12
"""A code on paper: eleven digits and a check digit; digits have a name in every language."""


def new_code() -> str:
    """Make a code of three groups of four, like 7KQ2-M9XA-4TFB; about 59 bits."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    if drawn.isdigit():
        return new_code()  # never to be taken for a code on paper
    return in_fours(drawn)


def new_paper_code() -> str:
    """Make a code for paper and phone, like 4829-3057-1846; about 36 bits.

    Short is enough: it works only together with a birth date, three wrong tries pause it, and
    each network has few tries.
    """
    drawn = "".join(secrets.choice("0123456789") for _ in range(DIGITS - 1))
    return in_fours(drawn + check_digit(drawn))


def new_proof_code() -> str:
    """Make a code to show who one is, like 4829-3057: asked for by who is signed in already."""
    return in_fours("".join(secrets.choice("0123456789") for _ in range(8)))


def in_fours(code: str) -> str:
    """Write a code in groups of four, as it is read aloud."""
    return "-".join(code[n : n + 4] for n in range(0, len(code), 4))


def check_digit(digits: str) -> str:
    """Give the digit that shows a slip of the pen: one wrong digit, or two changed places.

    basis: ISO/IEC 7064, MOD 11,10.
    """
    rest = 10
    for digit in digits:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return str((11 - rest) % 10)


def is_paper_code(typed: str) -> bool:
    """Say whether this has the shape of a code on paper: only digits."""
    code = plain_code(typed)
    return bool(code) and code.isdigit()


def is_slip(typed: str) -> bool:
    """Say whether a code on paper cannot be right, whoever it is for; nothing is looked up."""
    code = plain_code(typed)
    return len(code) != DIGITS or check_digit(code[:-1]) != code[-1]


def plain_code(typed: str) -> str:
    """Take out what does not matter in how a code was typed; digits of any script are digits."""
    return "".join(
        str(unicodedata.digit(letter, letter)) for letter in typed.upper() if letter.isalnum()
    )


def fingerprint(code: str) -> str:
    """Give what is kept of a code.

    Of a code on paper, made with the key of the house: it is short enough to find by trying all
    when only the database is stolen.
    """
    plain = plain_code(code)
    if plain.isdigit():
        return salted_hmac("deelgenoot.paper-code", plain, algorithm="sha256").hexdigest()
    return hashlib.sha256(plain.encode()).hexdigest()
