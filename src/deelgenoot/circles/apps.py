"""The circles slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CirclesConfig(AppConfig):
    """The circle around a pupil."""

    name = "deelgenoot.circles"
    label = "circles"

    def ready(self) -> None:
        """Register who sees the contact person, papers and emergencies; put these in the menu."""
        from deelgenoot.circles import (  # noqa: F401
            contact_policy,
            emergency_policy,
            leaving_policy,
            merging_policy,
            papers_policy,
            starting_policy,
        )
        from deelgenoot.ui.navigation import add_to_navigation

        add_to_navigation(
            _("Emergency"),
            "circles:emergencies",
            order=60,
            in_menu=True,
            shown=lambda actor: not actor.is_family,
        )
