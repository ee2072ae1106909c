"""The letters slice."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Inviting by letter, and showing who one is."""

    name = "deelgenoot.letters"
    label = "letters"

    def ready(self) -> None:
        """Say how the ask about a paused code reads on Vandaag."""
        from deelgenoot.letters import asked  # noqa: F401
