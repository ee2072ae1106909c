"""The contact slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    """Contact between home and school."""

    name = "deelgenoot.contact"
    label = "contact"

    def ready(self) -> None:
        """Put Mijn klas in the navigation and give the story its words for how people spoke."""
        from deelgenoot.circles.story_pieces import DETAILS
        from deelgenoot.contact import asked  # noqa: F401 - reading it is what registers
        from deelgenoot.contact.terms import How
        from deelgenoot.ui.navigation import add_to_navigation

        DETAILS.update({how.value: how.label for how in How})
        add_to_navigation(
            _("My class"),
            "contact:klas",
            order=20,
            shown=lambda actor: actor.is_colleague and actor.has_class,
        )
