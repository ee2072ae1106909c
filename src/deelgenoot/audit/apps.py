"""The audit slice."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit book."""

    name = "deelgenoot.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
