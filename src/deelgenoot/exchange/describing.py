"""Tell line by line what a school's file changes, so that a person can look before it does."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from json import dumps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation

from deelgenoot.exchange.edexml.problems import Problem
from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.exchange.edexml.rows import PupilRow, TeacherRow
from deelgenoot.exchange.guardians.problems import Problem as InAList
from deelgenoot.exchange.recognising import as_told
from deelgenoot.exchange.school_file import Enrolled, Known
from deelgenoot.exchange.school_plan import Change, Plan
from deelgenoot.exchange.terms import LineKind
from deelgenoot.organisations.terms import Function

LONGEST = 450


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a preview; `told` holds more of a problem or a question."""

    kind: LineKind
    name: str
    was: str = ""
    becomes: str = ""
    key: str = ""
    told: Any = None


def lines_of(plan: Plan, file: EdexFile) -> list[Told]:
    """Tell everything that a file changes, asks and has wrong."""
    teller = Teller(plan, file)
    lines = [
        *map(problem_line, file.problems),
        *teller.questions(),
        *teller.new(),
        *teller.pupils(),
        *teller.renumbered(),
        *teller.corrections(),
        *(Told(LineKind.GROUP, row[3]) for row in plan.rows["organisations_group"]),
        *teller.tasks(),
        *teller.absent(),
    ]
    order = list(LineKind)
    return sorted(lines, key=lambda line: order.index(line.kind))


def counts_of(lines: Iterable[Told]) -> dict[str, int]:
    """Count the lines of each kind."""
    return dict(Counter(line.kind.value for line in lines))


def seen_of(lines: Iterable[Told]) -> str:
    """A fingerprint of all that was shown: another one means that something changed since."""
    shown = [(line.kind, line.name, line.was, line.becomes, line.key) for line in lines]
    return sha256(dumps(shown).encode()).hexdigest()


def problem_line(problem: Problem | InAList) -> Told:
    """Tell what is wrong on a line of the file, in every language of the house."""
    told = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told[code] = [str(problem.sentence), str(problem.what_to_do)]
    name = str(problem.about)[:LONGEST]
    return Told(LineKind.PROBLEM, name, was=str(problem.line), told=told)


def named(known: Known) -> str:
    """The whole name of someone."""
    return f"{known.first} {known.rest}".strip()


def written(value: date | str | None) -> str:
    """A fact as a line keeps it; days are put in words on the page."""
    return value.isoformat() if isinstance(value, date) else value or ""


class Teller:
    """Tells one plan."""

    def __init__(self, plan: Plan, file: EdexFile) -> None:
        self.plan = plan
        self.file = file
        made = {row[0]: row[3] for row in plan.rows["organisations_group"]}
        self.groups = plan.stands.group_names | made
        self.before: dict[UUID, list[UUID]] = {}
        for enrolment, group in plan.stands.places:
            self.before.setdefault(enrolment, []).append(group)
        given = {(row[1], row[2]) for row in plan.rows["organisations_place"]}
        self.after: dict[UUID, list[UUID]] = {}
        for enrolment, group in plan.kept_places | given:
            self.after.setdefault(enrolment, []).append(group)
        self.made = {row[0] for row in plan.rows["organisations_enrolment"]}
        gone = {one.id for one in plan.stands.pupils.values() if not plan.is_open(one)}
        self.back = {c.id for c in plan.changes if c.column == "until" and c.id in gone}

    def classes(self, groups: Iterable[UUID]) -> str:
        """The names of some classes."""
        return ", ".join(sorted(self.groups[group] for group in groups))

    def questions(self) -> Iterator[Told]:
        """Who may be the same, for a person to say."""
        known, born = self.plan.stands, {row.key: row.born_on for row in self.file.pupils}
        rows: list[PupilRow | TeacherRow] = [*self.file.pupils, *self.file.teachers]
        for row in rows:
            alike = self.plan.pupils.questions.get(row.key) if row.key in born else None
            alike = alike or self.plan.staff.questions.get(row.key)
            if not alike:
                continue
            told = [
                self._candidate(old, known.pupils.get(old)) for old in alike if old in known.pupils
            ] or [{"key": old, "name": named(known.staff[old])} for old in alike]
            name = named(as_told(row, UUID(int=0)))
            yield Told(LineKind.QUESTION, name, written(born.get(row.key)), key=row.key, told=told)

    def _candidate(self, key: str, known: Enrolled | None) -> dict[str, str]:
        """A pupil who stands here, as one recognises them."""
        assert known
        return {
            "key": key,
            "name": named(known.pupil),
            "born": written(known.pupil.born_on),
            "class": self.classes(self.before.get(known.id, ())),
        }

    def new(self) -> Iterator[Told]:
        """Who comes to school, and who comes back."""
        plan = self.plan
        names = {row[0]: named(Known(row[0], row[3], row[4], None)) for row in self._new("family")}
        for id_, _school, pupil, key, *_span in plan.rows["organisations_enrolment"]:
            yield Told(LineKind.NEW, names[pupil], "", self.classes(self.after.get(id_, ())), key)
        for key, known in plan.stands.pupils.items():
            if known.id in self.back:
                becomes = self.classes(self.after.get(known.id, ()))
                yield Told(LineKind.NEW, named(known.pupil), "", becomes, key)

    def pupils(self) -> Iterator[Told]:
        """Who leaves, and who goes to another class."""
        plan = self.plan
        for key, known in sorted(plan.stands.pupils.items(), key=lambda one: named(one[1].pupil)):
            before, after = self.before.get(known.id, []), self.after.get(known.id, [])
            if until := plan.leaving.get(key):
                last = written(_last_day(until))
                yield Told(LineKind.LEAVES, named(known.pupil), self.classes(before), last, key)
            elif key in plan.told_pupils and self._stays(known) and set(before) != set(after):
                classes = self.classes(before), self.classes(after)
                yield Told(LineKind.MOVES, named(known.pupil), *classes, key)

    def _stays(self, known: Enrolled) -> bool:
        """Whether a pupil was here before the file and goes on being here."""
        return known.id not in self.made and self.plan.is_open(known)

    def renumbered(self) -> Iterator[Told]:
        """Who is the same under a new number."""
        plan = self.plan
        for matches, stand in ((plan.pupils, plan.stands.pupils), (plan.staff, plan.stands.staff)):
            for key, old in matches.same.items():
                one = stand[key]
                known_as = named(one.pupil if isinstance(one, Enrolled) else one)
                yield Told(LineKind.RENUMBERED, known_as, old, key, key)

    def _new(self, side: str) -> list[tuple[Any, ...]]:
        """The people on one side who are new."""
        return [row for row in self.plan.rows["people_person"] if row[2] == side]

    def corrections(self) -> Iterator[Told]:
        """Names, birth dates and last days that the file now tells in another way."""
        stands = self.plan.stands
        pupils = {one.id: one for one in stands.pupils.values()}
        people = {one.pupil.person: one.pupil for one in pupils.values()}
        people |= {one.person: one for one in stands.staff.values()}
        facts: dict[UUID, dict[str, Change]] = {}
        gone = {stands.pupils[key].id for key in self.plan.leaving}
        for change in self.plan.changes:
            if change.table == "people_person":
                facts.setdefault(change.id, {})[change.column] = change
            elif change.table == "organisations_enrolment" and change.column == "until":
                days = [written(_last_day(each)) for each in (change.was, change.becomes)]
                if change.id not in gone | self.back:
                    yield Told(LineKind.LAST_DAY, named(pupils[change.id].pupil), *days)
        for person, changed in facts.items():
            was, becomes = (self._facts(people[person], changed, side) for side in (3, 4))
            yield Told(LineKind.CORRECTED, named(people[person]), was, becomes)

    def _facts(self, known: Known, changed: dict[str, Change], side: int) -> str:
        """A name and birth date as they were, or as they become."""
        facts: list[Any] = [
            changed[column][side] if column in changed else getattr(known, column)
            for column in ("first", "rest", "born_on")
        ]
        first, rest, born = facts
        name = f"{first} {rest}".strip()
        return f"{name} ({written(born)})" if "born_on" in changed else name

    def tasks(self) -> Iterator[Told]:
        """What colleagues begin to do and what they no longer do."""
        plan, stands = self.plan, self.plan.stands
        who = {one.person: named(one) for one in stands.staff.values()}
        held = {id_: (key, function) for (key, function), id_ in stands.appointments.items()}
        person = {id_: named(stands.staff[key]) for id_, (key, _) in held.items()}
        for _id, _school, by, function, key, _since in plan.rows["organisations_appointment"]:
            yield Told(LineKind.STARTS, who[by], becomes=function, key=key)
        for id_ in plan.reopened:
            yield Told(LineKind.STARTS, person[id_], becomes=held[id_][1], key=held[id_][0])
        for _id, appointment, group, role, _since in plan.rows["organisations_assignment"]:
            yield Told(LineKind.STARTS, person[appointment], self.groups[group], role)
        duties = {
            duty: (who_, group, role) for (who_, group), (duty, role) in stands.assignments.items()
        }
        for duty in plan.duties_over():
            appointment, group, role = duties[duty]
            yield Told(LineKind.ENDS, person[appointment], self.groups[group], role)
        for id_ in plan.functions_over():
            yield Told(LineKind.ENDS, person[id_], becomes=held[id_][1])

    def absent(self) -> Iterator[Told]:
        """Colleagues the file does not name, who stay; and one's own tasks, left to another."""
        plan, stands = self.plan, self.plan.stands
        if plan.own:
            yield Told(LineKind.OWN, plan.actor.name)
        named_here = {stands.staff[key].person for key in plan.told_staff}
        named_here |= {*plan.actor.persons}
        running: dict[UUID, str] = {}
        for (key, function), id_ in stands.appointments.items():
            if function != Function.ADMINISTRATOR and id_ not in stands.ended:
                running[stands.staff[key].person] = named(stands.staff[key])
        for person, name in sorted(running.items(), key=lambda one: one[1]):
            if person not in named_here and not self._asked_about(person):
                yield Told(LineKind.ABSENT, name)

    def _asked_about(self, person: UUID) -> bool:
        """Whether a question is open about this colleague."""
        staff = self.plan.stands.staff
        return any(staff[old].person == person for old in self.plan.staff.asked_about)


def _last_day(until: datetime | None) -> date | None:
    """The last day of what runs until a moment."""
    return timezone.localdate(until - timedelta(seconds=1)) if until else None
