"""Schools, classes, who is enrolled and who works there; care organisations around them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager
from deelgenoot.organisations.school_calendar import usual_region
from deelgenoot.organisations.terms import (
    CareKind,
    Function,
    GoingTo,
    GroupRole,
    Profession,
    Region,
    Register,
)


class School(models.Model):
    """A school of one board, with the holidays of its region."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    board = models.ForeignKey("people.Controller", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    brin = models.CharField(max_length=6)
    dependance = models.CharField(max_length=4, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    region = models.CharField(
        max_length=8, choices=Region.choices, default=usual_region, db_default=Region.MIDDLE
    )

    objects = ClosedManager["School"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brin", "dependance"], name="one_school_per_brin"),
        ]


class Group(models.Model):
    """A class or a combined group of one school year, like 5B or the plus group."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    key = models.CharField(max_length=256)
    name = models.CharField(max_length=80)
    year = models.CharField(max_length=9)
    year_group = models.CharField(max_length=4, blank=True)
    combined = models.BooleanField(default=False)

    objects = ClosedManager["Group"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "key"], name="one_group_per_key"),
        ]


class Enrolment(models.Model):
    """A pupil at a school, from a day until a day; the family reads on until `reads_until`."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    key = models.CharField(max_length=256)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reads_until = models.DateTimeField(null=True)

    objects = ClosedManager["Enrolment"]()

    class Meta:
        indexes = [models.Index(fields=["pupil"], name="enrolment_by_pupil")]
        constraints = [
            models.UniqueConstraint(fields=["school", "key"], name="one_enrolment_per_key"),
        ]


class Leaving(models.Model):
    """A last day that school noted by hand, and where the pupil goes; kept when it is set right.

    As long as one stands, a school's file without a last day does not open the enrolment again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    until = models.DateTimeField()
    going_to = models.CharField(max_length=12, choices=GoingTo.choices, blank=True)
    noted_by = models.UUIDField()
    noted_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = ClosedManager["Leaving"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=models.Q(undone_at__isnull=True),
                name="one_last_day_at_a_time",
            ),
        ]


class Place(models.Model):
    """A pupil's place in a class, from a day until a day."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = ClosedManager["Place"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "group"],
                condition=models.Q(until__isnull=True),
                name="one_open_place_per_group",
            ),
        ]


class Appointment(models.Model):
    """A colleague at a school: what they are appointed to do, and on which days they are there."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    function = models.CharField(max_length=16, choices=Function.choices)
    key = models.CharField(max_length=256)
    days = ArrayField(models.SmallIntegerField(), default=list)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = ClosedManager["Appointment"]()

    class Meta:
        indexes = [models.Index(fields=["person"], name="appointment_by_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "key", "function"], name="one_appointment_per_key"
            ),
        ]


class Assignment(models.Model):
    """A colleague with a class: teacher, assistant or intern, or a substitute until tonight."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=GroupRole.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = ClosedManager["Assignment"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "group"],
                condition=models.Q(until__isnull=True),
                name="one_open_assignment_per_group",
            ),
            models.UniqueConstraint(
                fields=["appointment", "group", "until"],
                condition=models.Q(role=GroupRole.SUBSTITUTE),
                name="one_substitution_at_a_time",
            ),
        ]


class CareOrganisation(models.Model):
    """A care organisation or municipality, as one school board knows and verified it.

    Another board that works with it has a row of its own and sees nothing of this one.
    `controller` has its name; `until` is when the board stopped working with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    board = models.ForeignKey("people.Controller", models.PROTECT, related_name="+")
    controller = models.OneToOneField("people.Controller", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=CareKind.choices)
    town = models.CharField(max_length=80)
    phone = models.CharField(max_length=20)
    site = models.URLField(max_length=200, blank=True)
    register = models.CharField(max_length=4, choices=Register.choices, blank=True)
    number = models.CharField(max_length=12, blank=True)
    until = models.DateTimeField(null=True)

    objects = ClosedManager["CareOrganisation"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "register", "number"],
                condition=~models.Q(number=""),
                name="one_care_organisation_per_number",
            ),
        ]


class CareProfessional(models.Model):
    """Someone of a care organisation, verified by the school, from a day until a day.

    As long as it runs they have a working hat of their own; a place in a circle it never gives.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    organisation = models.ForeignKey(CareOrganisation, models.PROTECT, related_name="+")
    person = models.OneToOneField("people.Person", models.PROTECT, related_name="+")
    profession = models.CharField(max_length=16, choices=Profession.choices)
    register = models.CharField(max_length=4, choices=Register.choices, blank=True)
    number = models.CharField(max_length=12, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = ClosedManager["CareProfessional"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="a_professional_ends_after_they_begin",
            ),
        ]


class Verification(models.Model):
    """A dated fact: who of which school called which number, found where, and was told it is so.

    About the organisation itself, or about one `professional` of it. Never changed: the school
    verifies again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    organisation = models.ForeignKey(CareOrganisation, models.PROTECT, related_name="+")
    professional = models.ForeignKey(CareProfessional, models.PROTECT, null=True, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    called = models.CharField(max_length=20)
    found = models.CharField(max_length=200)
    at = models.DateTimeField()
    noted_by = models.UUIDField()

    objects = ClosedManager["Verification"]()
