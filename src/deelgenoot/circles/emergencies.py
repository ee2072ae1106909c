"""Looks in an emergency: a table of its own, for reach that lasts some hours."""

from datetime import timedelta

from django.db import models
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager


class EmergencyLook(models.Model):
    """A colleague who may look at one circle for some hours, why, and who opened it.

    `opening` is the one deed, also for a whole class; made with the form, so two taps are one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    opening = models.UUIDField()
    circle = models.ForeignKey("circles.Circle", models.PROTECT, db_index=False, related_name="+")
    pupil = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    school = models.ForeignKey("organisations.School", models.PROTECT, related_name="+")
    group = models.ForeignKey("organisations.Group", models.PROTECT, null=True, related_name="+")
    appointment = models.ForeignKey("organisations.Appointment", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    opened_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ClosedManager["EmergencyLook"]()

    class Meta:
        indexes = [models.Index(fields=["circle", "-since"], name="emergencies_of_a_circle")]
        constraints = [
            models.UniqueConstraint(fields=["opening", "circle"], name="one_look_per_opening"),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since"))
                & models.Q(until__lte=models.F("since") + timedelta(hours=24)),
                name="a_look_lasts_a_day_at_most",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_look_has_a_reason"),
        ]
