"""Addresses of the look itself: choosing a language, and the gallery of parts."""

from django.urls import path

from deelgenoot.ui import views

app_name = "ui"
urlpatterns = [
    path("taal/", views.language, name="language"),
    path("gallery/", views.gallery, name="gallery"),
]
