"""The home slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The front door per person."""

    name = "deelgenoot.home"
    label = "home"

    def ready(self) -> None:
        """Put Vandaag first in the navigation."""
        from deelgenoot.ui.navigation import add_to_navigation

        add_to_navigation(_("Today"), "home:today", order=10, shown=lambda actor: True)
        add_to_navigation(
            _("Signing in with a second step"),
            "mfa_index",
            order=80,
            in_menu=True,
            shown=lambda actor: not actor.is_family,
        )
        add_to_navigation(
            _("Sign out"), "account_logout", order=90, in_menu=True, shown=lambda actor: True
        )
