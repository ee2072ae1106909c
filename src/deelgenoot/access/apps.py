"""The access slice."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccessConfig(AppConfig):
    """Doors, policies and row guards."""

    name = "deelgenoot.access"
    label = "access"

    def ready(self) -> None:
        """Read every slice's policy, so that no model is left without one."""
        autodiscover_modules("policy")
