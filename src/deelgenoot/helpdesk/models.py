"""The yes of someone at home: for a short while one colleague sees how it stands for them."""

from datetime import datetime, timedelta

from django.db import models
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager


class LookAlong(models.Model):
    """A question or a yes: one named colleague of a school looks along with one person.

    Without `yes_at` it is a question that lapses at `until`; with it, the look ends at `until`, or
    sooner when the person stops it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey("people.Person", models.PROTECT, db_index=False, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    school = models.ForeignKey("organisations.School", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True)
    yes_at = models.DateTimeField(null=True)
    until = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    objects = ClosedManager["LookAlong"]()

    class Meta:
        indexes = [models.Index(fields=["person", "-until"], name="look_along_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(yes_at__isnull=False) | models.Q(asked_at__isnull=False),
                name="a_look_along_is_asked_or_given",
            ),
            models.CheckConstraint(
                condition=models.Q(yes_at=None)
                | models.Q(until__lte=models.F("yes_at") + timedelta(hours=1)),
                name="a_look_along_lasts_an_hour_at_most",
            ),
        ]

    def is_open(self, now: datetime) -> bool:
        """Whether the question still stands, or the look still goes on."""
        return self.stopped_at is None and self.until > now

    def goes_on(self, now: datetime) -> bool:
        """Whether the colleague sees how it stands now."""
        return self.yes_at is not None and self.is_open(now)
