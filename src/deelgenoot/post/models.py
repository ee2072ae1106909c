"""Mail that waits to be sent."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager


class Letter(models.Model):
    """One mail in the outbox, written in the transaction of the deed that causes it.

    Either `person` (the address is looked up at sending) or `address` (a sign-in code, an
    invitation to an address the school just typed) says where it goes; the words are wiped when
    it is sent. `id` is also the Message-ID, so that a mail sent twice can be recognised.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    address = models.EmailField(max_length=254, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    language = models.CharField(max_length=5, default="nl")
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)

    objects = ClosedManager["Letter"]()
