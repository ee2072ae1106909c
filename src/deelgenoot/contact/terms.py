"""Words about contact."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deelgenoot.circles.terms import Topic


class How(TextChoices):
    """How home and school spoke."""

    DOOR = "door", _("At the door")
    PHONE = "phone", _("By phone")
    MESSAGE = "message", _("Message")
    VISIT = "visit", pgettext_lazy("how we spoke", "At home")
    VIDEO = "video", _("Video call")
    LETTER = "letter", pgettext_lazy("how we spoke", "Letter")


class Tone(TextChoices):
    """What kind of contact it was."""

    GOOD = "good", _("Something good")
    EVERYDAY = "everyday", _("Everyday contact")
    DIFFICULT = "difficult", _("Difficult news")


WRITTEN = (How.MESSAGE, How.LETTER)
"""Ways in which one does not hear how the other takes it."""


class Where(TextChoices):
    """Where a colleague writes: for the whole circle, for the team, or for oneself.

    basis: 1-vision, three places to write.
    """

    TOGETHER = "circle", pgettext_lazy("where one writes", "Together")
    TEAM = "school", pgettext_lazy("where one writes", "School team")
    MYSELF = "own", pgettext_lazy("where one writes", "Only me")


class Feeling(TextChoices):
    """How a young pupil is, as a picture says it."""

    HAPPY = "happy", pgettext_lazy("how a child is", "happy")
    FINE = "fine", pgettext_lazy("how a child is", "fine")
    SAD = "sad", pgettext_lazy("how a child is", "sad")
    ANGRY = "angry", pgettext_lazy("how a child is", "angry")


FELT = {
    Feeling.HAPPY.value: pgettext_lazy("said by a child", "I am happy."),
    Feeling.FINE.value: pgettext_lazy("said by a child", "I am fine."),
    Feeling.SAD.value: pgettext_lazy("said by a child", "I am sad."),
    Feeling.ANGRY.value: pgettext_lazy("said by a child", "I am angry."),
}
"""What each picture says, in words that stand in the story as the child's own."""

OFFERED = (Topic.WELLBEING, Topic.LEARNING, Topic.BEHAVIOUR)
"""What one tells about in a circle without a signal or a trajectory.

basis: 1-vision 'a circle for every pupil is kept small': health, home and attendance open later.
"""
