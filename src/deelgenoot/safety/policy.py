"""Who reads a closed note, who writes one, and who asks someone to talk."""

from typing import Any, Protocol
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower

from deelgenoot.access.policy import permission, visibility
from deelgenoot.access.rows import ask_database
from deelgenoot.circles.models import Circle
from deelgenoot.circles.policy import NOTHING, is_open, places_of
from deelgenoot.circles.terms import Capacity, Ground
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment, School
from deelgenoot.organisations.policy import administered_schools
from deelgenoot.organisations.terms import Function
from deelgenoot.people.models import Custody, Person
from deelgenoot.people.terms import Side
from deelgenoot.safety.models import OwnWord, SafetyNote


class AboutPupil(Protocol):
    """The pupil a note is about, at one school."""

    @property
    def circle(self) -> UUID:
        """The circle around the pupil."""

    @property
    def school(self) -> UUID:
        """The school of that circle."""

    @property
    def pupil(self) -> UUID:
        """The pupil."""


@visibility(SafetyNote)
def notes_seen_by(actor: Actor) -> Q:
    """Who wrote it, as long as they work with the pupil, and the school's attention officer.

    The officer reads on when the circle is closed, and never about a child they are too close to.
    """
    if actor.new:
        return NOTHING
    mine = Q(author__in=list(actor.persons), author__side=Side.WORK)
    works = places_of(actor).filter(
        circle=OuterRef("circle"), person=OuterRef("author"), ground=Ground.WORK
    )
    wrote = mine & Q(Exists(works.exclude(capacity=Capacity.EMERGENCY)))
    guards = Q(school__in=_guarded_by(actor).values("school"))
    return wrote | (guards & ~Q(pupil__in=_kept_apart(actor)) & (Q(shared=True) | mine))


def _guarded_by(actor: Actor) -> QuerySet[Appointment]:
    """The appointments of this person as attention officer, now."""
    return Appointment.objects.for_policy().filter(
        Q(until=None) | Q(until__gt=actor.now),
        person__in=actor.persons,
        person__side=Side.WORK,
        function=Function.ATTENTION_OFFICER,
        since__lte=actor.now,
    )


def _kept_apart(actor: Actor) -> QuerySet[Person, Any]:
    """The children this colleague is too close to: of their own, or of who shares a child.

    Also by the name at home, for who signs in there with another account. The same as what the
    database keeps apart in an emergency.
    """
    people = Person.objects.for_policy()
    me = people.filter(pk__in=actor.persons, side=Side.WORK)
    family = people.filter(side=Side.FAMILY).annotate(called=called())
    namesake = me.annotate(called=called()).filter(
        controller=OuterRef("controller"), called=OuterRef("called")
    )
    accounts = me.filter(account__isnull=False).values("account")
    home = family.filter(Q(account__in=accounts) | Q(Exists(namesake))).values("pk")
    custody = Custody.objects.for_policy()
    near = Q(pk__in=home) | Q(pk__in=custody.filter(adult__in=home).values("child"))
    sharing = custody.filter(child__in=people.filter(near).values("pk")).values("adult")
    theirs = Q(pk__in=custody.filter(adult__in=sharing).values("child"))
    return people.filter(near | theirs).values("pk")


def called() -> Lower:
    """A whole name, written in one way."""
    return Lower(Concat(F("first"), Value(" "), F("rest")))


@permission("Who works with a pupil, and the attention officer, keep a closed note about safety.")
def may_keep_note(actor: Actor, about: AboutPupil) -> bool:
    """Whether this colleague of the school works with the pupil, or guards the school.

    Asked of the database, whose own guard on notes asks the same.
    """
    if not actor.is_colleague:
        return False
    given = (about.circle, about.school, about.pupil, actor.person_id)
    return bool(ask_database("deelgenoot_may_keep_note", *given)[0][0])


@permission("Only the pupil asks someone at school to talk, from an account of their own.")
def may_ask_to_talk(actor: Actor, circle: Circle) -> bool:
    """Whether this is the pupil, alone, in a circle that is open."""
    mine = places_of(actor).filter(is_open(actor, "circle__"), circle=circle)
    return actor.is_pupil and circle.pupil_id in actor.persons and mine.exists()


@visibility(OwnWord)
def own_words_seen_by(actor: Actor) -> Q:
    """Administrators see the list of their own school; others find the words on their device."""
    return NOTHING if actor.new else Q(school__in=administered_schools(actor))


@permission("An administrator keeps the school's own words that ask whether it is about safety.")
def may_keep_own_words(actor: Actor, school: School) -> bool:
    """Whether this actor administers the school."""
    return not actor.new and school.pk in administered_schools(actor)


@permission("An administrator takes a word of the school's own away.")
def may_take_own_word(actor: Actor, line: OwnWord) -> bool:
    """Whether this actor administers the school of this word."""
    return not actor.new and line.school_id in administered_schools(actor)
