"""Who sees which circle and what hangs on it, who may say something, who may add people."""

from functools import lru_cache

from django.db.models import BooleanField, CharField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.expressions import ExpressionWrapper

from deelgenoot.access.machine_tasks import IMPORT
from deelgenoot.access.policy import permission, visibility
from deelgenoot.access.rows import ask_database
from deelgenoot.circles.models import (
    Ask,
    Circle,
    ContactPerson,
    Entry,
    Membership,
    SchoolReach,
)
from deelgenoot.circles.starting import takes_part
from deelgenoot.circles.terms import STILL_ASKED, TOGETHER, Audience, Capacity, Ground
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.organisations.models import Appointment, Enrolment, Group, School
from deelgenoot.organisations.policy import administered_schools, care_kept, care_people_kept
from deelgenoot.people.models import Controller, Custody, Person
from deelgenoot.people.terms import Side

NOTHING = Q(pk__in=[])
"""What a newcomer sees of most tables: they came with a letter, and may be someone else."""


@lru_cache(maxsize=64)  # built once a request, asked for by every list on the page
def places_of(actor: Actor) -> QuerySet[Membership]:
    """The places this actor has in circles now; at work never in the circle of one's own child."""
    rows = Membership.objects.for_policy().filter(
        Q(until=None) | Q(until__gt=actor.now), person__in=actor.persons, since__lte=actor.now
    )
    if actor.hat is Hat.WORK:
        family = Person.objects.for_policy().filter(
            side=Side.FAMILY,
            account__in=Person.objects.for_policy()
            .filter(pk__in=actor.persons, account__isnull=False)
            .values("account"),
        )
        own = Membership.objects.for_policy().filter(person__in=family)
        rows = rows.exclude(circle__in=own.values("circle"))
        kids = Custody.objects.for_policy().filter(adult__in=family)
        rows = rows.exclude(circle__pupil__in=kids.values("child"))
    return rows


@lru_cache(maxsize=64)
def within_reach(actor: Actor) -> Q:
    """What this actor may read of what hangs on circles: topic, audience, period, not hidden.

    The attention officer is in every circle of the school for safety alone, so hears that alone.
    """
    places = places_of(actor).filter(
        Q(from_when=None) | Q(from_when__lte=OuterRef("at")),
        Q(until_when=None) | Q(until_when__gt=OuterRef("at")),
        circle=OuterRef("circle"),
        reads__contains=[OuterRef("topic")],
    )
    audience = ExpressionWrapper(OuterRef("audience"), CharField())
    for_safety = Q(capacity=Capacity.ATTENTION_OFFICER)
    places = places.annotate(heard_by=audience).filter(
        Q(~for_safety, heard_by=Audience.CIRCLE)
        | Q(~for_safety, heard_by=Audience.SCHOOL, ground=Ground.WORK)
        | Q(heard_by=Audience.OWN, person=OuterRef("author"))
        | Q(heard_by=Audience.NAMED, person=OuterRef("author"))
        | Q(Q(heard_by=Audience.NAMED) & Q(_among("shown_to")))
        | Q(heard_by=Audience.SAFETY, person=OuterRef("author"))
        | Q(for_safety, heard_by=Audience.SAFETY)
    )
    places = places.exclude(~Q(heard_by__in=TOGETHER), capacity=Capacity.EMERGENCY)
    reach = Q(Exists(places)) & ~Q(hidden_from__overlap=list(actor.persons))
    return reach & Q(author__in=list(actor.persons)) if actor.new else reach


def _among(column: str) -> Func:
    """Whether the place's person is one of the ids in an array column of the outer row."""
    return Func(
        F("person"),
        OuterRef(column),
        template="(%(expressions)s))",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def is_open(actor: Actor, path: str = "") -> Q:
    """Circles that are not closed: in a closed one nothing is written or asked any more."""
    return Q(**{f"{path}closed_at": None}) | Q(**{f"{path}closed_at__gt": actor.now})


@visibility(Circle)
def circles_seen_by(actor: Actor) -> Q:
    """Who is in a circle sees that it is there; for anyone else it does not exist."""
    if actor.task == IMPORT:
        return Q()
    return Q(pk__in=places_of(actor).values("circle"))


@visibility(Membership)
def memberships_seen_by(actor: Actor) -> Q:
    """Everyone in a circle sees who else is in it."""
    return Q(circle__in=places_of(actor).values("circle")) & _shown_to(actor)


def _shown_to(actor: Actor) -> Q:
    """Whose places are shown: all, but to a newcomer only their own and whom to call."""
    if not actor.new:
        return Q()
    said_yes = ContactPerson.objects.for_policy().filter(
        circle=OuterRef("circle"), person=OuterRef("person"), accepted=True
    )
    mine = Q(person__in=list(actor.persons))
    return mine | Q(capacity=Capacity.CLASS_TEACHER) | Q(Exists(said_yes))


def reached(actor: Actor) -> Q:
    """What has reached others by now, and what is this actor's own."""
    told = Q(reaches_at=None) | Q(reaches_at__lte=actor.now)
    return told | Q(author__in=list(actor.persons))


@visibility(Entry)
def entries_seen_by(actor: Actor) -> Q:
    """Everyone in the circle whom topic and audience include reads what has reached them."""
    return within_reach(actor) & reached(actor)


@visibility(Ask)
def asks_seen_by(actor: Actor) -> Q:
    """Only the one who is asked sees what is asked of them; of a newcomer nothing is asked."""
    if actor.new:
        return NOTHING
    still = is_open(actor, "circle__") | Q(kind__in=STILL_ASKED)
    return Q(circle__in=places_of(actor).values("circle"), person__in=actor.persons) & still


@visibility(SchoolReach)
def narrowings_seen_by(actor: Actor) -> Q:
    """Administrators see what their own school leaves whom to read."""
    return Q(school__in=administered_schools(actor))


@visibility(Person)
def persons_seen_by(actor: Actor) -> Q:
    """People see themselves, who is in their circles, and administrators their school's people."""
    if actor.task == IMPORT:
        return Q()
    mine = places_of(actor).values("circle")
    shared = Membership.objects.for_policy().filter(_shown_to(actor), circle__in=mine)
    seen = Q(pk__in=list(actor.persons)) | Q(pk__in=shared.values("person"))
    if actor.new:
        pupils = Circle.objects.for_policy().filter(pk__in=mine)
        return seen | Q(pk__in=pupils.values("pupil"))
    return seen | _kept_people(actor)


def own_children(actor: Actor) -> QuerySet[Custody]:
    """The children of who is at work here; one does not keep the papers of one's own child."""
    people = Person.objects.for_policy()
    accounts = people.filter(pk__in=actor.persons, side=Side.WORK, account__isnull=False)
    family = people.filter(side=Side.FAMILY, account__in=accounts.values("account"))
    return Custody.objects.for_policy().filter(adult__in=family)


def pupils_kept_by(actor: Actor) -> QuerySet[Enrolment]:
    """The pupils whose people this administrator keeps: all of the school but one's own child."""
    rows = Enrolment.objects.for_policy().filter(school__in=administered_schools(actor))
    return rows.exclude(pupil__in=own_children(actor).values("child"))


def _kept(actor: Actor, path: str) -> Q:
    """Rows about people an administrator keeps; not of who shares a child, nor a closed double."""
    schools = administered_schools(actor)
    staff = Appointment.objects.for_policy().filter(school__in=schools).values("person")
    custody = Custody.objects.for_policy()
    adults = custody.filter(child__in=pupils_kept_by(actor).values("pupil")).values("adult")
    shared = custody.filter(child__in=own_children(actor).values("child")).values("adult")
    theirs = Q(**{f"{path}__in": adults}) | Q(**{f"{path}__in": staff})
    theirs |= Q(**{f"{path}__in": care_people_kept(actor)})
    closed = Person.objects.for_policy().filter(same_as__isnull=False).values("pk")
    return theirs & ~Q(**{f"{path}__in": shared}) & ~Q(**{f"{path}__in": closed})


def _kept_people(actor: Actor) -> Q:
    """The pupils, guardians, colleagues and people in care an administrator keeps."""
    return Q(pk__in=pupils_kept_by(actor).values("pupil")) | _kept(actor, "pk")


@visibility(Controller)
def controllers_seen_by(actor: Actor) -> Q:
    """One's own; the import finds every board, an administrator the own board's care."""
    kept = Q(pk__in=care_kept(actor).values("controller"))
    return Q() if actor.task == IMPORT else kept | Q(pk=actor.controller_id)


def contacts_kept_by(actor: Actor, path: str) -> Q:
    """Rows about oneself, and about the people an administrator keeps."""
    if actor.task:
        return Q()  # only tasks with a guard of their own get rows; the database decides
    if actor.new:
        return NOTHING
    return Q(**{f"{path}__in": list(actor.persons)}) | _kept(actor, path)


@permission("Who is in a circle that takes part and may write on a topic says something there.")
def may_write_in_circle(actor: Actor, circle: Circle) -> bool:
    """Whether this actor has a place in the circle with at least one topic to write on."""
    places = places_of(actor).filter(is_open(actor, "circle__"), circle=circle)
    return places.filter(takes_part("circle__enrolment")).exclude(writes=[]).exists()


@permission("Only the one who is asked says that it is done.")
def may_finish_ask(actor: Actor, ask: Ask) -> bool:
    """Whether this is asked of this actor."""
    return ask.person_id in actor.persons


@permission("An administrator adds guardians to pupils of the own school.")
def may_add_guardian(actor: Actor, enrolment: Enrolment) -> bool:
    """Whether this actor administers the pupil's school and is not family of the pupil.

    Asked of the database: at work one's own custody is not seen, not even to be left out.
    """
    return bool(ask_database("deelgenoot_keeps_pupil", enrolment.pupil_id)[0][0])


@permission("An administrator keeps custody and court limits of pupils of the own school.")
def may_keep_custody(actor: Actor, enrolment: Enrolment) -> bool:
    """Whether this actor administers the pupil's school and is not family of the pupil."""
    return may_add_guardian.allows(actor, enrolment)


@permission("An administrator invites people of the own school.")
def may_invite(actor: Actor, school: School) -> bool:
    """Whether this actor administers the school."""
    return school.pk in administered_schools(actor)


@permission("The class teacher, the coordinator and an administrator let someone stand in today.")
def may_replace_in(actor: Actor, group: Group) -> bool:
    """Whether this actor has the class as its teacher, or coordinates or administers its school.

    Asked of the database, whose own guard on tasks asks the same.
    """
    return bool(ask_database("deelgenoot_may_replace_in", group.pk)[0][0])
