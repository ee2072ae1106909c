"""The audit book: lines of ids and codes, and the seals that close them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from deelgenoot.audit.terms import SHIELDED

NOT_SHIELDED = ~models.Q(part=SHIELDED)
"""The lines a page for a family may choose from; what was done for safety is never among them."""


class Line(models.Model):
    """One deed or look: who, when, under which hat, at which circle; no names and no words.

    basis: NEN 7513, fields as found in 3-domain §2.13.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    txid = models.BigIntegerField()
    board = models.UUIDField()
    account = models.UUIDField(null=True)
    persons = ArrayField(models.UUIDField())
    hat = models.CharField(max_length=10)
    organisation = models.UUIDField(null=True)
    task = models.CharField(max_length=30)
    did = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    object = models.UUIDField(null=True)
    circle = models.UUIDField(null=True)
    part = models.CharField(max_length=30)

    class Meta:
        indexes = [
            models.Index(fields=["board", "txid", "id"], name="audit_line_per_board"),
            models.Index(fields=["txid"], name="audit_line_by_transaction"),
            models.Index(fields=["circle", "at"], name="audit_line_per_circle"),
            models.Index(
                fields=["object", "at"],
                condition=models.Q(kind="helpdesk.LookAlong"),
                name="audit_line_of_looking_along",
            ),
        ]

    @property
    def shielded(self) -> bool:
        """Whether this is about a child's safety, so that nobody in a circle reads of it."""
        return self.part == SHIELDED


class Seal(models.Model):
    """A closed range of one board's lines, chained to the seal before it."""

    id = models.BigAutoField(primary_key=True)
    board = models.UUIDField()
    at = models.DateTimeField()
    since_txid = models.BigIntegerField()
    until_txid = models.BigIntegerField()
    lines = models.IntegerField()
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "since_txid"], name="one_seal_per_range"),
        ]
