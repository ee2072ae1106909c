"""Words about schools."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Function(TextChoices):
    """What someone is appointed to do at a school."""

    TEACHER = "teacher", _("Teacher")
    ASSISTANT = "assistant", _("Classroom assistant")
    COORDINATOR = "coordinator", _("Care coordinator")
    LEADER = "leader", _("School leader")
    ATTENTION_OFFICER = "attention", _("Attention officer")
    CONFIDANT = "confidant", _("Confidant")
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
    INTERN = "intern", _("Intern")
    OFFICE = "office", _("Office")
    ADMINISTRATOR = "administrator", _("Administrator")
    OTHER = "other", _("Colleague")


class GroupRole(TextChoices):
    """What someone does with one class."""

    CLASS_TEACHER = "class_teacher", _("Class teacher")
    SUBJECT_TEACHER = "subject_teacher", _("Subject teacher")
    ASSISTANT = "assistant", _("Classroom assistant")
    INTERN = "intern", _("Intern")
    SUBSTITUTE = "substitute", _("Substitute until tonight")
