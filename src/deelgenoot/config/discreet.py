"""A log that tells what broke and never what stood in the row that broke it."""

import logging
import re
from types import TracebackType
from typing import TypeAlias

Trouble: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)
ROW = r"^(?:DETAIL|CONTEXT|LINE \d+):"
NEXT = "The above exception was|During handling of the above|Traceback \\(most recent call last"
SHOWN = re.compile(rf"{ROW}.*?(?=\n(?:\n)?(?:{NEXT})|\Z)", re.DOTALL | re.MULTILINE)
LEFT_OUT = "(the row is left out: it holds what people wrote)"


def discreet(text: str) -> str:
    """Leave out what the database tells of the row: an address, a number, someone's words."""
    return SHOWN.sub(LEFT_OUT, text)


class DiscreetFormatter(logging.Formatter):
    """Writes log lines without the row that PostgreSQL shows when a constraint is broken."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line, whoever put the row in it: the message or the exception."""
        return discreet(super().format(record))

    def formatException(self, ei: Trouble) -> str:
        """Write the exception; the text is kept with the record for other handlers too."""
        return discreet(super().formatException(ei))
