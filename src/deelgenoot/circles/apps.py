"""The circles slice."""

from django.apps import AppConfig


class CirclesConfig(AppConfig):
    """The circle around a pupil."""

    name = "deelgenoot.circles"
    label = "circles"
