"""Where a person lives, on which numbers they are called, and what they wish about both.

Each is a row of its own and never a column of the person: who sees that someone exists does not
see where they live. Only the person and named functions of the school see these rows.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager
from deelgenoot.people.terms import Channel, PhoneKind


class Address(models.Model):
    """Where letters reach a person; never of a child, whose address gives away a parent's."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.OneToOneField("people.Person", models.PROTECT, related_name="+")
    street = models.CharField(max_length=120)
    number = models.CharField(max_length=12, blank=True)
    addition = models.CharField(max_length=12, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    town = models.CharField(max_length=80)
    country = models.CharField(max_length=2, default="NL")
    noted_at = models.DateTimeField(default=timezone.now)

    objects = ClosedManager["Address"]()


class Phone(models.Model):
    """A number on which a person is called; written as the whole world writes it (E.164)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey("people.Person", models.PROTECT, db_index=False, related_name="+")
    number = models.CharField(max_length=16)
    kind = models.CharField(max_length=8, choices=PhoneKind.choices)
    label = models.CharField(max_length=40, blank=True)
    noted_at = models.DateTimeField(default=timezone.now)

    objects = ClosedManager["Phone"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="one_row_per_number"),
        ]


class Wishes(models.Model):
    """How, when and in which language someone wants to be reached, and what is not safe.

    `days` (0 is Monday), `call_from` and `call_until` say when one may call; empty is any time.
    `only_phone`: school calls this number and no other. `never`: what must not reach this home.
    `names_step`: the reader chose that a subject may name the step, such as good news.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.OneToOneField("people.Person", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.MAIL)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    needs_interpreter = models.BooleanField(default=False)
    reads_little = models.BooleanField(default=False)
    days = ArrayField(models.SmallIntegerField(), default=list)
    call_from = models.TimeField(null=True)
    call_until = models.TimeField(null=True)
    only_phone = models.ForeignKey(Phone, models.PROTECT, null=True, related_name="+")
    never = ArrayField(models.CharField(max_length=8, choices=Channel.choices), default=list)
    names_step = models.BooleanField(default=False)
    noted_at = models.DateTimeField(default=timezone.now)

    objects = ClosedManager["Wishes"]()
