"""Papers with a code for a whole class: what is asked, how far it is, and the finished file."""

from django.db import models
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager
from deelgenoot.circles.terms import Way
from deelgenoot.letters.terms import PaperState, Stopped


class Batch(models.Model):
    """Letters or cards for one class, asked for in one click and made by a worker.

    `sealed` is the finished file, shut with the key of the house (see `vault`); `gone_at` is when
    it was wiped. `taken_at` is when the maker first took it: only then do its codes work.
    `seen_at` is the last sign of life of the worker that makes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    school = models.ForeignKey("organisations.School", models.PROTECT, related_name="+")
    group = models.ForeignKey("organisations.Group", models.PROTECT, related_name="+")
    maker = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    way = models.CharField(max_length=6, choices=Way.choices)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    stopped = models.CharField(max_length=8, choices=Stopped.choices, blank=True)
    sealed = models.BinaryField(null=True)

    objects = ClosedManager["Batch"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "way"],
                condition=models.Q(made_at__isnull=True, stopped=""),
                name="one_batch_at_a_time",
            ),
        ]


class Paper(models.Model):
    """One letter or card of a batch: for whom, with which child, and how far it is.

    `why` is the rule that stopped it. What stands on it, stands in the sealed file alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    batch = models.ForeignKey(Batch, models.PROTECT, db_index=False, related_name="+")
    enrolment = models.ForeignKey("organisations.Enrolment", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    place = models.SmallIntegerField()
    state = models.CharField(max_length=8, choices=PaperState.choices, default=PaperState.WAITING)
    why = models.CharField(max_length=40, blank=True)
    invitation = models.ForeignKey(
        "circles.Invitation", models.PROTECT, null=True, related_name="+"
    )

    objects = ClosedManager["Paper"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "person"], name="one_paper_per_person"),
        ]
