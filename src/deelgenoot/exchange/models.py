"""A school's file as an administrator dropped it, and what it changes, line by line."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager
from deelgenoot.circles.models import Circle, Entry
from deelgenoot.exchange.guardians.columns import Tells, Whose
from deelgenoot.exchange.terms import LineKind, Source, System


class Delivery(models.Model):
    """One school's file, read and without what has no purpose here; the file itself is not kept.

    `content` is wiped when it was brought in, or after a day; `footprint`, what it changed, after
    the days in which it can be taken back. Ids and counts stay: who did what, and when.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    school = models.ForeignKey("organisations.School", models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.SCHOOL)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    year = models.CharField(max_length=9)
    last_day = models.DateField()
    fingerprint = models.CharField(max_length=64, blank=True)
    blocked = models.BooleanField(default=False)
    content = models.JSONField(null=True)
    passed_over = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    seen = models.CharField(max_length=64, blank=True)
    changed = models.BooleanField(default=False)
    asked_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    agreed = models.IntegerField(null=True)
    step = models.SmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    footprint = models.JSONField(null=True)
    wiped_at = models.DateTimeField(null=True)
    undo_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    undo_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ClosedManager["Delivery"]()

    class Meta:
        indexes = [models.Index(fields=["school", "-at"], name="deliveries_of_a_school")]


class DeliveryLine(models.Model):
    """One thing a school's file changes, asks or has wrong; wiped with the file or the undo.

    `told` holds a problem in every language, or who might be the same in a question.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    delivery = models.ForeignKey(Delivery, models.PROTECT, db_index=False, related_name="+")
    school = models.ForeignKey("organisations.School", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=LineKind.choices)
    number = models.IntegerField()
    name = models.CharField(max_length=450)
    was = models.CharField(max_length=450, blank=True)
    becomes = models.CharField(max_length=450, blank=True)
    key = models.CharField(max_length=256, blank=True)
    told = models.JSONField(null=True)

    objects = ClosedManager["DeliveryLine"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "kind", "number"], name="one_line_per_number"
            ),
        ]


class ColumnTold(models.Model):
    """What a school once said that a column of its own lists of parents tells.

    `header` is written in one way; empty `tells` is a column the school leaves out.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    school = models.ForeignKey("organisations.School", models.PROTECT, related_name="+")
    header = models.CharField(max_length=200)
    whose = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Whose])
    tells = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.value) for one in Tells]
    )
    nth = models.SmallIntegerField(default=0)
    noted_by = models.UUIDField()
    noted_at = models.DateTimeField()

    objects = ClosedManager["ColumnTold"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "header"], name="one_meaning_per_header_of_a_school"
            ),
        ]


class Copy(models.Model):
    """A report of what school wrote, taken along to the school's own system; an entry tells it.

    `pieces` are the entries that were in it. Who reads the entry sees that it was taken, and of
    the pieces those they may read themselves. The id is made with the form: two taps are one copy.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+")
    system = models.CharField(max_length=12, choices=System.choices)
    since = models.DateField()
    until = models.DateField()
    pieces = ArrayField(models.UUIDField(), default=list)

    objects = ClosedManager["Copy"]()
