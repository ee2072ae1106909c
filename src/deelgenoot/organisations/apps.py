"""The organisations slice."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Schools, classes and staff."""

    name = "deelgenoot.organisations"
    label = "organisations"
