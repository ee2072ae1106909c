"""Recognise who in a school's file stands here under another number."""

from collections.abc import Mapping
from itertools import chain
from uuid import UUID

from deelgenoot.circles.actions.staff import BY_HAND
from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.exchange.edexml.rows import PupilRow, TeacherRow
from deelgenoot.exchange.matching import Someone, find_matches
from deelgenoot.exchange.school_file import Known
from deelgenoot.exchange.school_plan import Plan
from deelgenoot.exchange.staff_roles import is_colleague
from deelgenoot.organisations.terms import Function

NOBODY = UUID(int=0)


def match_pupils(plan: Plan, file: EdexFile, answers: Mapping[str, str]) -> None:
    """Find pupils who stand here under another number, and let them keep their circle."""
    known = plan.stands.pupils
    keys = {row.key for row in file.pupils}
    gone = [
        _someone(key, one.pupil)
        for key, one in known.items()
        if key not in keys and plan.is_open(one)
    ]
    new = [_someone(row.key, as_told(row, NOBODY)) for row in file.pupils if row.key not in known]
    stand = (_someone(key, one.pupil) for key, one in known.items())
    plan.pupils = find_matches(new, gone, chain(stand, new), answers)
    for key, old in plan.pupils.same.items():
        known[key] = known.pop(old)
        plan.note("organisations_enrolment", known[key].id, "key", old, key)


def match_staff(plan: Plan, file: EdexFile, answers: Mapping[str, str]) -> None:
    """Find colleagues who stand here under another number, or were added by hand."""
    known, mails = plan.stands.staff, plan.stands.mails
    rows = [row for row in file.teachers if is_colleague(row)]
    told = [_someone(row.key, as_told(row, NOBODY), row.mail) for row in rows]
    named = {known[row.key].person for row in file.teachers if row.key in known}
    gone = {
        one.person: _someone(key, one, mails.get(one.person, ""))
        for key, one in known.items()
        if one.person not in named
    }
    new = [one for one in told if one.key not in known]
    plan.staff = find_matches(new, list(gone.values()), chain(gone.values(), told), answers)
    for key, old in plan.staff.same.items():
        known[key] = known[old]
        if not old.startswith(BY_HAND):
            _renumber_colleague(plan, old, key)


def _renumber_colleague(plan: Plan, old: str, key: str) -> None:
    """Let all a colleague does here go on under the new number; an administrator is by hand."""
    appointments = plan.stands.appointments
    for held, function in [one for one in appointments if one[0] == old]:
        if function != Function.ADMINISTRATOR:
            appointments[key, function] = appointments.pop((held, function))
            moved = appointments[key, function]
            plan.note("organisations_appointment", moved, "key", old, key)
            plan.stands.staff.pop(old, None)


def as_told(row: PupilRow | TeacherRow, person: UUID) -> Known:
    """The name as the file tells it, in how someone is called and the rest."""
    first = row.call_name or row.first_names.partition(" ")[0] or row.initials
    rest = f"{row.prefix} {row.family_name}".strip()
    born_on = row.born_on if isinstance(row, PupilRow) else None
    return Known(person, first or rest, rest if first else "", born_on)


def _someone(key: str, known: Known, mail: str = "") -> Someone:
    """By what one recognises someone."""
    return Someone(key, known.first, known.rest, known.born_on, mail)
