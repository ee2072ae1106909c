"""Who you can be in the demo story."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deelgenoot.people.accounts import find_account


@dataclass(frozen=True, slots=True)
class Part:
    """One person of the story, and how they are introduced."""

    key: str
    name: str
    role: object
    side: str

    @property
    def mail(self) -> str:
        """The address of this part; .invalid is never a real one."""
        return f"{self.key}@demo.invalid"

    @property
    def first(self) -> str:
        """How this person is called."""
        return self.name.partition(" ")[0]

    @property
    def line(self) -> str:
        """Who this is, in one line."""
        return str(self.role)

    @property
    def url(self) -> str:
        """Where one click makes you this person."""
        return reverse("demo:be", args=[self.key])


PARTS = (
    Part("anna", "Anna de Boer", gettext_lazy("teacher of class 5B"), "school"),
    Part("samira", "Samira El Amrani", gettext_lazy("mother of Noor"), "home"),
    Part("youssef", "Youssef El Amrani", gettext_lazy("father of Noor, lives elsewhere"), "home"),
    Part("fatma", "Fatma Kaya", gettext_lazy("teacher of 5B and mother of Emre"), "school"),
    Part("kees", "Kees Visser", gettext_lazy("care coordinator"), "school"),
    Part("ria", "Ria Vos", gettext_lazy("administrator"), "school"),
    Part("ellen", "Ellen Maas", gettext_lazy("psychologist of a practice in town"), "care"),
    Part("hassan", "Hassan Idrissi", gettext_lazy("school attendance officer"), "care"),
    Part("joris", "Joris Smit", gettext_lazy("teacher of another school"), "school"),
)
FURTHER = (
    Part("noor", "Noor El Amrani", gettext_lazy("pupil of class 5B"), "pupil"),
    Part("imke", "Imke Bos", gettext_lazy("attention officer"), "school"),
    Part("conny", "Conny Smeets", gettext_lazy("confidant"), "school"),
)
"""Who comes in with the whole story only."""
BY_KEY = {part.key: part for part in (*PARTS, *FURTHER)}


def cast() -> list[Part]:
    """List who you can be: who has come in."""
    came = [part for part in FURTHER if find_account(part.mail)]
    return [*PARTS, *came]


def who_you_can_be() -> str:
    """Tell it on the terminal."""
    lines = [f"    {part.name:20} {part.line}" for part in BY_KEY.values()]
    return "\n".join(["  " + _("Open it and be one of:"), *lines])
