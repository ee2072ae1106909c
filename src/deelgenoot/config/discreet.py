"""A log that tells what broke and never what stood in the row that broke it."""

import logging
import re
from collections.abc import Iterator
from traceback import format_exception_only
from types import TracebackType
from typing import TypeAlias

import psycopg
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import DataError, Error
from jinja2 import UndefinedError

Trouble: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)
ROW = r"^(?:DETAIL|CONTEXT|LINE \d+):"
NEXT = "The above exception was|During handling of the above|Traceback \\(most recent call last"
SHOWN = re.compile(rf"{ROW}.*?(?=\n(?:\n)?(?:{NEXT})|\Z)", re.DOTALL | re.MULTILINE)
LEFT_OUT = "(the row is left out: it holds what people wrote)"

TELLS_OF_CODE = (
    *(AttributeError, ImportError, NameError, TypeError, NotImplementedError, RecursionError),
    *(ConnectionError, TimeoutError, Error, psycopg.Error, UndefinedError, ImproperlyConfigured),
    PermissionDenied,
)
"""Exceptions that say what is wrong with code, a rule or a connection, and quote no value."""
QUOTES_A_VALUE = (DataError, psycopg.DataError, UnicodeError)


def discreet(text: str) -> str:
    """Leave out what the database tells of the row: an address, a number, someone's words."""
    return SHOWN.sub(LEFT_OUT, text)


class DiscreetFormatter(logging.Formatter):
    """Writes log lines without what people wrote: no row of a broken rule, no quoted value."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line, whoever put the row in it: the message or the exception."""
        return discreet(super().format(record))

    def formatException(self, ei: Trouble) -> str:
        """Write the exception; the text is kept with the record for other handlers too."""
        text = super().formatException(ei)
        for trouble in _chain(ei[1]):
            if isinstance(trouble, QUOTES_A_VALUE) or not isinstance(trouble, TELLS_OF_CODE):
                said = "".join(format_exception_only(trouble)).rstrip("\n")
                text = text.replace(said, f"{type(trouble).__name__}: {LEFT_OUT}")
        return discreet(text)


def _chain(trouble: BaseException | None) -> Iterator[BaseException]:
    """Name an exception and those it came from, each once."""
    seen: set[int] = set()
    waiting = [trouble]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            waiting += [one.__cause__, one.__context__]
            yield one
