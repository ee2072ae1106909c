"""Words about people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ControllerKind(TextChoices):
    """What kind of organisation is responsible in law for a person's data."""

    BOARD = "board", _("School board")
    CARE = "care", _("Care organisation")
    MUNICIPALITY = "municipal", _("Municipality")


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
    INFORMED = "informed", _("Gets information only")
    GUARDIAN = "guardian", _("Guardian")
    INSTITUTION = "institution", _("Guardian of an institution")
    FOSTER = "foster", _("Foster parent")
    UNKNOWN = "unknown", _("Not known yet")


DECIDES = frozenset({CustodyKind.CUSTODY, CustodyKind.GUARDIAN, CustodyKind.INSTITUTION})
"""Who decides on what weighs; basis: 3-domain §2.5 (own-H), BW 1:245 and 1:302 (own-H)."""
HAS_A_PLACE = DECIDES | {CustodyKind.FOSTER}
"""Who has a place in the circle: who decides, and who cares for the child day by day."""


class LimitKind(TextChoices):
    """What a court has forbidden one adult about one child.

    basis: 3-domain §2.6 (derived: 'limited by decision'); BW 1:377a, 1:377c (own-H, found [51]).
    """

    NO_CONTACT = "no_contact", _("No contact with the child")
    NO_INFORMATION = "no_information", _("No information about the child")


class PhoneKind(TextChoices):
    """What kind of number it is; only a mobile one takes a text message."""

    MOBILE = "mobile", _("Mobile")
    LANDLINE = "landline", _("Landline")
    OTHER = "other", _("Other number")


class Channel(TextChoices):
    """A way by which school reaches someone."""

    MAIL = "mail", _("Mail")
    SMS = "sms", _("Text message")
    LETTER = "letter", _("Letter on paper")
    CALL = "call", _("Phone call")
    PUSH = "push", _("Message on the phone")


SPOKEN = (
    *("nl", "en", "ar", "tr", "pl", "uk", "ti", "so", "fa", "zgh", "ku", "ro", "bg", "es", "pt"),
    *("fr", "de", "zh", "ru", "pap", "ur", "vi"),
)
"""Languages spoken at home in many Dutch schools, by their ISO 639 code; own-H."""
