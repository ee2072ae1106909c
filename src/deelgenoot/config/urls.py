"""All addresses of the house; each slice names its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("deelgenoot.ui.urls")),
]
