"""The safety slice."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """The safety valve."""

    name = "deelgenoot.safety"
    label = "safety"

    def ready(self) -> None:
        """Say how what is asked for safety reads on Vandaag."""
        from deelgenoot.circles.asked import ASKED
        from deelgenoot.circles.terms import AskKind
        from deelgenoot.safety.asked import for_you, talk_to_pupil

        ASKED.update({AskKind.FOR_YOU: for_you, AskKind.TALK_TO_PUPIL: talk_to_pupil})
