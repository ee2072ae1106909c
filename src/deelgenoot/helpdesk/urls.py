"""Addresses of looking along."""

from django.urls import path

from deelgenoot.helpdesk import views

app_name = "helpdesk"
urlpatterns = [
    path("meekijken/", views.mine, name="mine"),
    path("meekijken/<uuid:look_id>/", views.answer, name="answer"),
    path("beheer/meekijken/<uuid:person_id>/", views.look_along, name="look_along"),
]
