"""What is kept of a school's file between looking and bringing in: no more than what is used."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any, TypeVar

from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.exchange.edexml.rows import (
    GroupRow,
    GroupTie,
    PupilRow,
    SchoolRow,
    TeacherRow,
)

Row = TypeVar("Row", SchoolRow, GroupRow, PupilRow, TeacherRow)


def kept_of(file: EdexFile) -> dict[str, Any]:
    """Write down the school, classes, pupils and colleagues as the reader took them over."""
    return {
        "school": _plain(file.whose),
        "groups": [_plain(row) for row in file.groups],
        "pupils": [_plain(row) for row in file.pupils],
        "teachers": [_plain(row) for row in file.teachers],
    }


def file_of(kept: Mapping[str, Any], passed_over: Mapping[str, int]) -> EdexFile:
    """Make a file out of what was kept of it; what was wrong with it stands in its lines."""
    return EdexFile(
        school=_row(SchoolRow, kept["school"]),
        sites=(),
        groups=tuple(_row(GroupRow, facts) for facts in kept["groups"]),
        pupils=tuple(_row(PupilRow, facts) for facts in kept["pupils"]),
        teachers=tuple(_row(TeacherRow, facts) for facts in kept["teachers"]),
        problems=(),
        passed_over=passed_over,
    )


def _plain(row: SchoolRow | GroupRow | PupilRow | TeacherRow) -> dict[str, Any]:
    """One row as plain facts; a day as it is written."""
    facts = asdict(row)
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in facts.items()}


def _row(kind: type[Row], facts: Mapping[str, Any]) -> Row:
    """One row out of plain facts."""
    known = {field.name for field in fields(kind)} & set(facts)
    return kind(**{name: _fact(name, facts[name]) for name in known})


def _fact(name: str, value: Any) -> Any:
    """One fact as the reader gave it."""
    if name.endswith("_on") and value:
        return date.fromisoformat(value)
    if name == "groups":
        return tuple(GroupTie(key, combined, tuple(roles)) for key, combined, roles in value)
    return tuple(value) if isinstance(value, list) else value
