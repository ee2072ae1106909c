"""Addresses of the people slice."""

from django.urls import path

from deelgenoot.people import views

app_name = "people"
urlpatterns = [path("pet/", views.hat, name="hat")]
