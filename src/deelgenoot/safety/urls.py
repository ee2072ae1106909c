"""Addresses of the safety valve; the word in them says nothing to who finds it in a history."""

from django.urls import path

from deelgenoot.safety import views

app_name = "safety"
urlpatterns = [
    path("kring/<uuid:circle_id>/hulp/", views.help, name="help"),
    path("hulp/", views.notes_for_me, name="notes"),
    path("beheer/eigen-woorden/", views.own_words_kept, name="own_words"),
    path("woorden/<uuid:circle_id>/", views.words_here, name="words_here"),
]
