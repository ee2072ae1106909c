"""The access slice."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Doors, policies and row guards."""

    name = "deelgenoot.access"
    label = "access"
