"""Random worlds: circles, people and words in every combination of reach, written by the owner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from deelgenoot.circles.terms import Audience, Capacity, EntryKind, Ground, Side, Topic
from deelgenoot.contact.terms import How, Tone
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.people.terms import CustodyKind, LimitKind
from tests.care_worlds import CARE_TABLES, add_care
from tests.emergencies import EMERGENCY, add_emergencies
from tests.help_worlds import HELP_TABLES, add_help
from tests.safety_worlds import SAFETY_TABLES, add_notes
from tests.works_worlds import WORKS_TABLES, add_works

TICK = timedelta(microseconds=1)
FUNCTIONS = ("administrator", "teacher", "leader", "attention")
AROUND = (timedelta(days=-9), timedelta(days=-3), -TICK, timedelta(), TICK, timedelta(days=4))
TABLES = {
    "people_controller": "id name kind",
    "people_account": "id password email language is_active made_at",
    "people_person": "id controller_id side account_id first rest language workplace"
    " workplace_name proven_at",
    "people_mailbox": "id person_id address noted_at",
    "people_address": "id person_id street number addition postcode town country noted_at",
    "people_phone": "id person_id number kind label noted_at",
    "people_wishes": "id person_id channel languages needs_interpreter reads_little days"
    " only_phone_id never names_step noted_at",
    "people_custody": "id child_id adult_id kind relation since until proof noted_by",
    "people_courtlimit": "id child_id adult_id kind decision since until lifted noted_by",
    "people_keptreach": "id child_id adult_id since until",
    "organisations_school": "id board_id name brin dependance phone",
    "organisations_enrolment": "id school_id pupil_id key since until",
    "organisations_leaving": "id enrolment_id until going_to noted_by noted_at undone_at",
    "organisations_appointment": "id school_id person_id function key days since until",
    "circles_circle": "id pupil_id school_id board_id enrolment_id opened_at closed_at",
    "circles_membership": "id circle_id person_id capacity organisation ground basis since until"
    " reads writes from_when until_when",
    "circles_entry": "id circle_id author_id at topic audience shown_to hidden_from"
    " reaches_at side kind detail words",
    "contact_contactmoment": "id circle_id author_id at topic audience shown_to hidden_from"
    " reaches_at entry_id how tone",
    "circles_ask": "id circle_id person_id kind subject sent",
    "circles_contactperson": "id circle_id person_id asked_by asked_at stands_in accepted"
    " answered_at",
    "circles_contactwish": "id circle_id person_id words at readers",
    "circles_emergencylook": EMERGENCY,
    "circles_invitation": "id school_id person_id address code_hash made_at expires_at way known"
    " tries",
    **CARE_TABLES,
    **(SAFETY_TABLES | WORKS_TABLES | HELP_TABLES),
}


@dataclass(frozen=True)
class Someone:
    """A person of a world."""

    id: UUID
    account: UUID | None
    works: bool
    new: bool = False


@dataclass(frozen=True)
class Place:
    """A membership, as the tables have it."""

    id: UUID
    circle: UUID
    person: UUID
    capacity: Capacity
    ground: Ground
    since: datetime
    until: datetime | None
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    from_when: datetime | None
    until_when: datetime | None


@dataclass(frozen=True)
class Words:
    """Something that hangs on a circle, as the tables have it."""

    id: UUID
    circle: UUID
    author: UUID
    at: datetime
    topic: str
    audience: str
    shown_to: tuple[UUID, ...]
    hidden_from: tuple[UUID, ...]
    reaches_at: datetime | None = None

    @property
    def reached(self) -> tuple[Any, ...]:
        """The columns of everything that hangs on a circle."""
        lists = list(self.shown_to), list(self.hidden_from)
        return (self.id, self.circle, self.author, self.at, self.topic, self.audience, *lists)


@dataclass
class World:
    """A few schools, families and circles, drawn from one seed."""

    seed: int
    now: datetime
    dice: Random = field(init=False)
    rows: dict[str, list[tuple[Any, ...]]] = field(init=False)
    people: list[Someone] = field(default_factory=list)
    pupils: dict[UUID, UUID] = field(default_factory=dict)
    schools: list[UUID] = field(default_factory=list)
    circles: list[UUID] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    entries: list[Words] = field(default_factory=list)
    contacts: list[Words] = field(default_factory=list)
    outside: list[tuple[UUID, UUID | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)
        self.rows = {table: [] for table in TABLES}
        self._people()
        self._circles()
        self._places()
        self._classes()
        for _ in range(self.dice.randint(4, 9)):
            self._entry()
        self._asks()
        self._contact_persons()
        self._papers()
        for add in (add_emergencies, add_notes, add_works, add_help):
            add(self)
        self._details()
        self.outside += add_care(self)

    def new_id(self) -> UUID:
        """A number that comes out of the seed."""
        return UUID(int=self.dice.getrandbits(128), version=4)

    def add(self, table: str, *values: Any) -> UUID:
        """Note one row and give its id."""
        made = self.new_id()
        self.rows[table].append((made, *values))
        return made

    def moment(self) -> datetime:
        """A moment around now; often exactly now, or one tick beside it."""
        return self.now + self.dice.choice(AROUND)

    def perhaps(self, chance: float = 0.5) -> datetime | None:
        """A moment, or none."""
        return self.moment() if self.dice.random() < chance else None

    def some(self, of: Sequence[Any], *, most: int = 2) -> tuple[Any, ...]:
        """A few of these; perhaps none."""
        return tuple(self.dice.sample(list(of), self.dice.randint(0, min(most, len(of)))))

    def _people(self) -> None:
        """Boards, schools, and people of whom some share an account."""
        boards = [self.add("people_controller", "board", "board") for _ in range(2)]
        for board in boards[: self.dice.randint(1, 2)]:
            brin = f"{self.dice.getrandbits(24):06X}"
            self.schools.append(self.add("organisations_school", board, "school", brin, "", ""))
        accounts = [
            self.add("people_account", "", f"{self.new_id()}@x.invalid", "nl", True, self.now)
            for _ in range(4)
        ]
        for number in range(self.dice.randint(4, 6)):
            works = number % 2 == 1
            account = self.dice.choice([*accounts, None])
            if works and self.dice.random() < 0.4:
                account = self.people[-1].account  # a colleague who is at home here too
            side, workplace = ("work", self.schools[0]) if works else ("family", None)
            proven = self.now if self.dice.random() < 0.7 else None
            rest = self.dice.choice("vwxyz")  # now and then a colleague is called as a parent is
            facts = (side, account, "x", rest, "nl", workplace, "z", proven)
            person = self.add("people_person", self.dice.choice(boards), *facts)
            new = not works and account is not None and proven is None
            self.people.append(Someone(person, account, works, new))

    def _circles(self) -> None:
        """Pupils, enrolled, each with a circle."""
        family = [someone for someone in self.people if not someone.works]
        for pupil in family[: self.dice.randint(1, 3)]:
            school = self.dice.choice(self.schools)
            board = next(r[1] for r in self.rows["organisations_school"] if r[0] == school)
            key, closes = str(self.new_id()), self.perhaps()
            enrolled = (school, pupil.id, key, self.moment(), closes)
            enrolment = self.add("organisations_enrolment", *enrolled)
            self.pupils[pupil.id] = school
            facts = (pupil.id, school, board, enrolment, self.now, closes)
            self.circles.append(self.add("circles_circle", *facts))
            noted = ("moved", pupil.id, self.now, self.perhaps())
            self.add("organisations_leaving", enrolment, self.moment(), *noted)

    def _places(self) -> None:
        """Memberships: none, one or two per person and circle."""
        for circle in self.circles:
            for person in self.people:
                for _ in range(self.dice.choice((0, 0, 1, 1, 2))):
                    self._place(circle, person.id)

    def _place(
        self, circle: UUID, person: UUID, capacity: Capacity | None = None, *grounds: Ground
    ) -> None:
        """One membership; most of them run, with most topics."""
        dice = self.dice
        since = self.moment() if dice.random() < 0.4 else self.now - timedelta(days=30)
        topics = list(Topic.values)
        reads = tuple(topics) if dice.random() < 0.5 else self.some(topics, most=4)
        writes = tuple(topics) if dice.random() < 0.4 else self.some(topics, most=4)
        place = Place(
            self.new_id(),
            circle,
            person,
            capacity or dice.choice(list(Capacity)),
            dice.choice(grounds or list(Ground)),
            since,
            self.perhaps(0.3),
            reads,
            writes,
            self.perhaps(0.25),
            self.perhaps(0.25),
        )
        self.places.append(place)
        spans = (since, place.until, list(reads), list(writes), place.from_when, place.until_when)
        facts = (place.capacity, None, place.ground, self.new_id())
        self.rows["circles_membership"].append((place.id, circle, person, *facts, *spans))

    def _classes(self) -> None:
        """Class teachers and the parents they call; some are both, in two circles."""
        for circle in self.circles:
            for someone in self.people:
                if someone.works and self.dice.random() < 0.4:
                    self._place(circle, someone.id, Capacity.CLASS_TEACHER, Ground.WORK)
                if not someone.works and self.dice.random() < 0.4:
                    self._place(circle, someone.id, Capacity.PARENT, Ground.CUSTODY)

    def words(self) -> Words:
        """Something that hangs on a circle: any topic, audience, author and hiding."""
        dice, ids = self.dice, [someone.id for someone in self.people]
        hidden = self.some(ids) if dice.random() < 0.4 else ()
        return Words(
            self.new_id(),
            dice.choice(self.circles),
            dice.choice(ids),
            self.moment(),
            dice.choice(Topic.values),
            dice.choice(Audience.values),
            self.some(ids, most=3),
            hidden,
        )

    def _entry(self) -> None:
        """An entry in a story; some are a contact moment with a reach of its own."""
        entry = replace(self.words(), reaches_at=self.perhaps(0.3))
        self.entries.append(entry)
        self.rows["circles_entry"].append(
            (*entry.reached, entry.reaches_at, Side.HOME, EntryKind.CONTACT, "", "words")
        )
        if self.dice.random() < 0.6:
            contact = replace(self.words(), reaches_at=self.perhaps(0.3))
            self.contacts.append(contact)
            self.rows["contact_contactmoment"].append(
                (*contact.reached, contact.reaches_at, entry.id, How.DOOR, Tone.GOOD)
            )

    def _asks(self) -> None:
        """What is asked of whom."""
        ids = [someone.id for someone in self.people]
        kinds = ("read_contact", "read_answer", "closing", "wish_contact", "be_contact")
        for circle in self.circles:
            for person in self.some(ids, most=4):
                kind = self.dice.choice(kinds)
                self.add("circles_ask", circle, person, kind, self.new_id(), self.now)

    def _contact_persons(self) -> None:
        """Who is asked to be the contact person, who said yes or no, and who would like whom."""
        dice, ids = self.dice, [someone.id for someone in self.people]
        for circle in self.circles:
            for person in self.some(ids):
                said = dice.choice((True, False, None))
                at = None if said is None else self.now
                asker = dice.choice(ids)
                self.add("circles_contactperson", circle, person, asker, self.now, False, said, at)
            for person in self.some(ids):
                readers = list(self.some(ids))
                self.add("circles_contactwish", circle, person, "", self.now, readers)

    def _papers(self) -> None:
        """Who administers, who has custody, addresses and invitations."""
        dice, ids = self.dice, [someone.id for someone in self.people]
        for someone in self.people:
            if someone.works and dice.random() < 0.7:
                function = dice.choice(FUNCTIONS)
                self.add(
                    "organisations_appointment",
                    dice.choice(self.schools),
                    someone.id,
                    function,
                    str(self.new_id()),
                    [],
                    self.moment(),
                    self.perhaps(),
                )
            if dice.random() < 0.7:
                self.add("people_mailbox", someone.id, "a@x.invalid", self.now)
        for child in self.pupils:
            for adult in dict.fromkeys((*self.some(ids, most=3), *self._two_homes())):
                self.add(
                    "people_custody",
                    child,
                    adult,
                    dice.choice(CustodyKind.values),
                    "",
                    self.moment(),
                    self.perhaps(),
                    "",
                    ids[0],
                )
            self._kept_away(child)
        for person in self.some(ids):
            school, code = dice.choice(self.schools), str(self.new_id())
            sent = ("a@x.invalid", code, self.now, self.now, "mail", True, 0)
            self.add("circles_invitation", school, person, *sent)

    def _kept_away(self, child: UUID) -> None:
        """What courts decided, and to whom a pupil of 18 said yes."""
        dice, ids = self.dice, [someone.id for someone in self.people]
        for adult in self.some(ids):
            since, long = self.moment(), dice.choice((None, TICK, timedelta(days=8)))
            ends = since + long if long else None
            kind = dice.choice(LimitKind.values)
            self.add("people_courtlimit", child, adult, kind, "x", since, ends, "", ids[0])
        for adult in self.some(ids):
            self.add("people_keptreach", child, adult, self.moment(), None)

    def _two_homes(self) -> tuple[UUID, ...]:
        """Sometimes a colleague, as who they are at home, and someone who shares the child."""
        works = {someone.account for someone in self.people if someone.works} - {None}
        family = [someone for someone in self.people if not someone.works]
        at_home = [someone.id for someone in family if someone.account in works]
        if not at_home or self.dice.random() < 0.5:
            return ()
        return self.dice.choice(at_home), self.dice.choice(family).id

    def _details(self) -> None:
        """Where people live, on which numbers they are called, and what they wish."""
        dice, now = self.dice, self.now
        for someone in self.people:
            if dice.random() < 0.6:
                self.add("people_address", someone.id, "x", "1", "", "6811 AB", "y", "NL", now)
            phones = [
                self.add("people_phone", someone.id, f"+3161234567{n}", "mobile", "", now)
                for n in range(dice.randint(0, 3))
            ]
            if dice.random() < 0.7:
                only = dice.choice([*phones, None])
                wishes = ("mail", [], False, False, [], only, [], False, now)
                self.add("people_wishes", someone.id, *wishes)

    def actors(self) -> Iterator[Actor]:
        """Everyone alone, every family hat, hats of several people, a stranger and nobody."""
        for someone in self.people:
            yield self._actor((someone.id,), Hat.WORK if someone.works else Hat.FAMILY)
        family = [someone for someone in self.people if not someone.works]
        for account in {someone.account for someone in family if someone.account}:
            held = tuple(someone.id for someone in family if someone.account == account)
            if len(held) > 1:
                yield self._actor(held, Hat.FAMILY)
        yield self._actor(self.some([someone.id for someone in family], most=3), Hat.FAMILY)
        yield self._actor((self.new_id(),), Hat.FAMILY)
        yield from (self._actor((person,), Hat.WORK) for person, _ in self.outside)

    def _actor(self, persons: tuple[UUID, ...], hat: Hat) -> Actor:
        """Someone under one hat, now."""
        new = any(someone.new for someone in self.people if someone.id in persons)
        return Actor(account_id=None, persons=persons, hat=hat, now=self.now, new=new)


def write(owner: psycopg.Connection, worlds: Sequence[World]) -> None:
    """Write worlds as the owner of the tables, in plain SQL, and forget the worlds before."""
    with owner.transaction(), owner.cursor() as cursor:
        names = sql.SQL(", ").join(map(sql.Identifier, TABLES))
        cursor.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
        for table, columns in TABLES.items():
            names = sql.SQL(", ").join(map(sql.Identifier, columns.split()))
            into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
            with cursor.copy(into) as copy:
                for world in worlds:
                    for row in world.rows[table]:
                        copy.write_row(row)
