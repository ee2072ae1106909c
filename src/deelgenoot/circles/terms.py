"""Words about circles: who someone is in one, what it is about, who reads it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Capacity(TextChoices):
    """Who someone is in a circle."""

    PUPIL = "pupil", _("Pupil")
    PARENT = "parent", _("Parent or guardian")
    CARER = "carer", _("Foster parent")
    CLASS_TEACHER = "class_teacher", _("Class teacher")
    SUBJECT_TEACHER = "subject_teacher", _("Subject teacher")
    ASSISTANT = "assistant", _("Classroom assistant")
    INTERN = "intern", _("Intern")
    SUBSTITUTE = "substitute", _("Substitute")
    EMERGENCY = "emergency", _("Emergency look")
    COORDINATOR = "coordinator", _("Care coordinator")
    ATTENTION_OFFICER = "attention_officer", _("Attention officer")
    CARE_PROFESSIONAL = "care_professional", _("Care professional")


class Ground(TextChoices):
    """On what ground someone is in a circle.

    basis: 2-architecture 'Reach'; `self` is the pupil's own place, decision record 0003.
    """

    SELF = "self", _("It is about them")
    WORK = "work", _("Works with the class")
    CUSTODY = "custody", _("Custody")
    CONSENT = "consent", _("Consent of the family")
    LAW = "law", _("Law")


class Topic(TextChoices):
    """What something is about; who reads it depends on this."""

    LEARNING = "learning", _("Learning")
    BEHAVIOUR = "behaviour", _("How it goes with others")
    WELLBEING = "wellbeing", _("How they are")
    HEALTH = "health", _("Health")
    HOME = "home", _("At home")
    ATTENDANCE = "attendance", _("Being at school")


class Audience(TextChoices):
    """Who of the circle reads something."""

    CIRCLE = "circle", _("Together")
    SCHOOL = "school", _("School team")
    OWN = "own", _("Only me")
    NAMED = "named", _("Some people")
    SAFETY = "safety", _("Safety")


TOGETHER = (Audience.CIRCLE, Audience.SCHOOL)
"""What is read by many; in an emergency nothing else is, not even what one wrote oneself."""


class Side(TextChoices):
    """The side of the table from which something is said: colour, shape and icon follow it."""

    HOME = "home", _("Home")
    PUPIL = "pupil", _("Pupil")
    SCHOOL = "school", _("School")
    CARE = "care", _("Care")


class EntryKind(TextChoices):
    """What kind of thing an entry in the story is."""

    CONTACT = "contact", _("Contact")
    ANSWER = "answer", _("Answer")
    NOTE = "note", _("Note")
    CORRECTION = "correction", _("Corrected")
    COPIED = "copied", _("Taken along to the school's own system")


class Way(TextChoices):
    """How the code of an invitation reaches someone."""

    MAIL = "mail", _("By mail")
    LETTER = "letter", _("By letter")
    HAND = "hand", _("Handed over at school")


class AskKind(TextChoices):
    """What is asked of someone."""

    READ_CONTACT = "read_contact", _("Read what school tells")
    READ_ANSWER = "read_answer", _("Read the answer")
    KEEP_REACH = "keep_reach", _("Choose who reads on at 18")
    TALK_OF_18 = "talk_of_18", _("Talk with the pupil about being 18")
    SPEAK = "speak", _("Speak to a parent yourself")
    NEW_MAIL = "new_mail", _("Ask for another mail address")
    BE_CONTACT = "be_contact", _("Be the contact person")
    WISH_CONTACT = "wish_contact", _("Say whom you would like as contact person")
    READ_WISH = "read_wish", _("Read whom the family would like")
    NEW_CONTACT = "new_contact", _("Read who the contact person is")
    NO_CONTACT = "no_contact", _("Ask someone else to be the contact person")
    HAND_OVER = "hand_over", _("Choose who is the contact person now")
    CODE_PAUSED = "code_paused", _("A code is paused")
    EMERGENCY_LOOK = "emergency_look", _("Read who looks in an emergency")
    EMERGENCY_HEARD = "emergency_heard", _("Hear who looks in an emergency")
    TELL_EMERGENCY = "tell_emergency", _("Tell a family who looks in an emergency")
    CLOSING = "closing", _("Read how long the circle stays open")
    FOR_YOU = "for_you", _("Read what is for you alone")
    TALK_TO_PUPIL = "talk_to_pupil", _("Talk with a pupil who asks for it")
    COME_BACK = "come_back", _("Come back to what you told")
    TALK_AT_HOME = "talk_at_home", _("Talk with the parents about what the team wrote")


OF_WORDS = (AskKind.READ_CONTACT, AskKind.READ_ANSWER)
"""Asks about words in the story; who may no longer read the words is no longer asked."""
SHIELDED_ASKS = (AskKind.FOR_YOU, AskKind.TALK_TO_PUPIL)
"""Asked for a child's safety: no family or other colleague may find a trace of them."""
STILL_ASKED = (*OF_WORDS, AskKind.CLOSING, AskKind.EMERGENCY_LOOK)
"""What is still asked of a family in a closed circle: to read. Nothing else is asked there."""


SIDE_OF = {
    Capacity.PUPIL: Side.PUPIL,
    Capacity.PARENT: Side.HOME,
    Capacity.CARER: Side.HOME,
    Capacity.CARE_PROFESSIONAL: Side.CARE,
}


def side_of(capacity: str) -> Side:
    """Say at which side of the table someone sits; colleagues of the school by default."""
    return SIDE_OF.get(Capacity(capacity), Side.SCHOOL)


AT_WORK = (Side.SCHOOL, Side.CARE)
"""The sides of those who are in a circle for their work."""


class Likeness(TextChoices):
    """In what two rows with one name look alike; never a proof that it is one person."""

    CHILD = "child", _("with the same child")
    SIBLING = "sibling", _("with children of one family")
    PHONE = "phone", _("the same phone number")
    MAIL = "mail", _("the same mail address")
