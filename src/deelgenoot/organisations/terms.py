"""Words about schools, and about the care organisations around them."""

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


class Region(TextChoices):
    """The part of the country whose school holidays a school keeps.

    basis: Rijksoverheid, schoolvakanties per regio (own-H).
    """

    NORTH = "noord", _("North")
    MIDDLE = "midden", _("Middle")
    SOUTH = "zuid", _("South")


class CareKind(TextChoices):
    """What a care organisation does; whom a school may meet around a pupil.

    basis: 1-vision 'Who uses it'; 3-domain §2.4 and the glossary of families.
    """

    PRACTICE = "practice", _("Practice for psychological help (GGZ)")
    YOUTH_HEALTH = "youth_health", _("Youth health service (JGZ, GGD)")
    LOCAL_TEAM = "local_team", _("Local team (wijkteam)")
    SOCIAL_WORK = "social_work", _("School social work")
    YOUTH_CARE = "youth_care", _("Youth care")
    THERAPY = "therapy", _("Practice for therapy, such as speech")
    MUNICIPALITY = "municipality", _("Municipality, such as school attendance")
    OTHER = "other", _("Something else")


class Profession(TextChoices):
    """What someone of a care organisation is.

    basis: 1-vision 'Who uses it'; 3-domain, glossary of families (own-H).
    """

    PSYCHOLOGIST = "psychologist", _("Health care psychologist")
    ORTHOPEDAGOGUE = "orthopedagogue", _("Remedial educationalist")
    YOUTH_DOCTOR = "youth_doctor", _("Youth doctor")
    YOUTH_NURSE = "youth_nurse", _("Youth nurse")
    SOCIAL_WORKER = "social_worker", _("School social worker")
    TEAM_WORKER = "team_worker", _("Local team worker")
    YOUTH_WORKER = "youth_worker", _("Youth care worker")
    PSYCHIATRIST = "psychiatrist", _("Child and youth psychiatrist")
    SPEECH_THERAPIST = "speech_therapist", _("Speech therapist")
    ATTENDANCE_OFFICER = "attendance", _("School attendance officer")
    OTHER = "other", _("Another profession")


class Register(TextChoices):
    """A public register in which an organisation or a professional can be looked up.

    basis: Handelsregisterwet (KvK), Vektis (AGB), Wet BIG, Jeugdwet 4.1.6 (SKJ); own-M.
    """

    KVK = "kvk", "KvK"
    AGB = "agb", "AGB"
    BIG = "big", "BIG"
    SKJ = "skj", "SKJ"


OF_ORGANISATIONS = (Register.KVK, Register.AGB)
"""The registers that list organisations."""
OF_PROFESSIONALS = (Register.BIG, Register.SKJ)
"""The registers that list people by their profession."""


class GoingTo(TextChoices):
    """Where a pupil goes who leaves; only who keeps the school's papers reads it."""

    OTHER_SCHOOL = "other_school", _("To another school")
    MOVED = "moved", _("Moved")
    END = "end", _("Primary school is finished")
