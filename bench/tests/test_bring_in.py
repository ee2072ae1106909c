"""The bench of bringing in measures a whole import, and its floor writes those very rows."""

import pytest

from bench.bring_in import PUPILS, Cost, Run, cost_of, lines
from bench.floor_of_import import QUESTIONS
from bench.school_file import BRIN, parts, write_school
from tests.database import TestDatabase, copy_of_template

NUMBERED = {"audit_line"}


def rows_of(database: TestDatabase) -> dict[str, list[tuple[object, ...]]]:
    found = {}
    with database.connect("owner") as owner:
        for table, question in QUESTIONS.items():
            what = "t.did, t.object" if table in NUMBERED else "t::text"
            asked = f"SELECT {what} FROM {table} t WHERE {question} ORDER BY 1, t::text"
            found[table] = owner.execute(asked.encode(), {"brin": BRIN}).fetchall()
    return found


def test_the_floor_writes_the_rows_the_site_made(superuser, django_db_setup, tmp_path) -> None:
    rows = tmp_path / "rows"
    rows.mkdir()
    write_school(tmp_path / "school.xml", 60)
    asked = ("deelgenoot.config.cli", "import", "edexml", str(tmp_path / "school.xml"))
    with copy_of_template(superuser, "bench_site") as database:
        cost = cost_of(database, *asked)
        made = rows_of(database)
        cost_of(database, "bench.floor_of_import", "take", str(rows))
        cost_of(database, *asked)
        assert {**rows_of(database), "audit_line": made["audit_line"]} == made
    with copy_of_template(superuser, "bench_floor") as database:
        cost_of(database, "bench.floor_of_import", "write", str(rows))
        assert rows_of(database) == made
    assert len(made["circles_circle"]) == 60
    assert cost.seconds > 0
    assert cost.process > 0
    assert cost.memory > 10


def test_a_run_that_fails_ends_the_bench(superuser, django_db_setup, tmp_path, capfd) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_text("<html/>")
    with (
        copy_of_template(superuser, "bench_broken") as database,
        pytest.raises(RuntimeError, match="ended with 1"),
    ):
        cost_of(database, "deelgenoot.config.cli", "import", "edexml", str(broken))
    assert "not EDEXML" in capfd.readouterr().err


def test_the_file_has_as_many_pupils_as_asked_in_classes_of_25() -> None:
    told = "".join(parts(100))
    assert told.count("<leerling key") == 100
    assert told.count("<groep key=") - 100 - 4 == 4
    assert PUPILS == 100_000


def test_the_table_tells_how_many_times_the_floor_it_cost() -> None:
    run = Run(Cost(40, 20, 20, 250), Cost(20, 8, 12, 240), Cost(16, 2, 18, 90))
    told = lines(1000, [run, run])
    assert "40.0 [40.0-40.0]" in told[1]
    assert told[1].endswith("2.0 [2.0-2.0]")
    assert told[3].endswith("1.0 [1.0-1.0]")
