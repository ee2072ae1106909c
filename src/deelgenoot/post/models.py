"""Post that waits to be sent."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager
from deelgenoot.people.terms import Channel


class Letter(models.Model):
    """One message in the outbox, written in the transaction of the deed that causes it.

    Either `address` (a sign-in code, an invitation to an address the school just typed) or
    `person` (how, is looked up at sending) says where it goes; the words are wiped when it is
    sent. `id` is also the Message-ID, so that a mail sent twice can be recognised. `short` is for
    a text message; `step` is the subject for a reader who chose that it names the step.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    address = models.EmailField(max_length=254, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    short = models.CharField(max_length=300, blank=True)
    step = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, default="nl")
    made_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    went_by = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    tries = models.SmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)

    objects = ClosedManager["Letter"]()
