"""A circle, who is in it and how far they reach, its story, and what is asked of whom.

`db_index=False`: another index of the table begins with the same column, and with two to choose
from PostgreSQL takes the one without an order and reads a circle whole.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager
from deelgenoot.circles.doubles import Merge, Moved, TwoPeople
from deelgenoot.circles.emergencies import EmergencyLook
from deelgenoot.circles.inviting import Invitation
from deelgenoot.circles.starting import TakingPart
from deelgenoot.circles.terms import (
    SHIELDED_ASKS,
    AskKind,
    Audience,
    Capacity,
    EntryKind,
    Ground,
    Side,
    Topic,
)

NOBODY = models.Value([], output_field=ArrayField(models.UUIDField()))
# These stand in files of their own.
__all__ = ["EmergencyLook", "Invitation", "Merge", "Moved", "TakingPart", "TwoPeople"]


def _codes(size: int = 12) -> "ArrayField[list[str], list[str]]":
    """A list of codes, like topics."""
    return ArrayField(models.CharField(max_length=size), default=list)


class Circle(models.Model):
    """The people around one pupil at one school, and all they share."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pupil = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    school = models.ForeignKey("organisations.School", models.PROTECT, related_name="+")
    board = models.ForeignKey("people.Controller", models.PROTECT, related_name="+")
    enrolment = models.OneToOneField("organisations.Enrolment", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = ClosedManager["Circle"]()


class CapacityReach(models.Model):
    """What each capacity reads and writes, per topic; a school may narrow it, never widen.

    basis: 2-architecture 'Reach', topics per staff capacity.
    """

    capacity = models.CharField(max_length=20, primary_key=True, choices=Capacity.choices)
    reads = _codes()
    writes = _codes()


class SchoolReach(models.Model):
    """What one school leaves a capacity to read, from a moment until a moment; never more."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    school = models.ForeignKey("organisations.School", models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=20, choices=Capacity.choices)
    reads = _codes()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    noted_by = models.UUIDField()

    objects = ClosedManager["SchoolReach"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "capacity"],
                condition=models.Q(until__isnull=True),
                name="one_narrowing_per_capacity",
            ),
        ]


class Membership(models.Model):
    """One person's place in one circle; derived from its basis by the database, never typed."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    circle = models.ForeignKey(Circle, models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, db_index=False, related_name="+")
    capacity = models.CharField(max_length=20, choices=Capacity.choices)
    organisation = models.UUIDField(null=True)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    basis = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reads = _codes()
    writes = _codes()
    from_when = models.DateTimeField(null=True)
    until_when = models.DateTimeField(null=True)

    objects = ClosedManager["Membership"]()

    class Meta:
        indexes = [models.Index(fields=["person", "circle"], name="membership_by_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "person", "capacity", "basis"], name="one_membership_per_basis"
            ),
        ]


class Reached(models.Model):
    """What hangs on a circle: its topic, who reads it, and from whom it is hidden."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    circle = models.ForeignKey(Circle, models.PROTECT, db_index=False, related_name="+")
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    topic = models.CharField(max_length=12, choices=Topic.choices)
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.CIRCLE)
    shown_to = ArrayField(models.UUIDField(), default=list)
    hidden_from = ArrayField(models.UUIDField(), default=list)

    class Meta:
        abstract = True


class Told(Reached):
    """What is told to others: they read it from `reaches_at` on, until then only who wrote it.

    Without `reaches_at` it reached them at once. What was taken back before is not there at all.
    """

    reaches_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Entry(Told):
    """One thing that was said or done, as the story of the circle shows it.

    `corrects`: better words for an earlier entry of the same person, read by the same people;
    it has the `at` of what it corrects, `kept_at` is when it was written down. `spoken_with` are
    the people one spoke, `comes_back_on` the day on which the writer comes back to it.
    """

    side = models.CharField(max_length=8, choices=Side.choices)
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    detail = models.CharField(max_length=20, blank=True)
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now, db_default=Now())
    spoken_with = ArrayField(models.UUIDField(), default=list, db_default=NOBODY)
    comes_back_on = models.DateField(null=True)
    words = models.TextField(max_length=4000)

    objects = ClosedManager["Entry"]()

    class Meta:
        indexes = [models.Index(fields=["circle", "-at", "-id"], name="story_of_a_circle")]


class Ask(models.Model):
    """Something that is asked of one person; done when that person says so."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    circle = models.ForeignKey(Circle, models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=AskKind.choices)
    subject = models.UUIDField()
    due = models.DateField(null=True)
    sent = models.DateTimeField(default=timezone.now)
    done = models.DateTimeField(null=True)

    objects = ClosedManager["Ask"]()

    class Meta:
        indexes = [models.Index(fields=["circle", "person", "-sent"], name="asks_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "person"],
                condition=models.Q(kind=AskKind.TALK_TO_PUPIL, done__isnull=True),
                name="a_talk_is_asked_once",
            ),
        ]

    @property
    def shielded(self) -> bool:
        """Whether it is asked for a child's safety."""
        return self.kind in SHIELDED_ASKS


class ContactPerson(models.Model):
    """Someone asked to be the one to call of a circle, or to stand in; and the answer.

    Who said yes last is the contact person. Nothing is closed at a handover, so there is no gap.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    circle = models.ForeignKey(Circle, models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    stands_in = models.BooleanField(default=False)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects = ClosedManager["ContactPerson"]()

    class Meta:
        indexes = [models.Index(fields=["circle", "person"], name="contact_person_of_a_circle")]


class ContactWish(models.Model):
    """Whom one parent, or the pupil, would like to call; only they and who chooses read it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    circle = models.ForeignKey(Circle, models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    about = models.ForeignKey(ContactPerson, models.PROTECT, null=True, related_name="+")
    preferred = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    readers = ArrayField(models.UUIDField(), default=list)

    objects = ClosedManager["ContactWish"]()

    class Meta:
        indexes = [models.Index(fields=["circle", "person", "-at"], name="wishes_of_a_circle")]
