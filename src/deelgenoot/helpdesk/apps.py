"""The helpdesk slice."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HelpdeskConfig(AppConfig):
    """Looking along with someone for whom it does not work."""

    name = "deelgenoot.helpdesk"
    label = "helpdesk"

    def ready(self) -> None:
        """Show on every page that someone looks along, and lead families to their own page."""
        from deelgenoot.helpdesk.pieces import looking_along
        from deelgenoot.ui.banners import BANNERS
        from deelgenoot.ui.navigation import add_to_navigation

        BANNERS.append(looking_along)
        add_to_navigation(
            _("Let school look along"),
            "helpdesk:mine",
            order=80,
            in_menu=True,
            shown=lambda actor: actor.is_family,
        )
