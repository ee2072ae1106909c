"""Every address of the house, with what answers there, also where it comes from elsewhere."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver


class Address(NamedTuple):
    """One address: its name, how it is written, what must be filled in, what answers."""

    name: str
    written: str
    converters: dict[str, Any]
    view: Callable[..., Any]


def addresses(
    resolver: URLResolver | None = None, space: str = "", before: str = "/"
) -> Iterator[Address]:
    """List every address, third-party ones too."""
    for entry in (resolver or get_resolver()).url_patterns:
        written = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = f"{space}{entry.name}"
            yield Address(name, written, dict(entry.pattern.converters), entry.callback)
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, inner, written)
