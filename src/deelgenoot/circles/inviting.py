"""A code by which someone opens an account."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager
from deelgenoot.circles.terms import Way


class Invitation(models.Model):
    """A code by which one person opens an account; only its fingerprint is kept.

    A code on paper works only with the birth date of `child`; three wrong tries pause it.
    `known`: it went to an address of this person alone that school had before, so that who uses
    it has shown who they are. `visit` is the opened form that used it, so that the same form
    sent twice comes in once and is not refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    school = models.ForeignKey("organisations.School", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    child = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.MAIL)
    address = models.EmailField(max_length=254, blank=True)
    known = models.BooleanField(default=False)
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    visit = models.UUIDField(null=True)
    tries = models.SmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True)

    objects = ClosedManager["Invitation"]()

    class Meta:
        indexes = [models.Index(fields=["school", "person"], name="invitations_of_a_school")]
