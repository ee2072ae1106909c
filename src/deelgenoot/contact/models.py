"""Contact moments between home and school."""

from django.db import models

from deelgenoot.access.managers import ClosedManager
from deelgenoot.circles.models import Entry, Told
from deelgenoot.contact.terms import How, Tone


class ContactMoment(Told):
    """One time home and school spoke, also when nothing was wrong."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices)
    tone = models.CharField(max_length=10, choices=Tone.choices)

    objects = ClosedManager["ContactMoment"]()

    class Meta:
        indexes = [models.Index(fields=["circle", "-at"], name="contacts_of_a_circle")]
