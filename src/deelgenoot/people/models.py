"""Persons, their accounts, their mail address and who has custody."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from deelgenoot.access.managers import ClosedManager
from deelgenoot.kernel.actor import Hat
from deelgenoot.kernel.hats import HatOption
from deelgenoot.people.addresses import Address, Phone, Wishes
from deelgenoot.people.terms import ControllerKind, CustodyKind, LimitKind, Side

__all__ = ["Address", "Phone", "Wishes"]  # tables of this slice that stand in their own file


class Controller(models.Model):
    """A school board, care organisation or municipality: responsible in law for its people's data.

    Of a care organisation each board has a row of its own; see decision 0010.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=ControllerKind.choices)

    objects = ClosedManager["Controller"]()


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; an account sees nothing by itself, only its persons do."""

    def create_user(self, email: str | None = None, **more: object) -> "Account":
        """Make an account without a password: people sign in with a mailed code."""
        account = self.model(email=self.normalize_email(email).lower() if email else None, **more)
        account.set_unusable_password()
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Someone who signs in; holds one or more persons, over boards.

    Who came in with a letter has no mail address to sign in with, so that two people who share
    one mailbox never open each other's account; see decision 0006.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    email = models.EmailField(max_length=254, unique=True, null=True)
    language = models.CharField(max_length=5, default="nl", choices=settings.LANGUAGES)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = AccountManager()
    USERNAME_FIELD = "email"

    def hats(self) -> list[HatOption]:
        """Say which hats this account can wear: work first, then the family."""
        rows: list[dict[str, str]] = getattr(self, "worn", None) or []
        work = [_working_hat(row) for row in rows if row["side"] == Side.WORK]
        family = [row for row in rows if row["side"] == Side.FAMILY]
        proven = [row for row in family if row["proven"]]
        new = [row for row in family if not row["proven"]]
        return work + [_family_hat(held) for held in (proven, new) if held]

    def __str__(self) -> str:
        """Name nobody: an account may be without a mail address."""
        return str(self.pk)


def _working_hat(row: dict[str, str]) -> HatOption:
    """Make the hat of one working place."""
    return HatOption(
        key=row["id"],
        label=row["workplace_name"],
        hat=Hat.WORK,
        persons=(UUID(row["id"]),),
        name=row["first"],
        organisation_id=UUID(row["workplace"]),
        controller_id=UUID(row["controller"]),
        outside=row["kind"] != ControllerKind.BOARD,
        has_class=bool(row["has_class"]),
    )


def _family_hat(rows: list[dict[str, str]]) -> HatOption:
    """Make the one hat of all family persons of an account."""
    new = not rows[0]["proven"]
    return HatOption(
        key="new" if new else Hat.FAMILY.value,
        label=gettext("With the letter from school") if new else gettext("At home"),
        hat=Hat.FAMILY,
        persons=tuple(UUID(row["id"]) for row in rows),
        name=rows[0]["first"],
        new=new,
        is_pupil=all(row["pupil"] for row in rows),
        age=_age(rows[0]["born"]) if len(rows) == 1 and rows[0]["pupil"] else None,
    )


def _age(born: str | None) -> int | None:
    """Say how old a pupil is today, if that is known."""
    if not born:
        return None
    day, today = date.fromisoformat(born), timezone.localdate()
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


class Person(models.Model):
    """A human being as one controller knows them, on one side of their life.

    `proven_at` is when who holds the account has shown to be this person; until then they tell
    in own words and read nothing of others (level 1). `same_as` closes a row that turned out to be
    a double: the person goes on as that other row, and this one leads nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    controller = models.ForeignKey(Controller, models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side.choices)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    proven_at = models.DateTimeField(null=True)
    first = models.CharField(max_length=200)
    rest = models.CharField(max_length=220, blank=True)
    born_on = models.DateField(null=True)
    language = models.CharField(max_length=5, blank=True)
    workplace = models.UUIDField(null=True)
    workplace_name = models.CharField(max_length=120, blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects = ClosedManager["Person"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(side=Side.FAMILY) | models.Q(workplace__isnull=False),
                name="a_working_person_has_a_workplace",
            ),
        ]

    @property
    def name(self) -> str:
        """The whole name, as people say it."""
        return f"{self.first} {self.rest}".strip()


class Custody(models.Model):
    """A dated fact: what one adult may decide and know about one child, and how we know it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    child = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adult = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=CustodyKind.choices)
    relation = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    proof = models.CharField(max_length=200, blank=True)
    noted_by = models.UUIDField()

    objects = ClosedManager["Custody"]()

    class Meta:
        indexes = [models.Index(fields=["adult"], name="custody_by_adult")]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "adult"],
                condition=models.Q(until__isnull=True),
                name="one_open_custody_per_adult_and_child",
            ),
        ]


class CourtLimit(models.Model):
    """A dated decision of a court that keeps one adult away from one child.

    Only who keeps the papers of the child sees that it is there: never the adult, never the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    child = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adult = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=LimitKind.choices)
    decision = models.CharField(max_length=200)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    lifted = models.CharField(max_length=200, blank=True)
    noted_by = models.UUIDField()

    objects = ClosedManager["CourtLimit"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="a_limit_ends_after_it_begins",
            ),
        ]


class KeptReach(models.Model):
    """The yes of a pupil of 18: this adult may go on reading and writing around me."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    child = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adult = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = ClosedManager["KeptReach"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="a_kept_reach_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["child", "adult"],
                condition=models.Q(until__isnull=True),
                name="one_open_yes_per_adult",
            ),
        ]


class Mailbox(models.Model):
    """Where mail reaches a person; only that person and named school functions see it.

    `broken_at`: mail came back, so nothing more is sent there until the address is changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    address = models.EmailField(max_length=254)
    noted_at = models.DateTimeField(default=timezone.now)
    broken_at = models.DateTimeField(null=True)

    objects = ClosedManager["Mailbox"]()
