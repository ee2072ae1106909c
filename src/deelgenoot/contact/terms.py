"""Words about contact."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class How(TextChoices):
    """How home and school spoke."""

    DOOR = "door", _("At the door")
    PHONE = "phone", _("By phone")
    MESSAGE = "message", _("Message")
    VISIT = "visit", pgettext_lazy("how we spoke", "At home")
    VIDEO = "video", _("Video call")


class Tone(TextChoices):
    """What kind of contact it was."""

    GOOD = "good", _("Something good")
    EVERYDAY = "everyday", _("Everyday contact")
