"""Addresses of the safety valve; the word in them says nothing to who finds it in a history."""

from django.urls import path

from deelgenoot.safety import views

app_name = "safety"
urlpatterns = [
    path("kring/<uuid:circle_id>/hulp/", views.help, name="help"),
    path("hulp/", views.notes_for_me, name="notes"),
]
