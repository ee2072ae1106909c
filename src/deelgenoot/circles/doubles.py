"""Two rows for one person: that they were joined, what moved, and that two are two people."""

from django.db import models
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager


class Merge(models.Model):
    """Two rows that are one person: from `at` on `kept` goes on, and `double` leads nowhere.

    Nothing is taken out: what changed is remembered in `Moved`, so that it can go back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    school = models.ForeignKey("organisations.School", models.PROTECT, related_name="+")
    kept = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    double = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    by = models.UUIDField()
    at = models.DateTimeField()
    undone_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ClosedManager["Merge"]()

    class Meta:
        indexes = [models.Index(fields=["school", "-at"], name="merges_of_a_school")]
        constraints = [
            models.UniqueConstraint(
                fields=["double"],
                condition=models.Q(undone_at__isnull=True),
                name="a_double_is_joined_once",
            ),
        ]


class Moved(models.Model):
    """One row that changed when two people were joined: where, how it was and what it became.

    `was` without `became` is a row that moved whole; `became` without `was` is one that was made.
    Emptied when the time to undo is over.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    merge = models.ForeignKey(Merge, models.PROTECT, related_name="+")
    place = models.CharField(max_length=60)
    row = models.UUIDField()
    was = models.JSONField(null=True)
    became = models.JSONField(null=True)

    objects = ClosedManager["Moved"]()


class TwoPeople(models.Model):
    """An administrator knows: these two are two people, however much they look alike."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    school = models.ForeignKey("organisations.School", models.PROTECT, related_name="+")
    one = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    noted_by = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = ClosedManager["TwoPeople"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="two_people_in_one_order"
            ),
            models.UniqueConstraint(
                fields=["one", "other"],
                condition=models.Q(until__isnull=True),
                name="two_people_noted_once",
            ),
        ]
