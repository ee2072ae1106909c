"""Contact moments between home and school."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager
from deelgenoot.circles.models import Circle, Entry, Told
from deelgenoot.contact.terms import How, Tone


class ContactMoment(Told):
    """One time home and school spoke, also when nothing was wrong."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices)
    tone = models.CharField(max_length=10, choices=Tone.choices)

    objects = ClosedManager["ContactMoment"]()

    class Meta:
        indexes = [models.Index(fields=["circle", "-at"], name="contacts_of_a_circle")]


class WhatWorks(models.Model):
    """One of at most three lines that say what helps a pupil, written with who is at home.

    Words are not changed in place: other words end the row and begin a new one. `spoken_with` are
    the people at home with whom a colleague wrote it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    circle = models.ForeignKey(Circle, models.PROTECT, db_index=False, related_name="+")
    place = models.SmallIntegerField()
    words = models.CharField(max_length=120)
    written_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    spoken_with = ArrayField(models.UUIDField(), default=list)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = ClosedManager["WhatWorks"]()

    class Meta:
        indexes = [models.Index(fields=["circle", "place"], name="works_of_a_circle")]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "place"],
                condition=models.Q(until__isnull=True),
                name="one_line_at_a_place",
            ),
            models.CheckConstraint(
                condition=models.Q(place__gte=1, place__lte=3), name="at_most_three_lines"
            ),
        ]
