"""The contact slice."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    """Contact between home and school."""

    name = "deelgenoot.contact"
    label = "contact"
