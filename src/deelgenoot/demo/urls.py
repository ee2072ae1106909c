"""Addresses that exist in demo mode only."""

from django.urls import path

from deelgenoot.demo import views

app_name = "demo"
urlpatterns = [path("demo/<slug:key>/", views.be, name="be")]
