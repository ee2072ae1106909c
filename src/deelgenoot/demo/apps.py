"""The demo slice."""

from django.apps import AppConfig
from django.conf import settings


class DemoConfig(AppConfig):
    """The demo story."""

    name = "deelgenoot.demo"
    label = "demo"

    def ready(self) -> None:
        """Offer the cast on the sign-in page, in demo mode only."""
        from deelgenoot.demo.cast import cast
        from deelgenoot.home.signing_in import CAST

        if settings.DEMO:
            CAST.append(cast)
