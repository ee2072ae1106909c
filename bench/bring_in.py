"""`python -m bench.bring_in`: what a school's file costs, beside the same rows by `unnest`.

A board of very many pupils in one file, brought in by `deelgenoot import edexml` itself. The
floor has those very rows at hand and writes them in one transaction with nothing else: no file to
read, nothing to compare with, no row guards, no places to derive. Both run on a copy of the same
template, one after the other, and the time of the server counts as much as that of the process.
"""

import argparse
import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import psycopg

from bench.school_file import write_school
from bench.servers import environment
from bench.table import spread
from bench.world import ROOT, cluster
from tests.database import TestDatabase, copy_of_template

PUPILS = 100_000
IMPORT = ("deelgenoot.config.cli", "import", "edexml")
FLOOR = ("bench.floor_of_import",)
HEAD = ("bringing in", "pupils", "seconds", "processors s", "of them server", "memory MB", "ratio")
TOLD = ("seconds", "processors", "server", "memory")
NAMES = {"site": "a new school", "again": "the same again", "floor": "its rows by unnest"}
WIDTHS = (20, 9, 18, 18, 18, 18, 14)


@dataclass(frozen=True)
class Cost:
    """What one run took: by the clock, of the processors, and room in MB at its fullest."""

    seconds: float
    process: float
    server: float
    memory: float

    @property
    def processors(self) -> float:
        """Seconds of the processors, of the process and of the database server."""
        return self.process + self.server


@dataclass(frozen=True)
class Run:
    """One time round: the file as new, the same file again, and the floor."""

    site: Cost
    again: Cost
    floor: Cost


def main() -> None:
    """Make the file, bring it in, write the same rows by hand, tell."""
    reader = argparse.ArgumentParser(prog="python -m bench.bring_in", description=__doc__)
    reader.add_argument("--pupils", type=int, default=PUPILS)
    reader.add_argument("--rounds", type=int, default=1, help="how many alternating runs")
    told = reader.parse_args()
    with cluster() as superuser:
        runs = [measure(superuser, told.pupils) for _ in range(told.rounds)]
    print("\n".join(lines(told.pupils, runs)))


def measure(superuser: dict[str, str], pupils: int) -> Run:
    """Go round once: the site, the site again, and the floor with the rows the site made."""
    with TemporaryDirectory() as folder:
        file, rows = Path(folder) / "school.xml", Path(folder) / "rows"
        rows.mkdir()
        write_school(file, pupils)
        with copy_of_template(superuser, "bench_import") as database:
            site = cost_of(database, *IMPORT, str(file), "--name", "De Meting")
            cost_of(database, *FLOOR, "take", str(rows))
            again = cost_of(database, *IMPORT, str(file), "--name", "De Meting")
        with copy_of_template(superuser, "bench_floor") as database:
            floor = cost_of(database, *FLOOR, "write", str(rows))
    return Run(site, again, floor)


def cost_of(database: TestDatabase, *command: str) -> Cost:
    """Run one process to its end and say what it cost; a run that fails ends the bench."""
    server = processors_of_server(database)
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        env={**environment(database), "DEELGENOOT_ROLE": "jobs", "PYTHONWARNINGS": "ignore"},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    spent = processors_of_server(database) - server
    return Cost(seconds, used.ru_utime + used.ru_stime, spent, used.ru_maxrss / 1024)


def processors_of_server(database: TestDatabase) -> float:
    """Seconds the processors gave to PostgreSQL and all that came from it, until now."""
    with psycopg.connect(**{**database.superuser, "dbname": database.name}) as connection:
        where = connection.execute("SHOW data_directory").fetchone()
    assert where
    postmaster = psutil.Process(int(Path(where[0], "postmaster.pid").read_text().split()[0]))
    spent = []
    for child in postmaster.children():
        with suppress(psutil.NoSuchProcess):  # it ended meanwhile, and is told by the postmaster
            spent.append(child.cpu_times())
    own = postmaster.cpu_times()
    ended = own.children_user + own.children_system
    return float(sum(one.user + one.system for one in (own, *spent)) + ended)


def lines(pupils: int, runs: list[Run]) -> list[str]:
    """Draw the table: seconds, processors, room, and how many times the floor."""
    drawn = [_row(*HEAD)]
    for name in ("site", "again", "floor"):
        costs = [getattr(run, name) for run in runs]
        pairs = zip(costs, (run.floor for run in runs), strict=True)
        ratios = [cost.processors / floor.processors for cost, floor in pairs]
        drawn.append(
            _row(
                NAMES[name],
                f"{pupils:,}",
                *(spread([getattr(cost, what) for cost in costs], "{:.1f}") for what in TOLD),
                spread(ratios, "{:.1f}"),
            )
        )
    return drawn


def _row(*cells: str) -> str:
    """Draw one row."""
    return " ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


if __name__ == "__main__":
    main()
