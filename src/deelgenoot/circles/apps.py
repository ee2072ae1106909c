"""The circles slice."""

from django.apps import AppConfig


class CirclesConfig(AppConfig):
    """The circle around a pupil."""

    name = "deelgenoot.circles"
    label = "circles"

    def ready(self) -> None:
        """Register who sees the contact person and papers, whatever is asked for first."""
        from deelgenoot.circles import contact_policy, papers_policy  # noqa: F401
