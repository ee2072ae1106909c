"""The home slice."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The front door per person."""

    name = "deelgenoot.home"
    label = "home"
