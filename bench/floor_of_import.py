"""The floor of bringing in: the same rows, already made, written by `unnest` and nothing else.

`python -m bench.floor_of_import take FOLDER` keeps the rows the site made, a table in a file and a
column in a line, as PostgreSQL itself writes an array. `… write FOLDER` writes them in one
transaction as the owner of the tables, whom no row guard slows down; unique keys and foreign keys
are kept as for everyone.
"""

import os
import sys
from pathlib import Path
from typing import Any, Final

import psycopg

from bench.school_file import BRIN

SCHOOL: Final = "(SELECT id FROM organisations_school WHERE brin = %(brin)s)"
CIRCLES: Final = f"(SELECT id FROM circles_circle WHERE school_id = {SCHOOL})"
APPOINTED: Final = f"(SELECT id FROM organisations_appointment WHERE school_id = {SCHOOL})"
ENROLLED: Final = f"(SELECT id FROM organisations_enrolment WHERE school_id = {SCHOOL})"
PEOPLE: Final = (
    f"(SELECT pupil_id FROM organisations_enrolment WHERE school_id = {SCHOOL} UNION ALL"
    f" SELECT person_id FROM organisations_appointment WHERE school_id = {SCHOOL})"
)
BOARD: Final = "(SELECT board_id FROM organisations_school WHERE brin = %(brin)s)"
QUESTIONS: Final = {
    "people_controller": f"id = {BOARD}",
    "organisations_school": f"id = {SCHOOL}",
    "people_person": f"id IN {PEOPLE}",
    "people_mailbox": f"person_id IN {PEOPLE}",
    "organisations_group": f"school_id = {SCHOOL}",
    "organisations_enrolment": f"school_id = {SCHOOL}",
    "circles_circle": f"school_id = {SCHOOL}",
    "organisations_place": f"enrolment_id IN {ENROLLED}",
    "organisations_appointment": f"school_id = {SCHOOL}",
    "organisations_assignment": f"appointment_id IN {APPOINTED}",
    "circles_membership": f"circle_id IN {CIRCLES}",
    "audit_line": f"board = {BOARD}",
}
"""Every table the import writes, in an order that foreign keys allow, and which rows are of it."""

COLUMNS: Final = (
    "SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a"
    " WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped"
    " AND a.attidentity = '' ORDER BY a.attnum"
)


def main() -> None:
    """Keep the rows, or write them."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        for table, question in QUESTIONS.items():
            columns = columns_of(connection, table)
            if what == "take":
                take(connection, table, columns, question, folder / table)
            else:
                write(connection, table, columns, folder / table)


def columns_of(connection: psycopg.Connection[Any], table: str) -> dict[str, str]:
    """The columns of a table that are written, and their types."""
    return dict(connection.execute(COLUMNS, [table]).fetchall())


def take(
    connection: psycopg.Connection[Any],
    table: str,
    columns: dict[str, str],
    question: str,
    path: Path,
) -> None:
    """Keep the rows of one table; a column that is a list itself is kept as text."""
    kept = (f"{name}::text" if kind.endswith("[]") else name for name, kind in columns.items())
    arrays = ", ".join(f"array_agg({one})::text" for one in kept)
    asked = f"SELECT {arrays} FROM {table} WHERE {question}"
    row = connection.execute(asked.encode(), {"brin": BRIN}).fetchone()
    if row is None or row[0] is None:
        raise RuntimeError(f"Nothing was brought in to {table}.")
    path.write_text("\n".join(row))


def write(
    connection: psycopg.Connection[Any], table: str, columns: dict[str, str], path: Path
) -> None:
    """Write the rows of one table in one statement."""
    given, kept = [], []
    for name, kind in columns.items():
        is_list = kind.endswith("[]")
        given.append(f"%s::{'text' if is_list else kind}[]")
        kept.append(f"{name}::{kind}" if is_list else name)
    names = ", ".join(columns)
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {', '.join(kept)}"
        f" FROM unnest({', '.join(given)}) AS t({names})".encode(),
        path.read_text().split("\n"),
    )


if __name__ == "__main__":
    main()
