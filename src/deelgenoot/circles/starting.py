"""Which classes take part: a table of its own, for a school that begins with some of them."""

from django.db import models
from django.db.models import BooleanField, F, Func
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager


class TakingPart(models.Model):
    """What a school said about who takes part: class by class, or one class from a day.

    Without `group`: as long as it runs, only classes that are named take part. Without any such
    row a whole school takes part. A row is never corrected: it ends, and another one begins.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    school = models.ForeignKey("organisations.School", models.PROTECT, related_name="+")
    group = models.ForeignKey("organisations.Group", models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    noted_by = models.UUIDField()
    noted_at = models.DateTimeField()

    objects = ClosedManager["TakingPart"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=models.Q(until__isnull=True, group__isnull=True),
                name="class_by_class_once",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(until__isnull=True),
                name="a_class_begins_once",
            ),
        ]


def takes_part(path: str) -> Func:
    """Whether the child of an enrolment takes part now; asked of the database, which knows all.

    So does who once was in a class that does, and whose family has come in: nobody is let go.
    """
    return Func(F(path), function="deelgenoot_takes_part", output_field=BooleanField())
