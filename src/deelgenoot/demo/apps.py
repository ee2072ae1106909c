"""The demo slice."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo story."""

    name = "deelgenoot.demo"
    label = "demo"
