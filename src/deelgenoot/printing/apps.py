"""The printing slice."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """Post on paper."""

    name = "deelgenoot.printing"
    label = "printing"
