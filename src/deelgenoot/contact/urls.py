"""Addresses of contact."""

from django.urls import path

from deelgenoot.contact import views

app_name = "contact"
urlpatterns = [
    path("klas/", views.klas, name="klas"),
    path("kring/<uuid:circle_id>/contact/", views.log, name="log"),
    path("kring/<uuid:circle_id>/contact/<uuid:entry_id>/", views.read, name="read"),
]
