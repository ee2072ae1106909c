"""Reach, said a third time in plain Python: what the two lines of the house must both come to."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from deelgenoot.circles.terms import STILL_ASKED, Audience, Capacity, Ground
from deelgenoot.kernel.actor import Actor
from tests.care_worlds import care_people_kept, sees_of_care
from tests.help_worlds import sees_of_help
from tests.safety_worlds import sees_of_safety
from tests.works_worlds import sees_of_works
from tests.worlds import Place, Words, World

HEAR = ("pupil", "parent", "carer", "class_teacher", "coordinator")
"""Who in a circle reads who looked in an emergency."""


class Reach:
    """How far one actor reaches in one world."""

    def __init__(self, world: World, actor: Actor) -> None:
        self.world, self.persons, self.now = world, set(actor.persons), actor.now
        self.new = any(s.new for s in world.people if s.id in self.persons)
        own = self._own_children()
        self.places = [
            place
            for place in world.places
            if place.person in self.persons and self._runs(place) and place.circle not in own
        ]
        self.circles = {place.circle for place in self.places}
        self.schools = {
            row[1]
            for row in world.rows["organisations_appointment"]
            if row[2] in self.persons
            and row[3] == "administrator"
            and self._during(row[6], row[7])
        }
        self.closed = {
            row[0] for row in world.rows["circles_circle"] if row[6] and row[6] <= self.now
        }
        self.own_kids = self._own_kids()
        self.sharing = self._sharing()
        self.pupils = {child for child, _ in self._enrolled()} - self.own_kids
        self.enrolments = {
            row[0]
            for row in world.rows["organisations_enrolment"]
            if row[1] in self.schools and row[2] in self.pupils
        }
        self.contacts = set() if self.new else self.persons | self._kept()
        self.called = set() if self.new else self._called()
        self.alone = set() if self.new else self.persons - self._with_a_parent()

    def runs(self, since: datetime, until: datetime | None) -> bool:
        """Whether something that began and perhaps ended runs now."""
        return self._during(since, until)

    def _during(self, since: datetime, until: datetime | None) -> bool:
        """Whether something that began and perhaps ended runs now; its end is no part of it."""
        return since <= self.now and (until is None or until > self.now)

    def _runs(self, place: Place) -> bool:
        return self._during(place.since, place.until)

    def _at_home(self) -> set[UUID]:
        """Who a colleague is at home."""
        people = self.world.people
        accounts = {s.account for s in people if s.id in self.persons and s.works} - {None}
        return {s.id for s in people if not s.works and s.account in accounts}

    def _own_children(self) -> set[UUID]:
        """The circles in which a colleague is, or ever was, at home."""
        family, rows = self._at_home(), self.world.rows["circles_circle"]
        placed = {place.circle for place in self.world.places if place.person in family}
        return placed | {row[0] for row in rows if row[1] in self._own_kids()}

    def _own_kids(self) -> set[UUID]:
        """The children with whom a colleague has, or ever had, a tie at home."""
        family = self._at_home()
        return {row[1] for row in self.world.rows["people_custody"] if row[2] in family}

    def _with_a_parent(self) -> set[UUID]:
        """The children with whom an adult of theirs shares these persons, as one account does."""
        return {r[1] for r in self.world.rows["people_custody"] if r[2] in self.persons}

    def _enrolled(self) -> Iterator[tuple[UUID, UUID]]:
        rows = self.world.rows["organisations_enrolment"]
        return ((row[2], row[1]) for row in rows if row[1] in self.schools)

    def _kept(self) -> set[UUID]:
        """The guardians and colleagues of schools this actor administers."""
        rows = self.world.rows
        adults = {row[2] for row in rows["people_custody"] if row[1] in self.pupils}
        staff = {row[2] for row in rows["organisations_appointment"] if row[1] in self.schools}
        return (adults | staff | care_people_kept(self)) - self.sharing

    def _sharing(self) -> set[UUID]:
        """Who has, or ever had, a tie with a child of who is at work here."""
        rows = self.world.rows["people_custody"]
        return {row[2] for row in rows if row[1] in self.own_kids}

    def _called(self) -> set[UUID]:
        """The parents whom a class teacher calls, or who stands there in an emergency."""
        mine = {
            place.circle
            for place in self.places
            if place.capacity in (Capacity.CLASS_TEACHER, Capacity.EMERGENCY)
            and place.ground is Ground.WORK
        }
        parents = {
            place.person
            for place in self.world.places
            if place.circle in mine
            and place.capacity in (Capacity.PARENT, Capacity.CARER)
            and self._runs(place)
        }
        return parents - self._sharing()

    def _may_call(self, phone: tuple[object, ...]) -> bool:
        """Whether a class teacher may call this number: any, or the one that is safe."""
        wishes = [row for row in self.world.rows["people_wishes"] if row[1] == phone[1]]
        only = next((row[7] for row in wishes), None)
        return phone[1] in self.called and only in (None, phone[0])

    def _shows(self, place: Place) -> bool:
        """Whether someone's place is shown: a newcomer sees the class teacher and whom to call."""
        said_yes = any(
            row[1] == place.circle and row[2] == place.person and row[6]
            for row in self.world.rows["circles_contactperson"]
        )
        return (
            not self.new
            or place.person in self.persons
            or place.capacity is Capacity.CLASS_TEACHER
            or said_yes
        )

    def reads(self, words: Words) -> bool:
        """Whether this actor may read something that hangs on a circle."""
        if self.new and words.author not in self.persons:
            return False
        waits = words.reaches_at is not None and words.reaches_at > self.now
        if waits and words.author not in self.persons:
            return False
        return any(self._through(place, words, place.reads) for place in self.places)

    def writes(self, words: Words) -> bool:
        """Whether this actor may write it: signed with the very place that may write it."""
        return words.circle not in self.closed and any(
            place.person == words.author and self._through(place, words, place.writes)
            for place in self.places
        )

    def _through(self, place: Place, words: Words, topics: tuple[str, ...]) -> bool:
        """Whether one place gives reach to these words."""
        return (
            place.circle == words.circle
            and words.topic in topics
            and (place.from_when is None or words.at >= place.from_when)
            and (place.until_when is None or words.at < place.until_when)
            and not self.persons & set(words.hidden_from)
            and _hears(place, words)
        )

    def guides(self, circle: UUID) -> bool:
        """Whether this actor asks who takes over in a circle."""
        said_yes = any(
            row[1] == circle and row[2] in self.persons and row[6]
            for row in self.world.rows["circles_contactperson"]
        )
        chooses = {Capacity.CLASS_TEACHER, Capacity.COORDINATOR}
        return any(
            place.circle == circle
            and place.ground in (Ground.WORK, Ground.CONSENT)
            and (place.capacity in chooses or said_yes)
            for place in self.places
        )

    def hears_of(self, look: tuple[Any, ...]) -> bool:
        """Whether this actor reads who looked in an emergency, and why."""
        _, _, circle, pupil, school, _, looker, opener, _, since, until, ended = look
        if self.new:
            return False
        ends = min(filter(None, (until, ended)))
        mine = looker in self.persons and circle in self.circles and self._during(since, ends)
        leads = any(
            row[1] == school and row[2] in self.persons and row[3] == "leader"
            for row in self.world.rows["organisations_appointment"]
            if self._during(row[6], row[7])
        )
        over = (opener in self.persons or leads) and pupil not in self.own_kids
        return mine or over or any(self._is_told(place, circle, since) for place in self.places)

    def _is_told(self, place: Place, circle: UUID, since: datetime) -> bool:
        """Whether one place is of those who are told: family, who guides, the contact person."""
        said_yes = any(
            row[1] == circle and row[2] == place.person and row[6]
            for row in self.world.rows["circles_contactperson"]
        )
        contact = said_yes and place.ground in (Ground.WORK, Ground.CONSENT)
        return (
            place.circle == circle
            and (place.capacity in HEAR or contact)
            and (place.from_when is None or since >= place.from_when)
            and (place.until_when is None or since < place.until_when)
        )

    def sees(self) -> dict[str, set[UUID]]:
        """Everything this actor sees, by table."""
        rows = self.world.rows
        return {
            "circles_circle": self.circles,
            "circles_membership": {
                p.id for p in self.world.places if p.circle in self.circles and self._shows(p)
            },
            "circles_entry": {w.id for w in self.world.entries if self.reads(w)},
            "contact_contactmoment": {w.id for w in self.world.contacts if self.reads(w)},
            "circles_contactperson": {
                row[0]
                for row in rows["circles_contactperson"]
                if row[1] in self.circles
                and (row[6] is not False or self.persons & {row[2], row[3]})
                and (row[6] or not self.new)
            },
            "circles_contactwish": {
                row[0]
                for row in rows["circles_contactwish"]
                if row[1] in self.circles and self.persons & {row[2], *row[5]} and not self.new
            },
            "circles_invitation": {
                row[0]
                for row in rows["circles_invitation"]
                if row[1] in self.schools and row[2] in self.contacts | self.pupils
            },
            "people_courtlimit": {
                row[0] for row in rows["people_courtlimit"] if row[1] in self.pupils
            },
            "people_keptreach": {
                row[0] for row in rows["people_keptreach"] if row[1] in self.alone
            },
            **self._sees_of_people(),
            **sees_of_safety(self),
            **sees_of_works(self),
            **sees_of_help(self),
        }

    def _sees_of_people(self) -> dict[str, set[UUID]]:
        """What this actor sees of asks, leaving, reaching people, who cares, and who looked."""
        rows = self.world.rows
        return {
            "circles_emergencylook": {
                row[0] for row in rows["circles_emergencylook"] if self.hears_of(row)
            },
            "circles_ask": {
                row[0]
                for row in rows["circles_ask"]
                if row[1] in self.circles
                and row[2] in self.persons
                and not self.new
                and (row[1] not in self.closed or row[3] in STILL_ASKED)
            },
            "organisations_leaving": {
                row[0] for row in rows["organisations_leaving"] if row[1] in self.enrolments
            },
            "people_mailbox": {
                row[0] for row in rows["people_mailbox"] if row[1] in self.contacts
            },
            "people_address": {
                row[0] for row in rows["people_address"] if row[1] in self.contacts
            },
            "people_phone": {
                row[0]
                for row in rows["people_phone"]
                if row[1] in self.contacts or self._may_call(row)
            },
            "people_wishes": {
                row[0] for row in rows["people_wishes"] if row[1] in self.contacts | self.called
            },
            "people_custody": {
                row[0]
                for row in rows["people_custody"]
                if (row[2] in self.persons and not self.new)
                or (row[2] in self.contacts and row[1] in self.pupils)
            },
            **sees_of_care(self),
        }


def _hears(place: Place, words: Words) -> bool:
    """Whether the audience of these words includes someone in this place."""
    author = words.author == place.person
    if place.capacity is Capacity.EMERGENCY and words.audience not in ("circle", "school"):
        return False
    for_safety = place.capacity is Capacity.ATTENTION_OFFICER
    return {
        Audience.CIRCLE: not for_safety,
        Audience.SCHOOL: place.ground is Ground.WORK and not for_safety,
        Audience.OWN: author,
        Audience.NAMED: author or place.person in words.shown_to,
        Audience.SAFETY: author or for_safety,
    }[Audience(words.audience)]
