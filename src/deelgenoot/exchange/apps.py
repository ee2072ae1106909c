"""The exchange slice."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What comes in from and goes out to a school's own systems."""

    name = "deelgenoot.exchange"
    label = "exchange"
