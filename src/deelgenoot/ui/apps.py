"""The look of the house as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Brings the page frame, the parts and the style sheets to every page."""

    name = "deelgenoot.ui"
    label = "ui"
