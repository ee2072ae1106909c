"""Small schools as files, and what stands in the tables after they were brought in."""

import io
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from django.core.management import call_command

from deelgenoot.exchange.edexml import reader
from deelgenoot.exchange.edexml.tests.made_files import GROUPS, HEAD, body

MEMBERS = """
    SELECT pupil.first, person.first, m.capacity, m.reads <> '{}', m.ground
    FROM circles_membership m JOIN circles_circle c ON c.id = m.circle_id
    JOIN people_person pupil ON pupil.id = c.pupil_id
    JOIN people_person person ON person.id = m.person_id
    JOIN organisations_school s ON s.id = c.school_id
    WHERE s.brin = %s AND m.since <= now() AND (m.until IS NULL OR m.until > now())
"""


def year_of(day, later=0):
    """The school year of a day, or one earlier or later."""
    first = day.year - (day.month < 8) + later
    return f"{first}-{first + 1}"


TWO_CLASSES = GROUPS.replace(
    "</groep><same", '</groep><groep key="5A"><naam>5A</naam></groep><same'
)


TODAY = datetime.now(UTC).date()
THIS_YEAR, LAST_YEAR, NEXT_YEAR = (year_of(TODAY, later) for later in (0, -1, 1))


def school(brin="99XX", year=THIS_YEAR):
    """The first part of a file: whose it is."""
    return (
        f"<school><schooljaar>{year}</schooljaar><brincode>{brin}</brincode>"
        "<xsdversie>2.1</xsdversie></school>"
    )


def pupil(name, group, *, key=None, combined=(), more=""):
    """One pupil, in a class or in none."""
    groups = f'<groep key="{group}"/>' if group else ""
    together = "".join(f'<samengestelde_groep key="{key_}"/>' for key_ in combined)
    if together:
        together = f"<samengestelde_groepen>{together}</samengestelde_groepen>"
    return (
        f'<leerling key="{key or name}"><achternaam>Proef</achternaam><roepnaam>{name}</roepnaam>'
        f"<geboortedatum>2018-01-02</geboortedatum>{groups}{together}{more}</leerling>"
    )


def colleague(name, *ties, roles=("LRK",), key=None, mail=""):
    """One colleague; a tie is a class, or a class with roles, or `+group` for a combined one."""
    told = ""
    for tie in ties:
        group, *with_it = (tie,) if isinstance(tie, str) else tie
        kind = "samengestelde_groep" if group.startswith("+") else "groep"
        inner = "".join(f"<rol>{role}</rol>" for role in with_it)
        told += f'<{kind} key="{group.lstrip("+")}">{inner}</{kind}>'
    own = "".join(f"<rol>{role}</rol>" for role in roles)
    address = f"<emailadres>{mail}</emailadres>" if mail else ""
    groups = f"<groepen>{told}</groepen>" if told else ""
    return (
        f'<leerkracht key="{key or name}"><achternaam>Proef</achternaam>'
        f"<roepnaam>{name}</roepnaam>{address}{own}{groups}</leerkracht>"
    )


def file_of(folder, *, pupils, teachers="", brin="99XX", year=THIS_YEAR, groups=TWO_CLASSES):
    """Write a file of a small school."""
    path = Path(folder) / f"{brin}-{year}.xml"
    told = body(school=school(brin, year), groups=groups, pupils=pupils, teachers=teachers)
    path.write_text(HEAD + told)
    return path


def bring_in(path, *options):
    """Run the command itself; gives what it said."""
    said = io.StringIO()
    call_command("import", "edexml", str(path), *options, stdout=said)
    return said.getvalue()


def around(copy, brin="99XX"):
    """Who is in whose circle now: pupil → person → (capacity, reads anything), the widest."""
    found = {}
    for child, person, capacity, reads, _ground in copy.rows(MEMBERS, brin):
        people = found.setdefault(child, {})
        if reads or person not in people:
            people[person] = (capacity, reads)
    return found


@contextmanager
def reading_on(day):
    """Let files be read as of a day, so that a sample of a past school year is of this year."""
    with mock.patch.object(reader, "this_day", return_value=day):
        yield


@contextmanager
def at(moment):
    """Let the clock of Django stand at another day; the database lets it move in tests."""
    import time_machine

    with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=UTC), tick=True):
        yield
