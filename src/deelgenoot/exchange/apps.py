"""The exchange slice."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What comes in from and goes out to a school's own systems."""

    name = "deelgenoot.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Give the story its words for what was taken along, and the way to open it."""
        from deelgenoot.circles.story_pieces import DETAILS, DRAWN
        from deelgenoot.circles.terms import EntryKind
        from deelgenoot.exchange.pieces import taken_along
        from deelgenoot.exchange.terms import System

        DETAILS.update({system.value: system.label for system in System})
        DRAWN[EntryKind.COPIED] = taken_along
