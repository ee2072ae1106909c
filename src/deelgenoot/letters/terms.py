"""Words about papers for a whole class."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stopped(TextChoices):
    """Why the making of papers ended before they were there."""

    FUNCTION = "function", _("The maker no longer has this task at school")
    FAILED = "failed", _("Making them did not work")


class PaperState(TextChoices):
    """How far one paper of a batch is."""

    WAITING = "waiting", _("Waits")
    READY = "ready", _("Can be made")
    MADE = "made", _("Made")
    NOT_MADE = "not_made", _("Not made")
