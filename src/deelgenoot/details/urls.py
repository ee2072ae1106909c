"""Addresses of how someone is reached."""

from django.urls import path

from deelgenoot.details import device_views, views

app_name = "details"
KEPT = "beheer/leerling/<uuid:enrolment_id>/<uuid:adult_id>/gegevens/"
urlpatterns = [
    path("mijn-gegevens/", views.mine, name="mine"),
    path("mijn-gegevens/toestel/aan/", device_views.device_on, name="device_on"),
    path("mijn-gegevens/toestel/uit/", device_views.device_off, name="device_off"),
    path("berichtje.js", device_views.shows, name="shows"),
    path("mijn-gegevens/<slug:part>/", views.change_mine, name="change_mine"),
    path("kring/<uuid:circle_id>/bereiken/", views.reach, name="reach"),
    path("kring/<uuid:circle_id>/nood/", views.emergency, name="emergency"),
    path(KEPT, views.kept, name="kept"),
    path(f"{KEPT}<slug:part>/", views.change_kept, name="change_kept"),
]
