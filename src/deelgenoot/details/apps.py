"""The details slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DetailsConfig(AppConfig):
    """How someone is reached."""

    name = "deelgenoot.details"
    label = "details"

    def ready(self) -> None:
        """Put one's own details in the menu of families, and say how our asks read."""
        from deelgenoot.details import asked  # noqa: F401 - reading it is what registers
        from deelgenoot.ui.navigation import add_to_navigation

        add_to_navigation(
            _("My details"),
            "details:mine",
            order=70,
            in_menu=True,
            shown=lambda actor: actor.is_family,
        )
