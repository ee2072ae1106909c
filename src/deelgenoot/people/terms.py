"""Words about people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ControllerKind(TextChoices):
    """What kind of organisation is responsible in law for a person's data."""

    BOARD = "board", _("School board")
    CARE = "care", _("Care organisation")


class Side(TextChoices):
    """Whether a person row is the family side or the working side of a life."""

    FAMILY = "family", _("Family")
    WORK = "work", _("Work")


class CustodyKind(TextChoices):
    """What an adult may decide and know about a child.

    basis: 3-domain §2.5 and §2.6 (own-H, found [51] [52]).
    """

    CUSTODY = "custody", _("Parent with custody")
    WITHOUT = "without", _("Parent without custody")
    GUARDIAN = "guardian", _("Guardian")
    FOSTER = "foster", _("Foster parent")
    UNKNOWN = "unknown", _("Not known yet")
