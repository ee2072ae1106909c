"""The post slice."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """The one door out."""

    name = "deelgenoot.post"
    label = "post"
