"""Closed notes about a child's safety, never an entry of a story; and the school's own words."""

from django.db import models
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager


class SafetyNote(models.Model):
    """What a colleague saw or heard; read by who wrote it and by the attention officer alone.

    Never changed: a later note adds. `shared`: the attention officer reads it too; else only who
    wrote it. School and pupil are those of the circle, so that it can be kept when that closes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    circle = models.ForeignKey("circles.Circle", models.PROTECT, db_index=False, related_name="+")
    school = models.ForeignKey(
        "organisations.School", models.PROTECT, db_index=False, related_name="+"
    )
    pupil = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    shared = models.BooleanField(default=True)
    words = models.TextField(max_length=4000)

    objects = ClosedManager["SafetyNote"]()
    shielded = True

    class Meta:
        indexes = [
            models.Index(fields=["circle", "-at", "-id"], name="notes_of_a_circle"),
            models.Index(fields=["school", "-at", "-id"], name="notes_of_a_school"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="a_note_has_words"),
        ]


class OwnWord(models.Model):
    """A word of the school's own that asks whether something is about safety, before it is kept.

    Families find it on their own device; so it names nobody, and who added it is in the audit
    book alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    school = models.ForeignKey(
        "organisations.School", models.PROTECT, db_index=False, related_name="+"
    )
    word = models.CharField(max_length=40)

    objects = ClosedManager["OwnWord"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "word"], name="an_own_word_once"),
        ]
