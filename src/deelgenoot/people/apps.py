"""The people slice."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, accounts and custody."""

    name = "deelgenoot.people"
    label = "people"
