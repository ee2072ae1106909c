"""A read whose SQL is written out once for each kind of actor, and only filled in after that.

Writing out a long read costs ten times what PostgreSQL needs to answer it; see decision 0004.
"""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import QuerySet
from django.utils.translation import get_language

from deelgenoot.kernel.actor import Actor

Given = ParamSpec("Given")
Row = TypeVar("Row")
MOST_KINDS = 200


class NotWrittenOnce(Exception):
    """A read hangs on more than the kind of actor, so it cannot be written out once."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the SQL a value is filled in."""

    number: int


@dataclass(frozen=True, slots=True)
class Written:
    """One read, written out: what draws its rows, its SQL, and what is filled in where."""

    rows: QuerySet[Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]

    def ask(self, values: list[Any]) -> list[Any]:
        """Fill the values in and fetch the rows."""
        compiler = copy(self.compiler)
        compiler.connection = connections[self.rows.db]
        compiler.as_sql = lambda: (self.sql, _filled(self.params, values))
        rows = self.rows._chain()  # type: ignore[attr-defined]
        rows.query.get_compiler = lambda *_, **__: compiler
        return list(rows)


class WrittenOnce(Generic[Given, Row]):
    """A list of rows for an actor; `build` says which, and may ask the database nothing."""

    def __init__(self, build: Callable[Given, "QuerySet[Any, Row]"]) -> None:
        self.build = build
        self.kinds: dict[tuple[Any, ...], Written | None] = {}
        self.compared: set[tuple[Any, ...]] = set()
        update_wrapper(self, build)

    def __call__(self, *args: Given.args, **given: Given.kwargs) -> list[Row]:
        """Fetch the rows this actor sees."""
        (actor,) = cast("tuple[Actor]", args)
        values: list[Any] = []
        kind = (_taken_apart(_of(actor), values), _taken_apart(given, values))
        if kind not in self.kinds:
            if len(self.kinds) >= MOST_KINDS:
                self.kinds.clear()
                self.compared.clear()
            self.kinds[kind] = self._write_out(actor, given, len(values))
        written = self.kinds[kind]
        if settings.CHECK_WRITTEN_READS:
            same = (kind, actor.name, get_language(), *map(_within_the_hour, values))
            if same not in self.compared:
                self._check(written, values, actor, given)
                self.compared.add(same)
        return written.ask(values) if written else []

    def _write_out(self, actor: Actor, given: dict[str, Any], count: int) -> Written | None:
        """Write the read out with a stand-in for every value."""
        stand_ins: dict[Any, Place] = {}
        acting = replace(actor, name="", **_stood_in(_of(actor), stand_ins))
        build = cast("Callable[..., QuerySet[Any]]", self.build)
        with connection.execute_wrapper(_refuse):
            rows = build(acting, **_stood_in(given, stand_ins))
            compiler = rows.query.get_compiler(rows.db)
            try:
                sql, params = compiler.as_sql()
            except EmptyResultSet:
                return None
        if len(stand_ins) != count:
            raise NotWrittenOnce(self.build.__qualname__)
        return Written(rows, compiler, sql, _with_places(params, stand_ins))

    def _check(
        self, written: Written | None, values: list[Any], actor: Actor, given: dict[str, Any]
    ) -> None:
        """Compare with the read as it is written out anew."""
        build = cast("Callable[..., QuerySet[Any]]", self.build)
        try:
            anew = build(actor, **given).query.sql_with_params()
        except EmptyResultSet:
            anew = None
        filled = (written.sql, _filled(written.params, values)) if written else None
        if repr(filled) != repr(anew):  # the driver's wrappers know no equality
            raise NotWrittenOnce(f"{self.build.__qualname__}:\n{filled}\n{anew}")


def the_one(rows: list[Row], missing: type[Exception]) -> Row:
    """Give the one row that was asked for; what is not seen does not exist."""
    if len(rows) != 1:
        raise missing
    return rows[0]


written_once = WrittenOnce
"""Write a read out once: decorate a function from an actor (and named values) to a query."""


def _of(actor: Actor) -> dict[str, Any]:
    """Spell out what a read may hang on: all of the actor but the name."""
    return {f.name: getattr(actor, f.name) for f in fields(actor) if f.name != "name"}


def _within_the_hour(value: Any) -> Any:
    """Take moments of one hour as the same: no read hangs on minutes, and each has its own."""
    return f"{value:%Y-%m-%d %H}" if isinstance(value, datetime) else value


def _taken_apart(given: dict[str, Any], values: list[Any]) -> tuple[Any, ...]:
    """Put ids and moments among the values; the rest says what kind of read it is."""
    kind: list[Any] = []
    for name, value in given.items():
        several = isinstance(value, tuple)
        kind.append((name, len(value)) if several else name)
        for one in value if several else (value,):
            if isinstance(one, UUID | datetime):
                values.append(one)
                kind.append(type(one))
            else:
                kind.append(one)
    return tuple(kind)


def _stood_in(given: dict[str, Any], stand_ins: dict[Any, Place]) -> dict[str, Any]:
    """Give a stand-in for every id and moment, in the same order."""

    def stand_in(value: Any) -> Any:
        if not isinstance(value, UUID | datetime):
            return value
        place = Place(len(stand_ins))
        moment = datetime(1, 1, 2, tzinfo=UTC) + timedelta(microseconds=place.number)
        made = uuid4() if isinstance(value, UUID) else moment
        stand_ins[made] = place
        return made

    return {
        name: tuple(map(stand_in, value)) if isinstance(value, tuple) else stand_in(value)
        for name, value in given.items()
    }


def _with_places(params: Any, stand_ins: dict[Any, Place]) -> tuple[Any, ...]:
    """Put a place where a stand-in stood; any other id or day must not be there."""

    def placed(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return type(value)(map(placed, value))
        if isinstance(value, UUID | date):
            if value not in stand_ins:
                raise NotWrittenOnce(f"{value!r} was made out of a value")
            return stand_ins[value]
        return value

    return tuple(map(placed, params))


def _filled(params: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    """Fill the values in at their places."""
    return tuple(_fill(params, values))


def _fill(params: Any, values: list[Any]) -> Iterator[Any]:
    for param in params:
        if isinstance(param, Place):
            yield values[param.number]
        elif isinstance(param, list | tuple):
            yield type(param)(_fill(param, values))
        else:
            yield param


def _refuse(*_: Any) -> Any:
    """Refuse a question to the database while a read is written out."""
    raise NotWrittenOnce("The database was asked something while a read was written out.")
